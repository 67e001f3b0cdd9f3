package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Recovery;
import dev.afterwise.Transience;
import java.time.Duration;
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

    private final RandomGenerator random;

    public Healer(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What to do after attempt number {@code attempt} failed.
     *
     * @param maxAttempts how many attempts there may be in all
     * @param base the longest wait before the second attempt
     * @param cap the longest wait of all
     */
    public Recovery after(Failure failure, int attempt, int maxAttempts, Duration base, Duration cap) {
        String what = "a failure of class " + failure.failureClass().label();
        if (failure.failureClass() == FailureClass.CANCELLED) {
            return new Recovery.GiveUp("somebody stopped it");
        }
        if (failure.transience() == Transience.PERMANENT) {
            return new Recovery.GiveUp(what + " stays until somebody changes something");
        }
        if (attempt >= maxAttempts) {
            return new Recovery.GiveUp("all attempts are used up (%d of %d)".formatted(attempt, maxAttempts));
        }
        return new Recovery.Retry(
                wait(attempt, base, cap), what + " may pass (attempt %d of %d)".formatted(attempt + 1, maxAttempts));
    }

    private Duration wait(int failedAttempts, Duration base, Duration cap) {
        Duration longest = base;
        for (int i = 1; i < failedAttempts && i < MAX_DOUBLINGS && longest.compareTo(cap) < 0; i++) {
            longest = longest.multipliedBy(2);
        }
        long nanos = (longest.compareTo(cap) < 0 ? longest : cap).toNanos();
        return Duration.ofNanos(nanos <= 0 ? 0 : random.nextLong(nanos + 1));
    }
}
