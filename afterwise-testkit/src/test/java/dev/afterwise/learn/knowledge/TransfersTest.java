package dev.afterwise.learn.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Knowledge;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import dev.afterwise.testkit.Seeded;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private static Columns columns(int each, List<String> affected, List<String> others, long seed) {
        return SomeTasks.in(Store.inMemory(), each, affected, others, new SplittableRandom(seed))
                .segments()
                .scan(Window.ALL);
    }

    private static List<Transfer> transfers(int each, List<String> affected, List<String> others, long seed) {
        Columns columns = columns(each, affected, others, seed);
        return Transfers.of(columns, Patterns.in(columns, ZoneOffset.UTC).patterns())
                .all();
    }

    private static Tally sum(List<Transfer> transfers, String to) {
        return transfers.stream()
                .filter(each -> each.to().equals(to))
                .map(Transfer::checked)
                .reduce(Tally.NONE, Tally::merge);
    }

    @Test
    void whatHoldsInAnotherTaskTooIsSeenToHoldThere() {
        List<Transfer> transfers = transfers(500, List.of("build", "test"), List.of("mail"), 1);
        assertThat(sum(transfers, "test").tried()).isPositive();
        assertThat(sum(transfers, "test").rate()).isEqualTo(1);
        assertThat(sum(transfers, "mail").tried()).isPositive();
        assertThat(sum(transfers, "mail").worked()).isZero();
    }

    @Test
    void whatHoldsOfMostIsNotSaidOfTheOthers() {
        Columns columns = columns(500, List.of("build", "test"), List.of("mail"), 1);
        List<Pattern> patterns = Patterns.in(columns, ZoneOffset.UTC).patterns();
        List<Knowledge> lessons = new Lessons(Sayings.NOW).ofPatterns(patterns, Transfers.of(columns, patterns));
        assertThat(lessons)
                .anySatisfy(each -> assertThat(each.scope().conditions())
                        .anyMatch(it -> it.startsWith("files > "))
                        .contains("task != mail"));
    }

    @Test
    void whatCannotBeToldCountsAsNeither() {
        assertThat(transfers(15, List.of("build", "test"), List.of("mail"), 1)).isEmpty();
    }

    /** {@code -Dafterwise.histories=20} for the figures in docs/evidence.md, which are printed. */
    @Test
    void theDiscountIsLearnedFromHowFindingsHeld() {
        int histories = Integer.getInteger("afterwise.histories", 2);
        double alike = 0;
        double unlike = 0;
        for (long seed = 1; seed <= histories; seed++) {
            var discounts = Discounts.of(transfers(400, List.of("build", "test"), List.of("mail"), seed));
            alike += discounts.between("build", "test").mean() / histories;
            unlike += discounts.between("build", "mail").mean() / histories;
        }
        System.out.printf("discount of tasks alike %.2f, unlike %.2f; %d histories%n", alike, unlike, histories);
        assertThat(alike).isGreaterThan(.5);
        assertThat(unlike).isLessThan(.45);
    }

    @Test
    void whereNothingHoldsAnywhereNothingIsSaid() {
        int said = 0;
        long seed = Seeded.random().nextLong();
        for (int i = 0; i < 5; i++) {
            said += transfers(150, List.of(), List.of("build", "test", "mail"), seed + i)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(said).isLessThanOrEqualTo(1);
    }
}
