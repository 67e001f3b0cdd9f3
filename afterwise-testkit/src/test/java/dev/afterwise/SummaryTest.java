package dev.afterwise;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Summaries are a commutative monoid. */
class SummaryTest {
    private static final Summary NOTHING = Summary.empty(Subject.EVERYTHING);

    private static Summary fold(List<Headline> headlines) {
        var builder = new Summary.Builder(Subject.EVERYTHING);
        headlines.forEach(builder::add);
        return builder.build();
    }

    private static List<Headline> headlines(RandomGenerator random, int size) {
        return IntStream.range(0, random.nextInt(size + 1))
                .mapToObj(i -> Execution.of(RandomFacts.ofOne(random, 12)).headline())
                .toList();
    }

    /** Three histories, and what they add up to. */
    private record Three(List<Headline> a, List<Headline> b, List<Headline> c) {
        static Three make(RandomGenerator random, int size) {
            return new Three(headlines(random, size), headlines(random, size), headlines(random, size));
        }
    }

    @Test
    void mergingIsAssociative() {
        Seeded.check(100, Three::make, three -> {
            Summary a = fold(three.a());
            Summary b = fold(three.b());
            Summary c = fold(three.c());
            assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        });
    }

    @Test
    void mergingIsCommutative() {
        Seeded.check(
                100,
                Three::make,
                three -> assertThat(fold(three.a()).merge(fold(three.b())))
                        .isEqualTo(fold(three.b()).merge(fold(three.a()))));
    }

    @Test
    void mergingNothingChangesNothing() {
        Seeded.check(100, Three::make, three -> {
            Summary a = fold(three.a());
            assertThat(a.merge(NOTHING)).isEqualTo(a);
            assertThat(NOTHING.merge(a)).isEqualTo(a);
        });
    }

    @Test
    void theSummaryOfPartsIsTheSummaryOfTheWhole() {
        Seeded.check(100, SummaryTest::headlines, all -> {
            int cut = all.size() / 3;
            assertThat(fold(all.subList(0, cut)).merge(fold(all.subList(cut, all.size()))))
                    .isEqualTo(fold(all));
        });
    }

    @Test
    void countsEachFailureByItsClass() {
        Summary summary = fold(List.of(
                anExecution().failedWith("timeout").headline(),
                anExecution().failedWith("timeout").headline(),
                anExecution().failedWith("something else").headline(),
                anExecution().headline()));

        assertThat(summary.failures())
                .containsOnlyKeys(FailureClass.TIMEOUT, FailureClass.UNKNOWN)
                .containsEntry(FailureClass.TIMEOUT, 2L);
        assertThat(summary.outcomes().decided()).isEqualTo(new Tally(4, 1));
    }

    @Test
    void onlySummariesOfOneSubjectMerge() {
        assertThatThrownBy(() -> NOTHING.merge(Summary.empty(Subject.task("email"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("email");
    }
}
