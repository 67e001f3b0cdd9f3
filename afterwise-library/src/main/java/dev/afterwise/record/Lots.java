package dev.afterwise.record;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Experiment;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Value;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What experiments have drawn for one run. Safe for use by many threads. */
final class Lots {
    private final ExecutionId id;
    private final Account account;
    private final ReentrantLock drawing = new ReentrantLock();
    private volatile @Nullable Policy held;

    Lots(ExecutionId id, Account account) {
        this.id = id;
        this.account = account;
    }

    String key() {
        About about = account.about();
        String named = about.conversation() != null ? about.conversation() : about.subject();
        return named == null ? id.hex() : named;
    }

    /** The first policy with experiments draws, once and for all. */
    Policy under(Policy policy) {
        Policy known = held;
        if (known != null) {
            return known;
        }
        return policy.experiments().isEmpty() || !account.isKept() ? policy : drawn(policy);
    }

    private Policy drawn(Policy policy) {
        drawing.lock();
        try {
            Policy known = held;
            if (known != null) {
                return known;
            }
            String key = key();
            Policy.ForRun drawn = policy.forRun(account.profile(), key);
            drawn.variants().forEach((attribute, variant) -> keep(attribute, variant.toString(), key));
            held = drawn.policy();
            return drawn.policy();
        } finally {
            drawing.unlock();
        }
    }

    void keep(String attribute, String variant, String key) {
        Value told = account.profile().attributes().get(attribute);
        if (told == null || !told.toString().equals(variant)) {
            account.told(known -> {
                Profile with = known.with(attribute, variant);
                return key.equals(id.hex())
                        ? with
                        : with.with(Experiment.keyAttribute(attribute), Experiment.hash(key));
            });
        }
    }
}
