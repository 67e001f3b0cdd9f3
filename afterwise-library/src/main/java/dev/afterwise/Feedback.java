package dev.afterwise;

import dev.afterwise.Judgement.Kind;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Judged;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.WorkspaceStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What people think of what was learned. A recommendation that they think useless is not adopted by itself, and a pattern that they
 * think useless is not told again. What they think of executions is part of these: {@link Afterwise#rate}. Safe for use by many
 * threads.
 */
public final class Feedback {
    private static final int TRIES = 20;

    private final Ledger ledger;

    private Feedback(Ledger ledger) {
        this.ledger = ledger;
    }

    /** That of one workspace. */
    public static Feedback of(WorkspaceStore store) {
        return new Feedback(store.ledger());
    }

    /** Keeps it. What the same person said before of the same thing is replaced. */
    public void give(Judgement judgement) {
        var judged = new Judged(judgement);
        for (int tries = 1; ; tries++) {
            long before = ledger.read(Judged.class, judged.key())
                    .map(Versioned::version)
                    .orElse(0L);
            try {
                ledger.write(Map.of(judged, before));
                return;
            } catch (ConflictException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    /** All that was said, the newest first. */
    public List<Judgement> list() {
        return ledger.list(Judged.class).stream()
                .map(each -> each.document().judgement())
                .sorted(Comparator.comparing(Judgement::at).reversed().thenComparing(Judgement::key))
                .toList();
    }

    /** The ids of those of a kind that people think useless, taken together. */
    public Set<String> useless(Kind kind) {
        Map<String, List<Judgement>> byId = list().stream()
                .filter(each -> each.kind() == kind)
                .collect(Collectors.groupingBy(Judgement::id, TreeMap::new, Collectors.toList()));
        return byId.entrySet().stream()
                .filter(each -> Rating.areDamning(
                        each.getValue().stream().map(Judgement::rating).toList()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
