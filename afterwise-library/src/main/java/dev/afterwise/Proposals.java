package dev.afterwise;

import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Versioned;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of recommendations when something is found, or not found any more. */
final class Proposals {
    private Proposals() {}

    /** What to write, with the versions that are expected. */
    static Map<Document, Long> writes(Policy policy, List<Versioned<Advised>> all, List<Recommendation> found) {
        Map<String, Recommendation> fresh = found.stream()
                .filter(each -> !isDecided(policy, each.change()))
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
    private static boolean isDecided(Policy policy, Change change) {
        return policy.changes().stream().anyMatch(adopted -> Topic.of(adopted).equals(Topic.of(change)))
                || (change instanceof Change.PreferAgent
                        && policy.threshold(change.subject()).isPresent());
    }

    /** Whether it is what is being tried, or what was refused or taken back, now at another number. */
    private static boolean isAgain(Recommendation found, Recommendation before) {
        boolean isSettled = switch (before.status()) {
            case APPROVED, MEASURING, ROLLED_BACK, REJECTED -> true;
            case EXPIRED -> before.isMeasured();
            case PROPOSED, APPLIED, KEPT -> false;
        };
        return isSettled && !found.change().equals(before.change()) && Topic.areAlike(found.change(), before.change());
    }
}
