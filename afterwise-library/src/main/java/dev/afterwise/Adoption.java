package dev.afterwise;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of recommendations, from proposal to policy and back. Each move is one atomic write of policy, recommendation
 * and audit; a move that somebody else overtook is decided again on what is true by then. Safe for use by many threads.
 */
final class Adoption {
    private static final int MAX_TRIES = 50;

    private final Ledger ledger;
    private final Timekeeper time;

    Adoption(Ledger ledger, Timekeeper time) {
        this.ledger = ledger;
        this.time = time;
    }

    Policy policy() {
        return adopted().map(each -> each.document().policy()).orElse(Policy.INITIAL);
    }

    /** Those that can be acted on first. */
    List<Recommendation> recommendations() {
        return ledger.list(Advised.class).stream()
                .map(each -> each.document().recommendation())
                .sorted(Comparator.comparing(Recommendation::status)
                        .thenComparing(each -> each.change().subject().toString())
                        .thenComparing(Recommendation::id))
                .toList();
    }

    /** Keeps what was found now, and lets go of what was found before and is not any more. */
    List<Recommendation> propose(List<Recommendation> found) {
        repeatedly(() -> {
            write(proposals(found));
            return true;
        });
        return recommendations();
    }

    private Map<Document, Long> proposals(List<Recommendation> found) {
        Policy policy = policy();
        List<Versioned<Advised>> all = ledger.list(Advised.class);
        Map<String, Recommendation> fresh = found.stream()
                .filter(each -> !decided(policy, each.change()))
                .filter(each -> all.stream()
                        .noneMatch(known -> isAgain(each, known.document().recommendation())))
                .collect(Collectors.toMap(
                        Recommendation::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        var writes = new HashMap<Document, Long>();
        for (Versioned<Advised> known : all) {
            Recommendation before = known.document().recommendation();
            Recommendation now = fresh.remove(before.id());
            Recommendation next = next(before, now);
            if (!next.equals(before)) {
                writes.put(new Advised(next), known.version());
            }
        }
        fresh.values().forEach(each -> writes.put(new Advised(each), 0L));
        return writes;
    }

    private static Recommendation next(Recommendation before, @Nullable Recommendation now) {
        return switch (before.status()) {
            case PROPOSED -> now == null ? before.with(Status.EXPIRED) : now;
            case EXPIRED -> now == null || before.isMeasured() ? before : now;
            case APPROVED, MEASURING, APPLIED, KEPT, ROLLED_BACK, REJECTED -> before;
        };
    }

    /**
     * Whether the policy says something on this already. What was adopted is not re-tuned behind anybody's back; but a threshold
     * may refine a preference.
     */
    private static boolean decided(Policy policy, Change change) {
        return policy.changes().stream()
                        .anyMatch(adopted -> adopted.kind().equals(change.kind())
                                && adopted.subject().equals(change.subject()))
                || (change instanceof Change.PreferAgent
                        && policy.threshold(change.subject()).isPresent());
    }

    /** Whether it is a threshold that was taken back, now at another number. */
    private static boolean isAgain(Recommendation found, Recommendation before) {
        return before.status() == Status.ROLLED_BACK
                && found.change() instanceof Change.SetThreshold threshold
                && before.change() instanceof Change.SetThreshold other
                && !threshold.equals(other)
                && threshold.equals(new Change.SetThreshold(
                        other.subject(), other.attribute(), threshold.above(), other.agent(), other.otherwise()));
    }

    Optional<Policy> approve(String id) {
        return repeatedly(() -> move(id, Status.APPLIED));
    }

    Optional<Policy> rollBack(String id) {
        return repeatedly(() -> move(id, Status.ROLLED_BACK));
    }

    private Optional<Policy> move(String id, Status to) {
        Optional<Versioned<Advised>> advised = ledger.read(Advised.class, id);
        if (advised.isEmpty()) {
            return Optional.empty();
        }
        Recommendation recommendation = advised.get().document().recommendation();
        boolean applied = recommendation.status() == Status.APPLIED;
        if (applied == (to == Status.APPLIED)) {
            throw new IllegalArgumentException(
                    applied
                            ? "The recommendation (%s) must not be part of the policy to be approved, but it is."
                                    .formatted(id)
                            : "The recommendation (%s) must be part of the policy to be rolled back, but it is %s."
                                    .formatted(id, recommendation.status().word()));
        }
        Policy before = policy();
        Policy after =
                to == Status.APPLIED ? before.with(recommendation.change()) : before.without(recommendation.change());
        var writes = new HashMap<Document, Long>();
        writes.put(new Adopted(after), adopted().map(Versioned::version).orElse(0L));
        writes.put(new Advised(recommendation.with(to)), advised.get().version());
        writes.put(new Audited(time.now(), to == Status.APPLIED ? "approve" : "rollback", id, after.version()), 0L);
        write(writes);
        return Optional.of(after);
    }

    private Optional<Versioned<Adopted>> adopted() {
        return ledger.read(Adopted.class, Adopted.KEY);
    }

    private void write(Map<Document, Long> writes) {
        if (!writes.isEmpty()) {
            ledger.write(writes);
        }
    }

    private static <T> T repeatedly(Supplier<T> move) {
        for (int tries = 1; ; tries++) {
            try {
                return move.get();
            } catch (ConflictException overtaken) {
                if (tries == MAX_TRIES) {
                    throw overtaken;
                }
            }
        }
    }
}
