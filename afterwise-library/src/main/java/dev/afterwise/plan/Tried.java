package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.store.StepRun;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was tried at a step up to now, and so what still can be. Used by one thread. */
final class Tried {
    private int last;
    private int failures;
    private @Nullable String pinned;
    private Recovery.@Nullable CreatePath owed;
    private final Set<String> agents = new HashSet<>();
    private final Set<String> paths = new HashSet<>();

    /** What the journal says. */
    static Tried of(List<StepRun> attempts) {
        var tried = new Tried();
        for (StepRun attempt : attempts) {
            tried.last = attempt.attempt();
            // What was being tried when the runner went away is not held against the step.
            if (attempt.outcome() instanceof Outcome.Ended && attempt.then() != null) {
                tried.add(attempt.then());
            }
        }
        return tried;
    }

    /** The number of the next attempt. */
    int next() {
        return ++last;
    }

    void add(Recovery then) {
        owed = null;
        switch (then) {
            case Recovery.Retry ignored -> failures++;
            case Recovery.FallBack(String to, String ignored) -> {
                failures = 0;
                pinned = to;
                agents.add(to);
            }
            case Recovery.CreatePath path -> {
                paths.add(path.path());
                owed = path;
            }
            case Recovery.Escalate ignored -> {
                failures = 0;
                pinned = null;
                agents.clear();
                paths.clear();
            }
            case Recovery other -> {}
        }
    }

    /** How often the way that is being tried has failed, when it has just failed again. */
    int failures() {
        return failures + 1;
    }

    /** The agent that has to make the next attempt, if there is no choice any more. */
    Optional<String> pinned() {
        return Optional.ofNullable(pinned);
    }

    /** A folder that is to be made before the next attempt. */
    Optional<Recovery.CreatePath> owed() {
        return Optional.ofNullable(owed);
    }

    boolean hasFallenBackTo(String agent) {
        return agents.contains(agent);
    }

    boolean hasMade(String path) {
        return paths.contains(path);
    }
}
