package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is done about one call that fails, one remedy after another until something helps. Used by one thread at a time.
 */
public final class Course {
    /** What was chosen last, of which the outcome isn't known yet. */
    private record Pending(Failure failure, String arm) {}

    private final Preferences preferences;
    private final String component;
    private final boolean experiments;
    private final @Nullable Policy held;
    private final Map<String, Integer> tried = new HashMap<>(4);
    private @Nullable Boolean heldOut;
    private @Nullable Pending pending;
    private boolean counted;

    /** @param held what was adopted, as it holds for whoever calls; null for what holds for all */
    Course(Preferences preferences, String component, boolean experiments, @Nullable Policy held) {
        this.held = held;
        this.preferences = preferences;
        this.component = component;
        this.experiments = experiments;
    }

    /**
     * What to do about a failure. Without any evidence that is the first of those suggested, then the second, and so on, and then
     * the first again. What was tried in this course is expected to help less than it does at first.
     *
     * @param suggested what the experts suggest and the caller offers, in the experts' order
     * @param others what the caller offers and nobody suggests; it is tried only now and then, until it has proved to help
     * @throws IllegalArgumentException if there is neither
     */
    public Choice choose(Failure failure, List<Remedy> suggested, List<Remedy> others) {
        Candidates candidates = preferences.candidates(held, component, failure, suggested, others, tried);
        if (heldOut == null) {
            heldOut = experiments && preferences.holdsOut();
        }
        Choice choice = preferences.choose(candidates, heldOut, experiments);
        String strategy = choice.remedy().strategy();
        pending = new Pending(failure, candidates.arm(strategy));
        tried.merge(strategy, 1, Integer::sum);
        return choice;
    }

    /**
     * What came of the remedy that was chosen last. Does nothing if none was, or it is known already.
     *
     * @param recovered whether the attempt that followed succeeded
     * @param took how long it took with all its waits
     */
    public void learned(boolean recovered, Duration took) {
        if (pending == null || heldOut == null) {
            return;
        }
        preferences.learn(component, pending.failure, pending.arm, recovered, took);
        preferences.score(heldOut, !counted, recovered);
        counted = true;
        pending = null;
    }
}
