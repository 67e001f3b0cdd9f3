package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.BreakerLimits;
import dev.afterwise.FailureClass;
import dev.afterwise.heal.guard.Interleavings.Operation;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That threads together see what one thread could see, and that a race would be found. */
@Timeout(120)
class RacesTest {
    private static final int PROGRAMS = 4_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SEED = Long.getLong("afterwise.seed", 2026);

    private static <S> Operation<S> of(String name, Function<S, Object> body) {
        return new Operation<>(name, body);
    }

    private static <S> Function<RandomGenerator, Operation<S>> among(List<Operation<S>> operations) {
        return random -> operations.get(random.nextInt(operations.size()));
    }

    @Test
    void lastCallsLosesNone() throws Exception {
        List<Operation<LastCalls>> operations = List.of(
                of("hit", it -> {
                    it.add(true);
                    return true;
                }),
                of("miss", it -> {
                    it.add(false);
                    return true;
                }),
                of("in a row", LastCalls::inARow),
                of("rate", LastCalls::rate));

        assertThat(new Interleavings<>(LastCalls::new, among(operations), it -> List.of(it.rate(), it.inARow()))
                        .race(PROGRAMS, SEED))
                .isNull();
    }

    @Test
    void theWindowLosesNoneEvenWhenASliceBeginsAnew() throws Exception {
        Function<RandomGenerator, Operation<Window>> operations = random -> {
            // Of these, 0 and 16 share a word, and so do 1 and 17.
            long now = List.of(0L, 1L, 16L, 17L).get(random.nextInt(4)) * SECOND;
            boolean failed = random.nextBoolean();
            return of("add at %d, %s".formatted(now / SECOND, failed), it -> {
                it.add(now, failed, !failed);
                return true;
            });
        };

        assertThat(new Interleavings<>(
                                () -> new Window(Duration.ofSeconds(16), 0),
                                operations,
                                it -> List.of(it.failed(SECOND), it.failed(17 * SECOND), it.slow(17 * SECOND)))
                        .race(PROGRAMS, SEED))
                .isNull();
    }

    @Test
    void theBudgetSpendsNoTokenTwice() throws Exception {
        List<Operation<RecoveryBudget>> operations = List.of(
                of("withdraw", it -> it.withdraw(0, FailureClass.TIMEOUT)),
                of("withdraw throttled", it -> it.withdraw(0, FailureClass.RATE_LIMIT)),
                of("give", it -> it.give(0)),
                of("receive", it -> {
                    it.receive(0);
                    return true;
                }),
                of("refund", it -> {
                    it.refund(0, FailureClass.TIMEOUT);
                    return true;
                }),
                of("deposit", it -> {
                    it.deposit(0);
                    return true;
                }),
                of("missing", it -> it.missing(0)));
        for (int level : new int[] {10, 6, 5}) {
            assertThat(new Interleavings<>(() -> filled(level), among(operations), it -> it.level(0))
                            .race(PROGRAMS, SEED))
                    .isNull();
        }
    }

    private static RecoveryBudget filled(int tokens) {
        var budget = new RecoveryBudget(0);
        budget.fill(tokens / 10.0, 0);
        return budget;
    }

    /** A breaker that is half open, and the permits that threads got of it. */
    private static final class Probed {
        private final Dependency dependency =
                new Dependency(BreakerLimits.after(3, Duration.ofSeconds(9)), new ManualTime(), () -> 0L);
        private final long now;
        private final long permit;
        private final AtomicInteger let = new AtomicInteger();

        Probed() {
            dependency.breakDown();
            dependency.waitForProbe();
            now = dependency.time.nanos();
            permit = dependency.breaker.enter(now);
            dependency.breaker.leave(permit, now, now, Ending.ABANDONED);
        }

        boolean enter() {
            boolean may = dependency.breaker.enter(now) != Breaker.REFUSED;
            if (may) {
                let.incrementAndGet();
            }
            return may;
        }

        /** All probes of one stay in half open have one permit. */
        boolean leave(Ending how) {
            dependency.breaker.leave(permit, now, now, how);
            return true;
        }
    }

    @Test
    void aHalfOpenBreakerLetsNoMoreThroughThanItWouldOneAfterAnother() throws Exception {
        List<Operation<Probed>> operations = List.of(
                of("enter", Probed::enter),
                of("enter", Probed::enter),
                of("reset", it -> {
                    it.dependency.breaker.reset(it.now);
                    return true;
                }),
                of("force", it -> {
                    it.dependency.breaker.force(it.now);
                    return true;
                }),
                of("change", it -> {
                    it.dependency.breaker.use(BreakerLimits.after(4, Duration.ofSeconds(6)), false, it.now);
                    return true;
                }));

        assertThat(new Interleavings<>(
                                Probed::new,
                                among(operations),
                                it -> List.of(it.let.get(), it.dependency.kind(), it.dependency.breaker.limits()))
                        .race(PROGRAMS, SEED))
                .isNull();
    }

    @Test
    void probesThatComeBackTogetherDecideAsIfOneCameAfterAnother() throws Exception {
        List<Operation<Probed>> operations = List.of(
                of("enter", Probed::enter),
                of("succeed", it -> it.leave(Ending.SUCCEEDED)),
                of("fail", it -> it.leave(Ending.FAILED)));

        assertThat(new Interleavings<>(
                                () -> {
                                    var it = new Probed();
                                    it.enter();
                                    it.leave(Ending.SUCCEEDED);
                                    it.enter();
                                    it.enter();
                                    return it;
                                },
                                among(operations),
                                it -> it.dependency.kind())
                        .race(PROGRAMS, SEED))
                .isNull();
    }

