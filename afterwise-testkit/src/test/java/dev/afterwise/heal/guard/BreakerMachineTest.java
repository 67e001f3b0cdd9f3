package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.heal.guard.Dependency.Call;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BreakerMachineTest {
    private static final BreakerLimits LIMITS = new BreakerLimits(
            4, 0.5, 0.5, Duration.ofSeconds(8), Duration.ofSeconds(16), Duration.ofSeconds(9), Duration.ofSeconds(45));

    /** What a caller, or time, does next. */
    private enum Kind {
        ENTER,
        SUCCEED,
        FAIL,
        THROTTLE,
        ABANDON,
        LOSE,
        WAIT,
        FORCE,
        CHANGE,
        RESET
    }

    /** What the breaker may go by instead; what counts as slow and over which time stay, so that nothing is forgotten. */
    private static final BreakerLimits OTHER = new BreakerLimits(
            3, 0.3, 0.4, Duration.ofSeconds(8), Duration.ofSeconds(16), Duration.ofSeconds(3), Duration.ofSeconds(5));

    /** @param number which of the calls that are out, or how many milliseconds */
    private record Deed(Kind kind, int number) {}

    @Test
    void behavesAsItsRulesDoWhateverTheInterleaving() {
        Seeded.check(3_000, BreakerMachineTest::deeds, deeds -> {
            var dependency = new Dependency(LIMITS, new ManualTime(), () -> 0L);
            var reference = new ReferenceBreaker(LIMITS, dependency.time.nanos());
            List<Call> out = new ArrayList<>();
            for (Deed deed : deeds) {
                long now = dependency.time.nanos();
                switch (deed.kind()) {
                    case ENTER -> {
                        Call call = dependency.begin();
                        assertThat(call.permit()).isEqualTo(reference.enter(now));
                        if (!call.refused()) {
                            out.add(call);
                        }
                    }
                    case WAIT -> dependency.advance(Duration.ofMillis(deed.number()));
                    case FORCE -> {
                        dependency.breaker.force(now);
                        reference.force(now);
                    }
                    case CHANGE -> {
                        BreakerLimits next = deed.number() % 2 == 0 ? LIMITS : OTHER;
                        boolean dryRun = deed.number() % 3 == 0;
                        dependency.breaker.use(next, dryRun, now);
                        reference.use(next, dryRun, now);
                    }
                    case RESET -> {
                        dependency.breaker.reset(now);
                        reference.reset(now);
                    }
                    default -> {
                        if (!out.isEmpty()) {
                            leave(dependency, reference, out.remove(deed.number() % out.size()), deed.kind());
                        }
                    }
                }
                BreakerState state = dependency.breaker.state(now);
                assertThat(state.kind()).isEqualTo(reference.kind());
                if (state instanceof BreakerState.HalfOpen(int probesLeft)) {
                    assertThat(probesLeft).isEqualTo(reference.probesLeft()).isBetween(0, 4);
                }
            }
            if (dependency.kind() == BreakerState.Kind.FORCED_OPEN) {
                dependency.advance(Duration.ofDays(1));
                assertThat(dependency.call(Ending.SUCCEEDED)).isFalse();
                dependency.breaker.reset(dependency.time.nanos());
            }
            dependency.breaker.use(LIMITS, false, dependency.time.nanos());
            itIsNeverStuck(dependency);
        });
    }

    private static void leave(Dependency dependency, ReferenceBreaker reference, Call call, Kind how) {
        Ending ending = switch (how) {
            case SUCCEED -> Ending.SUCCEEDED;
            case FAIL -> Ending.FAILED;
            case THROTTLE -> Ending.THROTTLED;
            default -> Ending.ABANDONED;
        };
        if (how != Kind.LOSE) {
            reference.leave(call.permit(), call.start(), dependency.time.nanos(), ending);
            dependency.end(call, ending);
        }
    }

    /** Whatever was lost on the way: once everything succeeds, it closes. */
    private static void itIsNeverStuck(Dependency dependency) {
        for (int i = 0; i < 20; i++) {
            dependency.waitForProbe();
            dependency.call(Ending.SUCCEEDED);
        }
        assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
    }

    private static List<Deed> deeds(RandomGenerator random, int size) {
        List<Deed> deeds = new ArrayList<>();
        int failing = 1 + random.nextInt(10);
        int patience = 1 << random.nextInt(15);
        for (int i = 0; i < 8 * size; i++) {
            Kind kind = random.nextInt(10) < 4 ? Kind.ENTER : kind(random, failing);
            deeds.add(new Deed(kind, random.nextInt(kind == Kind.WAIT ? patience : 1_000)));
        }
        return deeds;
    }

    private static Kind kind(RandomGenerator random, int failing) {
        return switch (random.nextInt(100)) {
            case 0, 1, 2, 3 -> Kind.ABANDON;
            case 4, 5 -> Kind.LOSE;
            case 6 -> random.nextInt(3) == 0 ? Kind.FORCE : Kind.RESET;
            case 7, 8 -> Kind.CHANGE;
            case 9 -> Kind.RESET;
            case 10, 11, 12, 13 -> Kind.THROTTLE;
            default -> random.nextInt(3) == 0 ? Kind.WAIT : random.nextInt(10) < failing ? Kind.FAIL : Kind.SUCCEED;
        };
    }

    @Test
    @Timeout(60)
    void manyThreadsGetNoMoreProbesThanOne() throws Exception {
        for (int round = 0; round < 200; round++) {
            var dependency = new Dependency(LIMITS);
            dependency.breakDown();
            dependency.waitForProbe();
            for (int atATime : new int[] {1, 2, 4}) {
                var probes = new ConcurrentLinkedQueue<Call>();
                inParallel(8, thread -> {
                    Call call = dependency.begin();
                    if (!call.refused()) {
                        probes.add(call);
                    }
                });
                assertThat(probes).hasSize(atATime);
                Call first = probes.remove();
                probes.forEach(probe -> dependency.end(probe, Ending.ABANDONED));
                dependency.end(first, Ending.SUCCEEDED);
            }
            assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.CLOSED);
        }
    }

    @Test
    @Timeout(60)
    void opensOnceHoweverManyThreadsFailAtTheSameTime() throws Exception {
        for (int round = 0; round < 200; round++) {
            var openings = new AtomicInteger();
            var dependency = new Dependency(LIMITS, new ManualTime(), () -> {
                openings.incrementAndGet();
                return 0L;
            });
            inParallel(8, thread -> dependency.fails(20));

            assertThat(dependency.kind()).isEqualTo(BreakerState.Kind.OPEN);
            assertThat(openings).hasValue(1);
        }
    }

    @Test
    @Timeout(60)
    void survivesManyThreadsAndTimeThatMoves() throws Exception {
        var dependency = new Dependency(LIMITS);
        inParallel(6, thread -> {
            var random = new SplittableRandom(thread);
            for (int i = 0; i < 20_000; i++) {
                if (thread == 0) {
                    dependency.advance(Duration.ofMillis(random.nextInt(200)));
                } else {
                    dependency.call(random.nextInt(3) == 0 ? Ending.SUCCEEDED : Ending.FAILED);
                }
            }
        });

        itIsNeverStuck(dependency);
    }

    /** What one of several threads does. */
    @FunctionalInterface
    interface ThreadWork {
        void as(int thread);
    }

    static void inParallel(int threads, ThreadWork work) throws InterruptedException {
        var go = new CountDownLatch(1);
        var failed = new ConcurrentLinkedQueue<Throwable>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            all.add(Thread.ofPlatform().start(() -> {
                try {
                    go.await();
                    work.as(thread);
                } catch (Throwable thrown) {
                    failed.add(thrown);
                }
            }));
        }
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failed).isEmpty();
    }
}
