package dev.afterwise.heal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Loan;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LendingTest {
    private static final int COMPONENTS = 4;
    private static final Failure DOWN =
            Failure.of(FailureClass.UNAVAILABLE, Severity.MEDIUM, Transience.TRANSIENT, "E", "it is down");
    private static final Failure THROTTLED =
            Failure.of(FailureClass.RATE_LIMIT, Severity.MEDIUM, Transience.TRANSIENT, "E", "slower");

    private final ManualTime time = new ManualTime();
    private final Guards guards = new Guards(time, Seeded.random());

    private int spend(String component) {
        int retries = 0;
        while (guards.of(component).affordsAnother(DOWN)) {
            retries++;
        }
        return retries;
    }

    private double tokens() {
        return guards.breakers().keySet().stream()
                .mapToDouble(component -> 10 * guards.of(component).budget())
                .sum();
    }

    @Test
    void aComponentThatIsJustOutGetsTwoTokensFromOthersThatHavePlenty() {
        guards.of("rich");
        guards.of("poor");
        guards.tend();

        assertThat(spend("poor")).isEqualTo(5 + Lending.MOST);
        assertThat(guards.loans())
                .hasSize(Lending.MOST)
                .allMatch(loan -> loan.lender().equals("rich"));
        assertThat(guards.of("rich").budget()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void lendingMovesTokensAndMakesNone() {
        guards.of("rich");
        Guard poor = guards.of("poor");
        guards.tend();
        for (int i = 0; i < 5; i++) {
            poor.affordsAnother(DOWN);
        }
        double before = tokens();
        assertThat(poor.affordsAnother(DOWN)).isTrue();

        assertThat(guards.loans()).hasSize(1);
        assertThat(tokens()).isCloseTo(before - 1, within(1e-9));
    }

    @Test
    void nobodyLendsMoreThanItCanSpareHoweverManyAsk() {
        guards.of("rich");
        for (String poor : List.of("a", "b", "c")) {
            guards.of(poor);
        }
        guards.tend();
        int retries = spend("a") + spend("b") + spend("c");

        assertThat(guards.of("rich").budget()).isCloseTo(0.8, within(1e-9));
        assertThat(retries).isLessThanOrEqualTo(4 * 5);
    }

    @Test
    void whoIsDeepInAnOutageGetsNothing() {
        guards.of("rich");
        Guard poor = guards.of("poor");
        for (int i = 0; i < 30; i++) {
            poor.affordsAnother(DOWN);
        }
        guards.tend();

        assertThat(poor.affordsAnother(DOWN)).isFalse();
        assertThat(guards.loans()).isEmpty();
    }

    @Test
    void whoseBreakerIsOpenGetsNothing() {
        guards.of("rich");
        guards.of("poor").openBreaker();
        guards.tend();

        assertThat(spend("poor")).isEqualTo(5);
    }

    @Test
    void aLoanIsPaidBackWhenTheBorrowerHasPlentyAgain() {
        Guard rich = guards.of("rich");
        Guard poor = guards.of("poor");
        guards.tend();
        spend("poor");
        for (int i = 0; i < 45; i++) {
            succeeds(poor);
        }
        double lent = rich.budget();
        guards.tend();

        assertThat(guards.loans()).isNotEmpty().hasSizeLessThanOrEqualTo(Lending.MOST);
        for (int i = 0; i < 40; i++) {
            succeeds(poor);
            guards.tend();
        }
        assertThat(guards.loans()).isEmpty();
        assertThat(rich.budget()).isGreaterThan(lent);
    }

    @Test
    void whatIsNotPaidBackIsWrittenOff() {
        guards.of("rich");
        Guard poor = guards.of("poor");
        guards.tend();
        spend("poor");
        for (int i = 0; i < 11; i++) {
            for (int failure = 0; failure < 20; failure++) {
                poor.affordsAnother(DOWN);
            }
            time.advance(Duration.ofMinutes(1));
            for (int failure = 0; failure < 20; failure++) {
                poor.affordsAnother(DOWN);
            }
            guards.tend();
        }

        assertThat(guards.loans()).isEmpty();
    }

    @Test
    void loansSurviveARestart() {
        guards.of("rich");
        guards.of("poor");
        guards.tend();
        spend("poor");
        var next = new Guards(time, Seeded.random());
        next.recall(guards.memories(10), guards.loans());

        assertThat(next.loans()).isEqualTo(guards.loans()).hasSize(Lending.MOST);
        assertThat(next.of("rich").budget()).isCloseTo(0.8, within(1e-9));
    }

    /** @param retries what all components have spent on retries, in tokens, and {@code income} what came in, over all of them */
    private record Sum(double retries, double income) {}

    private record Deed(int kind, int component, long millis) {}

    @Test
    void allTogetherNeverHaveOrSpendMoreThanWithoutLending() {
        var lent = new AtomicInteger();
        Seeded.check(
                400,
                (random, size) -> {
                    List<Deed> deeds = new ArrayList<>();
                    int failing = 1 + random.nextInt(9);
                    int pause = 1 + random.nextInt(4_000);
                    for (int i = 0; i < 8 * size; i++) {
                        int kind =
                                random.nextInt(12) == 0 ? 3 : random.nextInt(10) >= failing ? 0 : 1 + random.nextInt(2);
                        // One of them fails more often than the others.
                        int component = random.nextInt(3) == 0 ? 0 : random.nextInt(COMPONENTS);
                        deeds.add(new Deed(kind, component, random.nextInt(pause)));
                    }
                    return deeds;
                },
                deeds -> {
                    var now = new ManualTime();
                    var tested = new Guards(now, Seeded.random());
                    for (int i = 0; i < COMPONENTS; i++) {
                        tested.of("c" + i);
                    }
                    tested.tend();
                    List<Sum> sums = new ArrayList<>();
                    sums.add(new Sum(0, 0));
                    for (Deed deed : deeds) {
                        now.advance(Duration.ofMillis(deed.millis()));
                        double income = COMPONENTS * deed.millis() / 10_000.0;
                        double retried = 0;
                        Guard guard = tested.of("c" + deed.component());
                        switch (deed.kind()) {
                            case 0 -> {
                                long start = now.nanos();
                                guard.succeeded(guard.enter(start), start);
                                income += 0.1;
                            }
                            case 1 -> retried = guard.affordsAnother(DOWN) ? 1 : 0;
                            case 2 -> retried = guard.affordsAnother(THROTTLED) ? 0.4 : 0;
                            default -> tested.tend();
                        }
                        Sum last = sums.getLast();
                        sums.add(new Sum(last.retries() + retried, last.income() + income));
                        lent.addAndGet(tested.loans().size());
                        check(tested, sums);
                    }
                });
        assertThat(lent).hasPositiveValue();
    }

    private static void check(Guards tested, List<Sum> sums) {
        for (int i = 0; i < COMPONENTS; i++) {
            String component = "c" + i;
            assertThat(tested.of(component).budget()).isBetween(0.0, 1.0);
            assertThat(tested.loans().stream().map(Loan::lender).filter(component::equals))
                    .hasSizeLessThanOrEqualTo(Lending.MOST);
            assertThat(tested.loans().stream().map(Loan::borrower).filter(component::equals))
                    .hasSizeLessThanOrEqualTo(Lending.MOST);
        }
        Sum to = sums.getLast();
        for (Sum from : sums) {
            assertThat(to.retries() - from.retries())
                    .isLessThanOrEqualTo(5 * COMPONENTS + to.income() - from.income() + 1e-6);
        }
    }

    private void succeeds(Guard guard) {
        long start = time.nanos();
        guard.leave(guard.enter(start), start, new Outcome.Succeeded(Duration.ZERO));
    }
}
