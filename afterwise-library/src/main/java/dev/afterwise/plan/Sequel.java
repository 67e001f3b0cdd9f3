package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.Recovery;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What follows failed attempts at a step, as a run would decide it where neither a budget nor a circuit breaker stands in the way.
 * It remembers what was tried. Used by one thread.
 */
public final class Sequel {
    private final PlanStep step;
    private final int most;
    private final RandomGenerator random;
    private final Tried tried = Tried.of(List.of());

    /**
     * @param most attempts in one way
     * @param random for the waits between attempts
     */
    public Sequel(PlanStep step, int most, RandomGenerator random) {
        this.step = step;
        this.most = most;
        this.random = random;
    }

    /** The agent that has to make the next attempt, if there is no choice any more. */
    public Optional<String> agent() {
        return tried.pinned();
    }

    /** What follows when this agent's attempt fails so. */
    public Recovery after(Failure failure, String agent) {
        Tries tries = Tries.of(most, step.retry().base(), step.retry().cap());
        Recovery then = Remedies.after(
                step, failure, agent, tried, each -> Healer.usual(each, tried.failures(), tries, random));
        tried.add(then);
        return then;
    }
}
