package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Distribution;
import dev.afterwise.Outcomes;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Usage;
import dev.afterwise.learn.stats.Slope;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Period;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendsTest {
    /** The executions of one day. */
    private static final class Day {
        private final RandomGenerator random;
        private final List<Duration> took = new ArrayList<>();
        private int succeeded;

        Day(RandomGenerator random) {
            this.random = random;
        }

        void run(int count, double rate, double median) {
            for (int i = 0; i < count; i++) {
                took.add(Duration.ofNanos((long) (1e9 * PlanRuns.skewed(random, median, .8))));
                succeeded += random.nextDouble() < rate ? 1 : 0;
            }
        }

        /** The same execution, reported so many times. */
        void repeat(int times, double rate, double median) {
            int before = succeeded;
            run(1, rate, median);
            succeeded += (succeeded - before) * (times - 1);
            took.addAll(java.util.Collections.nCopies(times - 1, took.getLast()));
        }

        Bucket bucket(int number) {
            var outcomes = new Outcomes(succeeded, took.size() - succeeded, 0, 0, 0, 0);
            return new Bucket(
                    Period.DAY.bucketOf(PlanRuns.START).plus(Duration.ofDays(number)),
                    new Summary(
                            Subject.task("email"),
                            outcomes,
                            Map.of(),
                            new TreeMap<>(),
                            Distribution.of(took),
                            Usage.NONE));
        }
    }

    @FunctionalInterface
    private interface Fill {
        void day(Day day, int number, RandomGenerator random);
    }

    private static Trends trends(RandomGenerator random, int days, Fill fill) {
        var series = new ArrayList<Bucket>();
        for (int number = 0; number < days; number++) {
            var day = new Day(random);
            fill.day(day, number, random);
            if (!day.took.isEmpty()) {
                series.add(day.bucket(number));
            }
        }
        return Trends.of(series.reversed(), Period.DAY);
    }

    private static long found(int days, Fill fill, Predicate<Trends> what) {
        return IntStream.range(0, 100)
                .filter(seed -> what.test(trends(new SplittableRandom(seed), days, fill)))
                .count();
    }

    private static boolean claims(Trend trend) {
        return trend instanceof Trend.Improving || trend instanceof Trend.Declining;
    }

    private static void rarelyClaimsATrend(String where, int days, Fill fill) {
        FalseAlarms.areRare(where, random -> {
            Trends trends = trends(random, days, fill);
            return claims(trends.success()) || claims(trends.duration());
        });
    }

    @Test
    void seesSuccessDecline() {
        assertThat(found(
                        30,
                        (day, number, random) -> day.run(30, .95 - .01 * number, 1),
                        trends -> trends.success() instanceof Trend.Declining(Slope slope, var because)
                                && slope.interval().high() < 0
                                && because.contains("points a day")))
                .isGreaterThanOrEqualTo(95);
    }

    @Test
    void seesSuccessImprove() {
        assertThat(found(
                        14,
                        (day, number, random) -> day.run(40, .5 + .03 * number, 1),
                        trends -> trends.success() instanceof Trend.Improving))
                .isGreaterThanOrEqualTo(80);
    }

    @Test
    void seesDurationsGrowByAFewPerCentADay() {
        assertThat(found(
                        30,
                        (day, number, random) -> day.run(30, .9, Math.pow(1.03, number)),
                        trends -> trends.duration() instanceof Trend.Declining(Slope slope, var ignored)
                                && slope.perPeriod() > .015
                                && slope.perPeriod() < .045))
                .isGreaterThanOrEqualTo(95);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 14, 45})
    void rarelySeesOneInSteadyWork(int days) {
        rarelyClaimsATrend("steady work", days, (day, number, random) -> day.run(1 + random.nextInt(40), .85, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 14, 45})
    void rarelySeesOneInDaysThatDiffer(int days) {
        rarelyClaimsATrend(
                "good and bad days",
                days,
                (day, number, random) -> day.run(
                        5 + random.nextInt(200),
                        Math.min(1, .8 + .1 * random.nextGaussian()),
                        PlanRuns.skewed(random, 2, .3)));
    }

    /** A lag-1 correlation of one half, in days that differ much more than chance makes them. */
    @ParameterizedTest
    @ValueSource(ints = {8, 14, 30, 60})
    void rarelySeesOneInDaysThatResembleTheDayBefore(int days) {
        double[] mood = new double[2];
        rarelyClaimsATrend("resembling days " + days, days, (day, number, random) -> {
            for (int i = 0; i < mood.length; i++) {
                double innovation = random.nextGaussian();
                mood[i] = number == 0 ? innovation : .5 * mood[i] + Math.sqrt(.75) * innovation;
            }
            day.run(100, Math.clamp(.75 + .1 * mood[0], 0, 1), 2 * Math.exp(.3 * mood[1]));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void rarelySeesOneInBurstsThatFailTogether(int days) {
        rarelyClaimsATrend("bursts", days, (day, number, random) -> {
            for (int burst = 0; burst < 1 + number % 4; burst++) {
                day.run(1 + random.nextInt(30), random.nextDouble() < .2 ? .05 : .97, PlanRuns.skewed(random, 2, .5));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void rarelySeesOneInRepeatedRows(int days) {
        rarelyClaimsATrend("repeated rows", days, (day, number, random) -> {
            for (int i = random.nextInt(6); i > 0; i--) {
                day.repeat(1 + random.nextInt(20), .8, 2);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 14, 40})
    void rarelySeesOneInWeekends(int days) {
        rarelyClaimsATrend("weekends", days, (day, number, random) -> {
            boolean weekend = number % 7 >= 5;
            day.run(weekend ? 8 : 40, weekend ? .6 : .9, weekend ? 4 : 2);
        });
    }

    @Test
    void rarelySeesOneInAnOutageOfSomeDays() {
        int[] from = new int[1];
        rarelyClaimsATrend("an outage", 30, (day, number, random) -> {
            from[0] = number == 0 ? random.nextInt(30) : from[0];
            boolean down = number >= from[0] && number < from[0] + 3;
            day.run(20, down ? .1 : .95, down ? 20 : 2);
        });
    }

    @Test
    void wantsSixPeriods() {
        Trends five = trends(new SplittableRandom(1), 5, (day, number, random) -> day.run(20, .9, 1));
        assertThat(five.success())
                .isInstanceOfSatisfying(
                        Trend.TooLittle.class,
                        little -> assertThat(little.missing()).isEqualTo(1));
        assertThat(Trends.of(List.of(), Period.WEEK).duration())
                .isEqualTo(new Trend.TooLittle(
                        6, "a trend takes 6 weeks with at least 5 timed executions each, but there are 0"));
    }

    @Test
    void isSteadyWhereAllSucceedInTheSameTime() {
        Trends same = trends(new SplittableRandom(1), 10, (day, number, random) -> day.repeat(20, 1, 1));
        assertThat(same.success())
                .isInstanceOfSatisfying(
                        Trend.Steady.class,
                        steady -> assertThat(steady.slope().perPeriod()).isZero());
        assertThat(trends(new SplittableRandom(1), 10, (day, number, random) -> day.run(1, 0, 1))
                        .duration())
                .isInstanceOf(Trend.TooLittle.class);
    }
}
