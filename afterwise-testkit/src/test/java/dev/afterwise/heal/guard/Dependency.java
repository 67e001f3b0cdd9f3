package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A breaker, and calls through it that end as a test says. */
final class Dependency {
    /** A call that has begun. */
    record Call(long permit, long start) {
        boolean refused() {
            return permit == Breaker.REFUSED;
        }
    }

    final ManualTime time;
    final Breaker breaker;
    final BreakerLimits limits;

    Dependency(BreakerLimits limits) {
        this(limits, new ManualTime(), Seeded.random());
    }

    Dependency(BreakerLimits limits, ManualTime time, RandomGenerator random) {
        this.limits = limits;
        this.time = time;
        time.advance(Duration.ofHours(7)); // Nothing may go by the clock having begun at zero.
        this.breaker = new Breaker("dependency", limits, time, random);
    }

    Call begin() {
        long start = time.nanos();
        return new Call(breaker.enter(start), start);
    }

    void end(Call call, Ending how) {
        if (!call.refused()) {
            breaker.leave(call.permit(), call.start(), time.nanos(), how);
        }
    }

    /** @return whether the call was made */
    boolean call(Ending how) {
        Call call = begin();
        end(call, how);
        return !call.refused();
    }

    void fails(int times) {
        for (int i = 0; i < times; i++) {
            call(Ending.FAILED);
        }
    }

    void succeeds(int times) {
        for (int i = 0; i < times; i++) {
            call(Ending.SUCCEEDED);
        }
    }

    void advance(Duration by) {
        time.advance(by);
    }

    BreakerState.Kind kind() {
        return breaker.state(time.nanos()).kind();
    }

    Duration untilProbe() {
        return Duration.ofNanos(breaker.nanosToProbe(time.nanos()));
    }

    /** Fails until it opens. @return how many calls were let through */
    int breakDown() {
        int made = 0;
        while (kind() != BreakerState.Kind.OPEN) {
            made += call(Ending.FAILED) ? 1 : 0;
        }
        return made;
    }

    /** Waits until the next call is a probe. */
    void waitForProbe() {
        advance(untilProbe());
    }

    /** Waits, and succeeds until it is closed. */
    void recover() {
        waitForProbe();
        while (kind() != BreakerState.Kind.CLOSED) {
            call(Ending.SUCCEEDED);
        }
    }
}
