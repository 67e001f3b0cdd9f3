package dev.afterwise;

import dev.afterwise.learn.Passages;
import dev.afterwise.learn.experiment.Observation;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs that experiments drew, in full: what each tells about a change to one of its steps. A run that is over is read once, unless
 * something about it became known later. Safe for use by many threads.
 */
final class DrawnRuns {
    private static final int PAGE = 1_000;

    private final History history;
    private final Map<String, Map<ExecutionId, Seen>> known = new HashMap<>();

    DrawnRuns(History history) {
        this.history = history;
    }

    /** What was read of a run when its headline was this. */
    private record Seen(Headline headline, List<Observation> told) {
        boolean isStill(Headline now) {
            return now.outcome() instanceof Outcome.Ended && now.equals(headline);
        }
    }

    /** Forgets what was read of all other experiments. */
    synchronized void keep(Collection<String> experiments) {
        known.keySet().retainAll(experiments);
    }

    synchronized List<Observation> tell(Change change, Experiment experiment) {
        Map<ExecutionId, Seen> before = known.getOrDefault(experiment.id(), Map.of());
        var now = new HashMap<ExecutionId, Seen>();
        var all = new ArrayList<Observation>();
        var whole = new Subject(experiment.subject().parts().headMap(Dimension.STEP));
        Filter filter = Filter.of(whole).with(new Window(experiment.startedAt(), null));
        String after = null;
        do {
            Page<Headline> page = history.find(new Query(filter, after, PAGE));
            for (Headline each : page.items()) {
                if (each.profile().attributes().containsKey(experiment.attribute())) {
                    Seen seen = seen(before.get(each.id()), each, change, experiment);
                    now.put(each.id(), seen);
                    all.addAll(seen.told);
                }
            }
            after = page.next();
        } while (after != null);
        known.put(experiment.id(), now);
        return all;
    }

    private Seen seen(@Nullable Seen before, Headline headline, Change change, Experiment experiment) {
        return before != null && before.isStill(headline)
                ? before
                : new Seen(
                        headline,
                        history.execution(headline.id())
                                .map(each -> Passages.of(change, List.of(each), experiment))
                                .orElse(List.of()));
    }
}
