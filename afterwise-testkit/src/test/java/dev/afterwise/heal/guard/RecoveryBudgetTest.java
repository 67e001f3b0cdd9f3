package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.FailureClass;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecoveryBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = Long.MAX_VALUE - 100 * SECOND; // overflows on the way

    private final RecoveryBudget budget = new RecoveryBudget(START);

    @Test
    void allowsFiveRetriesInARowAndThenNoMore() {
        for (int i = 0; i < 5; i++) {
            assertThat(fails(START)).isTrue();
        }

        assertThat(fails(START)).isFalse();
        assertThat(budget.level(START)).isCloseTo(0.49, within(1e-9));
    }

    @Test
    void aThrottledCallCostsLess() {
        int retries = 0;
        while (budget.withdraw(START, FailureClass.RATE_LIMIT)) {
            retries++;
        }

        assertThat(retries).isEqualTo(12);
    }

    @Test
    void tenSuccessesPayForOneRetry() {
        empty();
        for (int i = 0; i < 60; i++) {
            budget.deposit(START);
        }

        assertThat(budget.level(START)).isCloseTo(0.6, within(1e-9));
        assertThat(fails(START)).isTrue();
        assertThat(budget.level(START)).isCloseTo(0.5, within(1e-9));
        for (int i = 0; i < 9; i++) {
            budget.deposit(START);
        }
        assertThat(fails(START)).isFalse();
        budget.deposit(START);
        budget.deposit(START);
        assertThat(fails(START)).isTrue();
    }

    @Test
    void retriesOfWhichHalfHelpMayGoOn() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(fails(START)).isTrue();
            if (i % 2 == 1) {
                budget.refund(START, FailureClass.UNAVAILABLE);
            }
        }
        assertThat(budget.level(START)).isEqualTo(1);
    }

    @Test
    void retriesOfWhichFewerHelpAreSoonLimited() {
        int allowed = 0;
        for (int i = 0; i < 10_000; i++) {
            if (fails(START)) {
                allowed++;
                if (allowed % 3 == 0) {
                    budget.refund(START, FailureClass.UNAVAILABLE);
                }
            }
        }

        assertThat(allowed).isLessThan(20);
    }

    @Test
    void whereSomeFailAndRetriesHelpItRecoversFromBeingUsedUp() {
        empty();
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            if (i % 10 < 3 && fails(START)) {
                if (i % 10 < 2) {
                    budget.refund(START, FailureClass.UNAVAILABLE);
                    budget.deposit(START);
                }
            } else if (i % 10 < 3) {
                refused++;
            } else {
                budget.deposit(START);
            }
        }

        assertThat(refused).isLessThan(500);
    }

    @Test
    void whatIsCalledNowAndThenMayAlwaysBeTriedAgain() {
        long now = START;
        for (int i = 0; i < 100; i++) {
            now += 30 * SECOND;
            assertThat(fails(now)).isTrue();
            assertThat(fails(now)).isTrue();
            assertThat(fails(now)).isTrue();
        }
    }

    @Test
    void isNeverMoreThanFullNorLessThanEmpty() {
        for (int i = 0; i < 1_000; i++) {
            budget.deposit(START);
        }
        assertThat(budget.level(START)).isEqualTo(1);
        assertThat(budget.level(START + 1_000 * SECOND)).isEqualTo(1);
        empty();
        assertThat(budget.level(START)).isEqualTo(0);

        assertThat(budget.level(START + 10 * SECOND)).isCloseTo(0.1, within(1e-9));
    }

    /** @param retries what the retries that were allowed cost, in tokens, and {@code income} what came in */
    private record Sum(double retries, double income) {}

    @Test
    void retriesStayWithinTheRatioAndTheReserveOverEveryWindow() {
        record Step(int kind, long advance) {}
        Seeded.check(
                1_000,
                (random, size) -> {
                    List<Step> steps = new ArrayList<>();
                    int failing = 1 + random.nextInt(9);
                    int pause = 1 + random.nextInt(3_000);
                    for (int i = 0; i < 5 * size; i++) {
                        int kind = random.nextInt(10) >= failing ? 0 : 1 + random.nextInt(2);
                        steps.add(new Step(kind, random.nextInt(pause) * SECOND / 1_000));
                    }
                    return steps;
                },
                steps -> {
                    var tested = new RecoveryBudget(START);
                    List<Sum> sums = new ArrayList<>();
                    sums.add(new Sum(0, 0));
                    long now = START;
                    for (Step step : steps) {
                        now += step.advance();
                        double retried = 0;
                        double income = (double) step.advance() / (10 * SECOND);
                        switch (step.kind()) {
                            case 0 -> {
                                tested.deposit(now);
                                income += 0.1;
                            }
                            case 1 -> retried = tested.withdraw(now, FailureClass.TIMEOUT) ? 1 : 0;
                            default -> retried = tested.withdraw(now, FailureClass.RATE_LIMIT) ? 0.4 : 0;
                        }
                        Sum last = sums.getLast();
                        sums.add(new Sum(last.retries() + retried, last.income() + income));
                        assertThat(tested.level(now)).isBetween(0.0, 1.0);
                        for (Sum from : sums) {
                            double spent = sums.getLast().retries() - from.retries();
                            assertThat(spent)
                                    .isLessThanOrEqualTo(5 + sums.getLast().income() - from.income() + 1e-6);
                        }
                    }
                });
    }

    @Test
    void threadsShareOneReserve() throws Exception {
        var retries = new AtomicInteger();
        BreakerMachineTest.inParallel(8, thread -> {
            for (int i = 0; i < 1_000; i++) {
                if (fails(START)) {
                    retries.incrementAndGet();
                }
            }
        });
        assertThat(retries).hasValue(5);
        assertThat(budget.level(START)).isZero();
        BreakerMachineTest.inParallel(5, thread -> {
            for (int i = 0; i < 10; i++) {
                budget.deposit(START);
            }
        });

        assertThat(budget.level(START)).isCloseTo(0.5, within(1e-9));
    }

    private boolean fails(long now) {
        return budget.withdraw(now, FailureClass.UNAVAILABLE);
    }

    private void empty() {
        for (int i = 0; i < 200; i++) {
            fails(START);
        }
    }
}
