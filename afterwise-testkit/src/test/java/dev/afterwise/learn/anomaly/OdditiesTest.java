package dev.afterwise.learn.anomaly;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Money;
import dev.afterwise.Usage;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OdditiesTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SIZE = 4_000;
    private static final int MINUTES = 7;

    private final SplittableRandom random = new SplittableRandom(11);
    private final double[] seconds = new double[SIZE];
    private final double[] dollars = new double[SIZE];
    private final boolean[] failed = new boolean[SIZE];

    /** Three weeks in which an execution begins every 7 minutes, and nothing is odd. */
    OdditiesTest() {
        for (int i = 0; i < SIZE; i++) {
            boolean isNight = i * MINUTES / 60 % 24 < 6;
            seconds[i] = (isNight ? 20 : 2) * Math.exp(.4 * random.nextGaussian());
            dollars[i] = .01 * Math.exp(.6 * random.nextGaussian());
            failed[i] = random.nextInt(25) == 0;
        }
    }

    private Columns columns() {
        var builder = new SegmentBuilder();
        for (int i = 0; i < SIZE; i++) {
            var it = anExecution()
                    .of(i % 2 == 0 ? "order" : "invoice")
                    .by("ada")
                    .startedAt(MONDAY.plus(Duration.ofMinutes((long) i * MINUTES)))
                    .spending(new Usage(1, 1, 0, new Money((long) (dollars[i] * 1e6)), 1));
            it = failed[i] ? it.failedWith("timeout") : it;
            builder.add(new Entry(
                    i + 1L, it.took(Duration.ofNanos((long) (seconds[i] * 1e9))).headline(), null));
        }
        return builder.build();
    }

    private List<Oddity> found() {
        return Oddities.in(columns(), ZoneOffset.UTC).found();
    }

    @Test
    void findsNothingWhereNothingIsOdd() {
        assertThat(found()).isEmpty();
    }

    @Test
    void findsExecutionsThatTakeFarLongerThanOthersLikeThem() {
        seconds[1_000] = 120;
        seconds[1_500] = 100;
        assertThat(found()).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(OddKind.SLOW);
            assertThat(it.group()).isEqualTo(new Oddity.Group("order", "ada"));
            assertThat(it.rows()).containsExactly(1_000, 1_500);
            assertThat(it.size().count()).isEqualTo(2);
            assertThat(it.size().value()).isBetween(99e6, 101e6);
            assertThat(it.size().usual()).isBetween(1.5e6, 3e6);
            assertThat(it.pValue()).isLessThan(.01);
        });
    }

    @Test
    void whatTakesLongAtThatTimeOfTheDayIsNotOdd() {
        IntStream.range(0, SIZE).filter(i -> i * MINUTES / 60 % 24 < 6).limit(3).forEach(i -> seconds[i] = 40);
        assertThat(found()).isEmpty();
    }

    @Test
    void findsExecutionsThatCostFarMore() {
        dollars[1_001] = 3;
        assertThat(found()).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(OddKind.DEAR);
            assertThat(it.group().task()).isEqualTo("invoice");
            assertThat(it.rows()).containsExactly(1_001);
        });
    }

    @Test
    void findsAnHourInWhichMuchFails() {
        int from = 301 * 60 / MINUTES + 1;
        IntStream.range(from, from + 8).forEach(i -> failed[i] = true);
        assertThat(found()).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(OddKind.FAILING_HOUR);
            assertThat(it.hour()).isEqualTo(MONDAY.plus(Duration.ofHours(301)));
            assertThat(it.rows()).hasSize(8).contains(from, from + 7);
        });
    }

    @Test
    void anHourLikeManyOthersIsNotOdd() {
        for (int hour = 10; hour < 450; hour += 9) {
            int from = hour * 60 / MINUTES + 1;
            IntStream.range(from, from + 8).forEach(i -> failed[i] = true);
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void findsAnHourInWhichAllIsSlow() {
        int from = 303 * 60 / MINUTES + 1;
        IntStream.range(from, from + 8).forEach(i -> seconds[i] *= 5);
        assertThat(found()).extracting(Oddity::kind).contains(OddKind.SLOW_HOUR);
    }

    @Test
    void oneExecutionReportedManyTimesIsOne() {
        double longest = IntStream.range(0, SIZE)
                .filter(i -> i * MINUTES / 60 % 24 >= 6 && i % 2 == 0)
                .mapToDouble(i -> seconds[i])
                .max()
                .orElseThrow();
        IntStream.range(0, SIZE)
                .filter(i -> i * MINUTES / 60 % 24 == 14)
                .limit(5)
                .forEach(i -> seconds[i] = 1.05 * longest);
        assertThat(found()).filteredOn(it -> it.kind() == OddKind.SLOW).isEmpty();
    }

    @Test
    void fewExecutionsSayNothing() {
        var builder = new SegmentBuilder();
        for (int i = 0; i < 100; i++) {
            builder.add(new Entry(
                    i,
                    anExecution().took(Duration.ofSeconds(i == 50 ? 90_000 : 1)).headline(),
                    null));
        }
        assertThat(Oddities.in(builder.build(), ZoneOffset.UTC).found()).isEmpty();
        assertThat(Oddities.in(new SegmentBuilder().build(), ZoneOffset.UTC).found())
                .isEmpty();
    }

    @Test
    void arePatternsWithExamplesAndASentence() {
        seconds[1_000] = 120;
        List<Pattern> patterns = Suspects.in(columns(), ZoneId.of("Europe/Berlin")).stream()
                .map(each -> each.pattern())
                .toList();
        assertThat(patterns).singleElement().satisfies(it -> {
            assertThat(it.examples()).containsExactly(1_001L);
            assertThat(it.effect().measured()).isEqualTo(Measured.DURATION);
            assertThat(it.sentence())
                    .contains("1 of 2,000 took far longer than others of 'order' by 'ada': at least 120 s");
        });
    }
}
