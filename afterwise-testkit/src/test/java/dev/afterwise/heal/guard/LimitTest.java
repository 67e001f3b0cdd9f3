package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long SECOND = 1_000 * MILLI;
    private static final long START = Long.MAX_VALUE - 100 * SECOND; // overflows on the way

    private final Limit limit = new Limit(Limit.UNBOUNDED, START);
    private long now = START;

    private void begin(int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(limit.enter()).isTrue();
        }
    }

    /** Calls begin together, and end in the same way after a while. */
    private void together(int calls, long took, Load load) {
        begin(calls);
        long start = now;
        now += took;
        for (int i = 0; i < calls; i++) {
            limit.left(start, now, load);
        }
        now += MILLI;
    }

    @Test
    void thereIsNoneAsLongAsNothingIsWrong() {
        together(1_000, MILLI, Load.BEARABLE);
        together(1_000, SECOND, Load.UNKNOWN);

        assertThat(limit.most()).isEqualTo(Limit.UNBOUNDED);
        assertThat(limit.out()).isZero();
    }

    @Test
    void aFixedCapHoldsWhateverHappens() {
        var bulkhead = new Limit(2, START);
        assertThat(bulkhead.enter()).isTrue();
        assertThat(bulkhead.enter()).isTrue();
        assertThat(bulkhead.enter()).isFalse();
        bulkhead.left(START, START, Load.BEARABLE);
        assertThat(bulkhead.enter()).isTrue();
        assertThat(bulkhead.enter()).isFalse();
    }

    @Test
    void anotherCapKeepsWhatWasLearnedBelowIt() {
        together(16, SECOND, Load.TIMED_OUT);
        limit.use(12);
        assertThat(limit.most()).isEqualTo(8);
        limit.use(5);
        assertThat(limit.most()).isEqualTo(5);

        var calm = new Limit(2, START);
        calm.use(Limit.UNBOUNDED);
        assertThat(calm.most()).isEqualTo(Limit.UNBOUNDED);
    }

    @Test
    void callsThatTimeOutHalveItOnceForAllThatBeganBefore() {
        together(16, SECOND, Load.TIMED_OUT);
        assertThat(limit.most()).isEqualTo(8);

        together(8, SECOND, Load.TIMED_OUT);
        assertThat(limit.most()).isEqualTo(4);
        begin(4);
        assertThat(limit.enter()).isFalse();
    }

    @Test
    void aCallThatWasOvertakenByAQuickOneSaysNothingAboutLoad() {
        begin(8);
        long start = now;
        now += 300 * MILLI;
        begin(1);
        limit.left(now, now + 20 * MILLI, Load.BEARABLE);
        for (int i = 0; i < 8; i++) {
            limit.left(start, start + SECOND, Load.TIMED_OUT);
        }

        assertThat(limit.most()).isEqualTo(Limit.UNBOUNDED);
    }

    @Test
    void aSlowSuccessNeitherOvertakesNorRaises() {
        together(8, SECOND, Load.TIMED_OUT);
        long start = now;
        begin(1);
        now += MILLI * 2;
        for (int i = 0; i < 20; i++) {
            begin(1);
            limit.left(now, now + 700 * MILLI, Load.BEARABLE);
        }
        assertThat(limit.most()).isEqualTo(4);
        limit.left(start, start + SECOND, Load.TIMED_OUT);

        assertThat(limit.most()).isEqualTo(1);
    }

    @Test
    void beingToldThatItIsTooMuchHalvesItAtOnce() {
        together(10, MILLI, Load.TOO_MUCH);

        assertThat(limit.most()).isEqualTo(5);
    }

    @Test
    void isNeverLessThanOne() {
        for (int i = 0; i < 20; i++) {
            together(1, SECOND, Load.TIMED_OUT);
        }

        assertThat(limit.most()).isEqualTo(1);
    }

    @Test
    void growsByOneAfterAsManySuccessesAsItAllows() {
        together(8, SECOND, Load.TIMED_OUT);
        assertThat(limit.most()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(limit.most()).isLessThanOrEqualTo(4 + i);
            together(4, MILLI, Load.BEARABLE);
        }
        assertThat(limit.most()).isBetween(5, 7);
    }

    @Test
    void doesNotGrowWhenItIsNotUsed() {
        together(64, SECOND, Load.TIMED_OUT);
        for (int i = 0; i < 1_000; i++) {
            together(1, MILLI, Load.BEARABLE);
        }

        assertThat(limit.most()).isEqualTo(32);
    }

    @Test
    void isForgottenAMinuteAfterTheLastOverload() {
        together(8, SECOND, Load.TIMED_OUT);
        now += 61 * SECOND;
        together(1, MILLI, Load.BEARABLE);

        assertThat(limit.most()).isEqualTo(Limit.UNBOUNDED);
    }

    @Test
    void whatBeganBeforeTheLastDecreaseNeitherRaisesNorLowersIt() {
        begin(8);
        long start = now;
        now += SECOND;
        limit.left(start, now, Load.TIMED_OUT);
        for (int i = 0; i < 3; i++) {
            limit.left(start, now + i, Load.BEARABLE);
            limit.left(start, now + i, Load.TIMED_OUT);
        }

        assertThat(limit.most()).isEqualTo(4);
    }

    @Test
    void settlesNearWhatAQueueCanServeInTime() {
        // One queue that serves 30 calls a second, for callers who wait for a second and would have 40 out at a time.
        List<Long> out = new ArrayList<>();
        long freeAt = now;
        int timedOut = 0;
        int served = 0;
        for (int tick = 0; tick < 60_000; tick++) {
            now += MILLI;
            for (int i = out.size() - 1; i >= 0; i--) {
                long begun = out.get(i) >> 20 << 20;
                long took = (out.get(i) & 0xFFFFF) * MILLI;
                if (now - begun >= Math.min(took, SECOND)) {
                    limit.left(begun, now, took > SECOND ? Load.TIMED_OUT : Load.BEARABLE);
                    served += took > SECOND ? 0 : 1;
                    timedOut += took > SECOND ? 1 : 0;
                    out.remove(i);
                }
            }
            while (out.size() < 40 && limit.enter()) {
                long begun = now >> 20 << 20;
                freeAt = Math.max(freeAt, begun) + SECOND / 30;
                out.add(begun | Math.min(0xFFFFF, (freeAt - begun) / MILLI));
            }
        }

        assertThat(served).isGreaterThan(30 * 60 * 9 / 10);
        assertThat(timedOut).isLessThan(served / 10);
    }

    @Test
    @Timeout(60)
    void manyThreadsLeaveNothingBehind() throws Exception {
        var refused = new AtomicInteger();
        List<Load> loads = List.of(Load.values());
        BreakerMachineTest.inParallel(8, thread -> {
            RandomGenerator random = Seeded.random();
            for (int i = 0; i < 20_000; i++) {
                if (limit.enter()) {
                    limit.left(START + i, START + i + 1, loads.get(random.nextInt(loads.size())));
                } else {
                    refused.incrementAndGet();
                }
            }
        });

        assertThat(limit.out()).isZero();
        assertThat(limit.most()).isBetween(1, Limit.UNBOUNDED);
    }
}
