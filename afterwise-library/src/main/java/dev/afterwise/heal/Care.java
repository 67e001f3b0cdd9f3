package dev.afterwise.heal;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.FaultPlan;
import dev.afterwise.InjectedException;
import dev.afterwise.Policy;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.time.Timekeeper;
import java.util.random.RandomGenerator;

/**
 * All that whoever calls components needs to call them with care.
 *
 * @param classifier says what a failure is
 * @param guards of the components
 * @param healer decides what follows a failure
 * @param faults what goes wrong on purpose
 */
public record Care(Classifier classifier, Guards guards, Healer healer, Faults faults) {
    /** Goes by what was adopted from now on. */
    public void follow(Policy adopted) {
        guards.follow(adopted);
        healer.follow(adopted);
    }

    /** What a failure is that somebody threw. */
    public Failure failure(Throwable thrown) {
        return switch (thrown) {
            case CircuitOpenException refused -> refused.failure();
            case InjectedException injected -> injected.failure();
            default -> classifier.classify(thrown);
        };
    }

    /**
     * Where nothing is known yet, and nothing goes wrong on purpose.
     *
     * @param random must be safe for use by many threads
     */
    public static Care of(Guards guards, Timekeeper time, RandomGenerator random) {
        return new Care(new Classifier(), guards, new Healer(time, random), new Faults(FaultPlan.NONE, time));
    }
}
