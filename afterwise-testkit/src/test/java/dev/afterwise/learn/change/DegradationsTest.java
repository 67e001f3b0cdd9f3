package dev.afterwise.learn.change;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Money;
import dev.afterwise.Severity;
import dev.afterwise.Usage;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.testkit.AnExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DegradationsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private final RandomGenerator random = new SplittableRandom(2026);

    private static Columns columns(int n, IntFunction<AnExecution> maker) {
        var builder = new SegmentBuilder();
        for (int i = 0; i < n; i++) {
            builder.add(Entry.of(i, maker.apply(i).execution()));
        }
        return builder.build();
    }

    private AnExecution execution(int i, double rate, double median) {
        AnExecution made = anExecution()
                .of("build")
                .by(random.nextBoolean() ? "ada" : "ben")
                .startedAt(MONDAY.plus(Duration.ofMinutes(i)))
                .took(Duration.ofMillis(Math.round(1_000 * median * Math.exp(.5 * random.nextGaussian()))));
        return random.nextDouble() < rate ? made : made.failedWith("timeout");
    }

    private static List<Shift> shifts(Columns columns) {
        return Degradations.of(columns, ZoneOffset.UTC).shifts();
    }

    @Test
    void datesARiseOfP95AndNamesWhatChangedWithIt() {
        int place = 6_321;
        Columns columns = columns(
                10_000,
                i -> execution(i, .9, i < place ? 1 : 1.4)
                        .with("version", i < place ? "2.2" : "2.3")
                        .with("region", "region-" + random.nextInt(4)));
        assertThat(shifts(columns)).singleElement().satisfies(it -> {
            assertThat(it.scope()).isEqualTo(new Scope("build", ""));
            assertThat(it.effect().aspect()).isEqualTo(Aspect.DURATION);
            assertThat(it.effect().figure()).isEqualTo(Shift.Figure.P95);
            assertThat(it.effect().interval().contains(.4)).isTrue();
            assertThat(it.effect().severity()).isEqualTo(Severity.MEDIUM);
            assertThat(it.when().lasts()).isTrue();
            assertThat(it.when().at()).isBetween(at(place - 200), at(place + 200));
            assertThat(it.companions()).extracting(Companion::words).containsExactly("version=2.3 (from 0 % to 100 %)");
            assertThat(it.examples()).hasSize(5).allMatch(number -> number >= place - 200);
        });
    }

    private static Instant at(int i) {
        return MONDAY.plus(Duration.ofMinutes(i));
    }

    @Test
    void seesATailThatGrowsByItself() {
        Columns columns = columns(10_000, i -> {
            AnExecution made = execution(i, 1, 1);
            return i >= 5_000 && random.nextInt(10) == 0 ? made.took(Duration.ofSeconds(6)) : made;
        });
        assertThat(shifts(columns)).singleElement().satisfies(it -> {
            assertThat(it.effect().figure()).isEqualTo(Shift.Figure.P95);
            assertThat(it.effect().change()).isGreaterThan(1);
        });
    }

    @Test
    void tellsWhatFailedForAWhileFromBothEnds() {
        Columns columns = columns(4_000, i -> execution(i, i >= 1_500 && i < 2_000 ? .5 : .95, 1));
        List<Shift> shifts = shifts(columns);
        assertThat(shifts).extracting(it -> it.effect().direction()).containsExactly(Direction.BETTER, Direction.WORSE);
        assertThat(shifts.getLast().when().until())
                .isEqualTo(shifts.getFirst().when().at());
        assertThat(shifts.getLast().effect().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void seesADropOfSuccessWithinFewExecutions() {
        assertThat(shifts(columns(120, i -> execution(i, i < 80 ? .98 : .4, 1))))
                .singleElement()
                .satisfies(it -> assertThat(it.because()).startsWith("success of 'build' fell by "));
    }

    @Test
    void saysWhichAgentItIsIfTheOthersStayAsTheyWere() {
        Columns columns = columns(4_000, i -> {
            AnExecution made = execution(i, .95, 1).by("ada");
            return i % 8 == 0 ? execution(i, i < 2_000 ? .95 : .6, 1).by("ben") : made;
        });
        assertThat(shifts(columns))
                .singleElement()
                .satisfies(it -> assertThat(it.scope()).isEqualTo(new Scope("build", "ben")));
    }

    @Test
    void seesCostsThatRise() {
        Columns columns = columns(
                1_000,
                i -> execution(i, .9, 1)
                        .spending(new Usage(
                                0,
                                0,
                                0,
                                new Money(Math.round((i < 500 ? 4e4 : 6e4) * Math.exp(.3 * random.nextGaussian()))),
                                1)));
        assertThat(shifts(columns)).singleElement().satisfies(it -> {
            assertThat(it.effect().aspect()).isEqualTo(Aspect.COST);
            assertThat(it.effect().interval().contains(.5)).isTrue();
        });
    }

    @Test
    void doesNotTakeWeekendsAndNightsForChanges() {
        Columns columns = columns(3 * 7 * 24 * 6, i -> {
            Instant at = MONDAY.plus(Duration.ofMinutes(10L * i));
            var local = at.atZone(ZoneOffset.UTC);
            boolean isQuiet = local.getHour() < 6 || local.getDayOfWeek().getValue() > 5;
            return execution(i, isQuiet ? .7 : .95, isQuiet ? 2 : 1).startedAt(at);
        });
        assertThat(shifts(columns)).isEmpty();
    }

    @Test
    void saysNothingOfFewExecutionsOrNone() {
        assertThat(Degradations.of(columns(0, i -> anExecution()), ZoneOffset.UTC)
                        .normal())
                .isEmpty();
        assertThat(Degradations.of(columns(39, i -> execution(i, .5, 1)), ZoneOffset.UTC)
                        .normal())
                .isEmpty();
        assertThat(shifts(columns(100, i -> anExecution().running()))).isEmpty();
    }

    @Test
    void knowsWhatIsNormalNow() {
        Columns columns = columns(1_000, i -> execution(i, 1, i < 500 ? 1 : 3));
        assertThat(Degradations.of(columns, ZoneOffset.UTC).normal())
                .filteredOn(it -> it.aspect() == Aspect.DURATION)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.baseline().n()).isBetween(490L, 510L);
                    assertThat(it.baseline().p50()).isBetween(2.7, 3.3);
                });
    }
}
