package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Policy;
import dev.afterwise.Recovery;
import dev.afterwise.Transience;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Decides what follows a failed attempt. Only decides: whoever asks writes the decision down, and then carries it out.
 *
 * <p>Waits grow exponentially and are drawn with full jitter, uniformly from zero up to {@code min(cap, base * 2^n)}: the
 * cap is applied before the draw, so that callers never fall into step (Brooker, "Exponential backoff and jitter", 2015).
 *
 * <p>Safe for use by many threads if its source of chance is.
 */
public final class Healer {
    private static final int MAX_DOUBLINGS = 30;

    private final Preferences preferences;
    private final Timekeeper time;
    private final RandomGenerator random;

    /** Nothing is known yet of what helps. */
    public Healer(Timekeeper time, RandomGenerator random) {
        this(new Preferences(time, random), time, random);
    }

    public Healer(Preferences preferences, Timekeeper time, RandomGenerator random) {
        this.preferences = preferences;
        this.time = time;
        this.random = random;
    }

    void follow(Policy adopted) {
        preferences.follow(adopted);
    }

    /**
     * What to do after attempt number {@code attempt} failed. Charges the guard's budget: to be asked exactly once for each
     * failed attempt, after its permit was handed back.
     *
     * @param begun when the first attempt began, by {@link Timekeeper#nanos}
     */
    public Recovery after(Failure failure, int attempt, Tries tries, long begun, Guard guard) {
        return repeat(failure, attempt, tries, begun, guard, guard.affordsAnother(failure));
    }

    /**
     * A case to be healed: one call, from its first attempt on.
     *
     * @param allowance of the execution that makes the call
     * @param component that is called
     * @param repeatable whether the call may be made again after a failure that doesn't tell whether it had its effect
     */
    public Case open(
            Allowance allowance, String component, Function<String, Guard> guards, Tries tries, boolean repeatable) {
        return new Case(
                this,
                allowance,
                preferences.course(component, allowance.experiments(), allowance.policy()),
                component,
                guards,
                tries,
                repeatable,
                time);
    }

    /** Another attempt of the same, after a wait, or why not. */
    Recovery repeat(Failure failure, int attempt, Tries tries, long begun, Guard guard, boolean affordable) {
        if (failure.failureClass() == FailureClass.CIRCUIT_OPEN) {
            return new Recovery.GiveUp("a circuit breaker is open, and trying again at once would not help");
        }
        Recovery then = usual(failure, attempt, tries, random);
        if (!(then instanceof Recovery.Retry retry)) {
            return then;
        }
        if (!affordable) {
            return new Recovery.GiveUp(
                    "the recovery budget of '%s' is used up for now (%.0f %% left, and a retry must leave half)"
                            .formatted(guard.component(), 100 * guard.budget()));
        }
        if (guard.refuses()) {
            return new Recovery.GiveUp("the circuit breaker of '%s' is open".formatted(guard.component()));
        }
        if (tries.floor().compareTo(Tries.HIGHEST_FLOOR) > 0) {
            return new Recovery.GiveUp("'%s' asks to wait longer (%s) than is waited here (%s)"
                    .formatted(guard.component(), tries.floor(), Tries.HIGHEST_FLOOR));
        }
        Duration wait = tries.floor().plus(retry.after());
        Duration left = tries.within().minus(time.since(begun));
        if (wait.compareTo(left) >= 0) {
            return new Recovery.GiveUp(
                    "the next wait (%s) would not end within the time there is left (%s)".formatted(wait, left));
        }
        return new Recovery.Retry(wait, retry.because());
    }

    /** What to do after attempt number {@code attempt} failed, where neither a budget nor a circuit breaker stands in the way. */
    public static Recovery usual(Failure failure, int attempt, Tries tries, RandomGenerator random) {
        String what = "a failure of class " + failure.failureClass().label();
        if (failure.failureClass() == FailureClass.CANCELLED) {
            return new Recovery.GiveUp("somebody stopped it");
        }
        if (failure.transience() == Transience.PERMANENT) {
            return new Recovery.GiveUp(what + " stays until somebody changes something");
        }
        if (attempt >= tries.most()) {
            return new Recovery.GiveUp("all attempts are used up (%d of %d)".formatted(attempt, tries.most()));
        }
        return new Recovery.Retry(
                wait(attempt, tries.base(), tries.cap(), random),
                what + " may pass (attempt %d of %d)".formatted(attempt + 1, tries.most()));
    }

    private static Duration wait(int failedAttempts, Duration base, Duration cap, RandomGenerator random) {
        Duration longest = base;
        for (int i = 1; i < failedAttempts && i < MAX_DOUBLINGS && longest.compareTo(cap) < 0; i++) {
            longest = longest.multipliedBy(2);
        }
        long nanos = (longest.compareTo(cap) < 0 ? longest : cap).toNanos();
        return Duration.ofNanos(nanos <= 0 ? 0 : random.nextLong(nanos + 1));
    }
}