    private static final int SUBJECTS = 20_000;

    /** Two threads go over the same subjects side by side, so that they meet in many of them. */
    private static <S> List<S> sideBySide(Supplier<S> make, ObjIntConsumer<S> work) throws Exception {
        List<S> subjects = Stream.generate(make).limit(SUBJECTS).toList();
        var places = new AtomicIntegerArray(2);
        BreakerMachineTest.inParallel(2, thread -> {
            for (int i = 0; i < SUBJECTS; i++) {
                places.set(thread, i);
                for (int spins = 0; places.get(1 - thread) < i && spins < 2_000; spins++) {
                    Thread.onSpinWait();
                }
                work.accept(subjects.get(i), thread);
            }
        });
        return subjects;
    }

    private static <S> long wrong(List<S> subjects, Predicate<S> right) {
        return subjects.stream().filter(right.negate()).count();
    }

    @Test
    void callsOfTwoThreadsAreAllAmongTheLast() throws Exception {
        List<LastCalls> all = sideBySide(LastCalls::new, (it, thread) -> {
            for (int i = 0; i < 31; i++) {
                it.add(thread == 0);
            }
        });

        assertThat(wrong(all, it -> it.rate().equals(new Rate(31, 62)))).isZero();
    }

    @Test
    void callsOfTwoThreadsAreAllInTheWindow() throws Exception {
        List<Window> all = sideBySide(() -> new Window(Duration.ofSeconds(16), 0), (it, thread) -> {
            for (int i = 0; i < 30; i++) {
                it.add(i / 10 * SECOND, thread == 0, false);
            }
        });

        assertThat(wrong(all, it -> it.failed(3 * SECOND).equals(new Rate(30, 60))))
                .isZero();
    }

    @Test
    void twoThreadsSpendEachTokenOnce() throws Exception {
        record Purse(RecoveryBudget budget, AtomicInteger spent) {}
        List<Purse> all = sideBySide(() -> new Purse(new RecoveryBudget(0), new AtomicInteger()), (it, thread) -> {
            for (int i = 0; i < 4; i++) {
                it.spent().addAndGet(it.budget().withdraw(0, FailureClass.TIMEOUT) ? 1 : 0);
            }
        });

        assertThat(wrong(all, it -> it.spent().get() == 5)).isZero();
    }

    @Test
    void twoThreadsGiveEachTokenAwayOnceAndLoseNoneThatComes() throws Exception {
        record Purse(RecoveryBudget budget, AtomicInteger given) {}
        List<Purse> all = sideBySide(() -> new Purse(new RecoveryBudget(0), new AtomicInteger()), (it, thread) -> {
            it.given().addAndGet(it.budget().give(0) ? 1 : 0);
            it.given().addAndGet(it.budget().give(0) ? 1 : 0);
        });
        assertThat(wrong(all, it -> it.given().get() == 2)).isZero();

        List<RecoveryBudget> poor = sideBySide(() -> filled(1), (it, thread) -> {
            it.deposit(0);
            it.receive(0);
            it.deposit(0);
        });
        assertThat(wrong(poor, it -> Math.abs(it.level(0) - 0.34) < 1e-9)).isZero();
    }

    @Test
    void oneOfTwoThreadsGetsTheProbe() throws Exception {
        List<Probed> all = sideBySide(Probed::new, (it, thread) -> it.enter());

        assertThat(wrong(all, it -> it.let.get() == 1)).isZero();
    }

    /** A bucket that looks first and writes later, as a careless change would. */
    private static final class Careless {
        private volatile int tokens = 6;

        boolean take() {
            int seen = tokens;
            LockSupport.parkNanos(1_000);
            if (seen <= 5) {
                return false;
            }
            tokens = seen - 1;
            return true;
        }
    }

    @Test
    void aRaceThatWasPlantedIsFound() throws Exception {
        assertThat(new Interleavings<>(Careless::new, among(List.of(of("take", Careless::take))), it -> it.tokens)
                        .race(PROGRAMS, SEED))
                .contains("take");
    }

    @Test
    void threadsTogetherRetryNoMoreThanRatioAndReserveAllowOverAnyWindow() throws Exception {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            var budget = new RecoveryBudget(0);
            var clock = new AtomicLong();
            var retries = new AtomicInteger();
            var successes = new AtomicInteger();
            long base = seed;
            BreakerMachineTest.inParallel(4, thread -> {
                var random = new java.util.SplittableRandom(base * 31 + thread);
                for (int i = 0; i < 5_000; i++) {
                    long now = clock.addAndGet(random.nextInt(2_000_000));
                    if (random.nextInt(3) == 0) {
                        successes.incrementAndGet();
                        budget.deposit(now);
                    } else if (budget.withdraw(now, FailureClass.TIMEOUT)) {
                        retries.incrementAndGet();
                    }
                    assertThat(budget.level(now)).isBetween(0.0, 1.0);
                }
            });
            double income = successes.get() / 10.0 + (double) clock.get() / (10 * SECOND);
            assertThat((double) retries.get()).isLessThanOrEqualTo(5 + income + 1e-6);
            assertThat(retries.get()).isGreaterThanOrEqualTo(5);
        }
    }
}
