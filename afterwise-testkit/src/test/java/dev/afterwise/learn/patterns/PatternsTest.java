package dev.afterwise.learn.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.learn.stats.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PatternsTest {
    private static final int MANY = 4_000;

    private static int hour(Instant at) {
        return at.atZone(ZoneOffset.UTC).getHour();
    }

    private static Pattern only(List<Pattern> patterns, PatternKind kind) {
        List<Pattern> its =
                patterns.stream().filter(each -> each.kind() == kind).toList();
        assertThat(its).as("%s of %s", kind, patterns).hasSize(1);
        return its.getFirst();
    }

    @Test
    void findsTheNumberAboveWhichMostFail() {
        var worked = new Worked(1);
        for (int i = 0; i < MANY; i++) {
            double complexity = 10 * worked.random.nextDouble();
            worked.add(
                    worked.at(i, MANY, 28),
                    worked.profile().withComplexity(complexity),
                    worked.chance(complexity > 7 ? .2 : .8),
                    worked.about());
        }

        Pattern cause = only(worked.patterns(), PatternKind.FAILURE_CAUSE);

        assertThat(cause.circumstance()).isInstanceOfSatisfying(Circumstance.Above.class, above -> {
            assertThat(above.column()).isEqualTo("complexity");
            assertThat(above.cut()).isCloseTo(7, within(.1));
            assertThat(above.low()).isLessThanOrEqualTo(above.cut());
            assertThat(above.high()).isGreaterThanOrEqualTo(above.cut());
        });
        assertThat(cause.effect().value()).isCloseTo(-.6, within(.05));
        assertThat(cause.effect().interval().contains(-.6)).isTrue();
        assertThat(cause.effect().lift()).isCloseTo(.8 / .38, within(.2));
        assertThat(cause.confidence()).isGreaterThan(.99);
        assertThat(cause.pValue()).isLessThan(.001);
        assertThat(cause.sentence()).startsWith("With complexity > ").contains("points less");
    }

    @Test
    void saysOfAWholeNumberThatItIsAboveTheLastThatIsGood() {
        var worked = new Worked(2);
        for (int i = 0; i < MANY; i++) {
            int files = 1 + worked.random.nextInt(10);
            worked.add(
                    worked.at(i, MANY, 28),
                    worked.profile().with("files", files),
                    worked.chance(files > 7 ? .2 : .8),
                    worked.about());
        }

        assertThat(only(worked.patterns(), PatternKind.FAILURE_CAUSE)
                        .circumstance()
                        .text())
                .isEqualTo("files > 7");
    }

    @Test
    void findsAValueAndDoesNotRepeatItForTheOthersOfItsColumn() {
        var worked = new Worked(3);
        for (int i = 0; i < MANY; i++) {
            Profile profile = worked.profile();
            boolean isBad = profile.attributes().toString().contains("asia");
            worked.add(worked.at(i, MANY, 28), profile, worked.chance(isBad ? .6 : .8), worked.about());
        }

        List<Pattern> patterns = worked.patterns();

        assertThat(patterns).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(PatternKind.FAILURE_CAUSE);
            assertThat(it.circumstance()).isEqualTo(new Circumstance.Is("region", "asia"));
            assertThat(it.examples()).hasSize(5).isSortedAccordingTo((one, other) -> Long.compare(other, one));
        });
    }

    @Test
    void namesASuccessFactorWhereFewDoBetter() {
        var worked = new Worked(4);
        for (int i = 0; i < MANY; i++) {
            Profile profile = worked.profile();
            worked.add(
                    worked.at(i, MANY, 28),
                    profile,
                    worked.chance(profile.agent().equals("ada") ? .9 : .6),
                    worked.about());
        }

        Pattern factor = only(worked.patterns(), PatternKind.SUCCESS_FACTOR);

        assertThat(factor.circumstance().text()).isEqualTo("agent = ada");
        assertThat(factor.effect().isBetter()).isTrue();
        assertThat(factor.sentence()).contains("points more").contains("failures fewer");
    }

    @Test
    void findsTwoConditionsOfWhichNeitherAloneDoesHarm() {
        var worked = new Worked(5);
        for (int i = 0; i < MANY; i++) {
            boolean isBen = worked.random.nextBoolean();
            boolean isNight = worked.random.nextBoolean();
            Profile profile =
                    worked.profile().withAgent(isBen ? "ben" : "ada").with("queue", isNight ? "slow" : "fast");
            worked.add(worked.at(i, MANY, 28), profile, worked.chance(isBen == isNight ? .6 : .9), worked.about());
        }

        assertThat(worked.patterns())
                .extracting(each -> each.circumstance().text())
                .anyMatch(each -> each.contains("agent = ") && each.contains(" and queue = "));
        assertThat(worked.patterns()).allMatch(each -> each.circumstance() instanceof Circumstance.Both);
    }

    @Test
    void findsANumberThatMattersOnlyToOneOfSeveral() {
        var worked = new Worked(17);
        for (int i = 0; i < 2 * MANY; i++) {
            double load = 10 * worked.random.nextDouble();
            Profile profile = worked.profile().with("load", load);
            boolean isBad = load > 7 && profile.agent().equals("ben");
            worked.add(worked.at(i, 2 * MANY, 28), profile, worked.chance(isBad ? .3 : .9), worked.about());
        }

        assertThat(worked.patterns())
                .anySatisfy(it -> assertThat(it.circumstance())
                        .isInstanceOfSatisfying(Circumstance.Both.class, both -> {
                            assertThat(List.of(both.one(), both.other())).contains(new Circumstance.Is("agent", "ben"));
                            assertThat(List.of(both.one(), both.other()))
                                    .anySatisfy(each -> assertThat(each)
                                            .isInstanceOfSatisfying(
                                                    Circumstance.Above.class,
                                                    above -> assertThat(above.cut())
                                                            .isCloseTo(7, within(.1))));
                        }));
    }

    @Test
    void findsHoursThatGoBadly() {
        var worked = new Worked(6);
        for (int i = 0; i < 2 * MANY; i++) {
            Instant at = worked.at(i, 2 * MANY, 28);
            boolean isBad = hour(at) >= 2 && hour(at) < 6;
            worked.add(at, worked.profile(), worked.chance(isBad ? .6 : .8), worked.about());
        }

        Pattern temporal = only(worked.patterns(), PatternKind.TEMPORAL);

        assertThat(temporal.circumstance()).isEqualTo(new Circumstance.Hours(new TreeSet<>(Set.of(2, 3, 4, 5))));
        assertThat(temporal.sentence()).startsWith("From 02:00 to 06:00, ").contains("at another time");
    }

    @Test
    void saysHoursInTheZoneThatIsMeant() {
        var worked = new Worked(6);
        for (int i = 0; i < 2 * MANY; i++) {
            Instant at = worked.at(i, 2 * MANY, 28);
            boolean isBad = hour(at) >= 2 && hour(at) < 6;
            worked.add(at, worked.profile(), worked.chance(isBad ? .6 : .8), worked.about());
        }

        Found found = Patterns.in(worked.columns(), ZoneId.of("Asia/Tokyo"));

        assertThat(only(found.patterns(), PatternKind.TEMPORAL).circumstance().text())
                .isEqualTo("from 11:00 to 15:00");
    }

    @Test
    void findsADayOfTheWeekOnWhichWorkTakesLonger() {
        var worked = new Worked(7);
        for (int i = 0; i < MANY; i++) {
            Instant at = worked.at(i, MANY, 84);
            boolean isSlow = at.atZone(ZoneOffset.UTC).getDayOfWeek() == DayOfWeek.FRIDAY;
            worked.add(at, worked.profile(), worked.chance(.8), worked.about().multipliedBy(isSlow ? 3 : 1));
        }

        Pattern temporal = only(worked.patterns(), PatternKind.TEMPORAL);

        assertThat(temporal.circumstance()).isEqualTo(new Circumstance.On(DayOfWeek.FRIDAY));
        assertThat(temporal.effect().measured()).isEqualTo(Measured.DURATION);
        assertThat(temporal.effect().isBetter()).isFalse();
        assertThat(temporal.effect().with().level()).isCloseTo(3, within(.5));
        assertThat(temporal.effect().without().level()).isCloseTo(1, within(.2));
    }

    @Test
    void findsTheOrderThatFailsTwiceAsOften() {
        var worked = new Worked(8);
        for (int i = 0; i < MANY; i++) {
            boolean isSwapped = worked.random.nextInt(5) == 0;
            String first = isSwapped ? "parse" : "fetch";
            String second = isSwapped ? "fetch" : "parse";
            boolean succeeds = worked.chance(isSwapped ? .6 : .8);
            if (worked.random.nextBoolean()) {
                worked.add(worked.at(i, MANY, 28), worked.profile(), succeeds, worked.about(), first, second, "end");
            } else {
                worked.add(
                        worked.at(i, MANY, 28),
                        worked.profile(),
                        succeeds,
                        worked.about(),
                        first,
                        "wait",
                        second,
                        "end");
            }
        }

        Pattern order = only(worked.patterns(), PatternKind.SEQUENTIAL);

        assertThat(order.circumstance().text()).isEqualTo("'parse' before 'fetch'");
        assertThat(order.sentence()).contains("in the other order").endsWith("Do 'fetch' before 'parse' instead.");
    }

    @Test
    void doesNotTakeStepsThatOnlyComeLateForACauseOfSuccess() {
        var worked = new Worked(9);
        String[] all = {"plan", "fetch", "parse", "store", "report"};
        for (int i = 0; i < MANY; i++) {
            boolean succeeds = worked.chance(.6);
            int reached = succeeds ? all.length : 1 + worked.random.nextInt(all.length);
            worked.add(
                    worked.at(i, MANY, 28),
                    worked.profile(),
                    succeeds,
                    worked.about(),
                    List.of(all).subList(0, reached).toArray(String[]::new));
        }

        assertThat(worked.patterns()).isEmpty();
    }

    @Test
    void findsANumberThatDurationsGrowWith() {
        var worked = new Worked(10);
        for (int i = 0; i < MANY; i++) {
            double size = Math.exp(worked.random.nextGaussian());
            var took = Duration.ofNanos((long) (1e9 * Math.sqrt(size) * Math.exp(worked.random.nextGaussian())));
            worked.add(worked.at(i, MANY, 28), worked.profile().with("size", size), worked.chance(.8), took);
        }

        Pattern correlation = only(worked.patterns(), PatternKind.CORRELATION);

        assertThat(correlation.circumstance()).isEqualTo(new Circumstance.Greater("size"));
        // of two normal numbers with a correlation of r, ranks have 6 / pi * asin(r / 2)
        assertThat(correlation.effect().value())
                .isCloseTo(6 / Math.PI * Math.asin(.5 / Math.sqrt(1.25) / 2), within(.04));
        assertThat(correlation.sentence()).startsWith("The greater size, the longer it takes");
    }

    @Test
    void saysNothingOfHowItEndedWhereNobodyKnows() {
        var worked = new Worked(11);
        for (int i = 0; i < MANY; i++) {
            Profile profile = worked.profile();
            Instant at = worked.at(i, MANY, 28);
            if (profile.agent().equals("ada") && worked.random.nextBoolean()) {
                worked.add(
                        at,
                        profile,
                        worked.random.nextBoolean()
                                ? new Outcome.Unknown(null)
                                : new Outcome.Cancelled(worked.about(), "no longer wanted"));
            } else {
                worked.add(at, profile, worked.chance(.8), worked.about());
            }
        }

        assertThat(worked.patterns()).isEmpty();
    }

    @Test
    void isSilentOnTooLittleOrNothing() {
        assertThat(Patterns.in(new Worked(1).columns(), ZoneOffset.UTC))
                .satisfies(it -> assertThat(it.patterns()).isEmpty())
                .satisfies(it -> assertThat(it.executions()).isZero());

        var few = new Worked(12);
        for (int i = 0; i < Patterns.FEWEST - 1; i++) {
            few.add(Worked.START, few.profile().withAgent(i < 10 ? "ada" : "ben"), i < 10, few.about());
        }
        assertThat(few.patterns()).isEmpty();

        var alike = new Worked(13);
        for (int i = 0; i < 100; i++) {
            alike.add(Worked.START, Profile.of("order"), true, Duration.ofSeconds(1));
        }
        assertThat(alike.patterns()).isEmpty();
    }

    @Test
    void copiesOfEachExecutionMakeNothingSurer() {
        var worked = new Worked(14);
        for (int i = 0; i < 200; i++) {
            Instant at = worked.at(i, 200, 28);
            Profile profile = worked.profile();
            boolean succeeds = worked.chance(.7);
            for (int copy = 0; copy < 20; copy++) {
                worked.add(at, profile, succeeds, worked.about());
            }
        }

        assertThat(worked.patterns()).isEmpty();
    }

    @Test
    void countsWhenWorkBegins() {
        var worked = new Worked(16);
        for (int i = 0; i < 600; i++) {
            int hour = i % 10 == 0 ? i / 10 % 24 : 9 + i % 3;
            Instant at = Worked.START.plus(Duration.ofDays(i / 60)).plus(Duration.ofHours(hour));
            worked.add(at, worked.profile(), worked.chance(.7), worked.about());
        }

        Rhythm rhythm = Patterns.in(worked.columns(), ZoneOffset.UTC).rhythm();

        assertThat(rhythm.peak()).containsExactly(9, 10, 11);
        assertThat(rhythm.began(rhythm.peak())).isGreaterThan(540);
        assertThat(rhythm.began(rhythm.low())).isLessThan(15);
        assertThat(rhythm.weekdays().getFirst().tried()).isEqualTo(120);
    }

    @Test
    void whatHoldsOfOneTaskIsNotDrownedByOthers() {
        var worked = new Worked(16);
        for (int i = 0; i < 4_000; i++) {
            boolean isSteady = i % 10 == 0;
            String model = worked.oneOf("small", "large");
            boolean isGoodDay = i / 100 % 2 == 0;
            double rate = isSteady ? model.equals("small") ? .3 : .7 : isGoodDay ? .95 : .15;
            Profile profile = Profile.of(isSteady ? "steady" : "moody").withModel(model);
            worked.add(worked.at(i, 4_000, 40), profile, worked.chance(rate), worked.about());
        }

        assertThat(Patterns.in(worked.columns(), ZoneOffset.UTC).patterns())
                .extracting(Pattern::task, each -> each.circumstance().column())
                .contains(tuple("steady", "model"))
                .doesNotContain(tuple("moody", "model"));
    }

    @Test
    void takesWhatOthersSuspectIntoTheSameBudget() {
        var worked = new Worked(15);
        for (int i = 0; i < 500; i++) {
            worked.add(worked.at(i, 500, 28), worked.profile(), worked.chance(.7), worked.about());
        }
        var effect =
                new Effect(Measured.DURATION, new Effect.Part(1, 9), new Effect.Part(499, 1), .5, new Interval(.4, .5));
        var pattern = new Pattern(
                "",
                PatternKind.ANOMALY,
                new Circumstance.Said("execution", "an execution"),
                effect,
                .01,
                .9,
                List.of(7L),
                "One took nine times as long.");

        assertThat(Patterns.in(worked.columns(), ZoneOffset.UTC, List.of(new Suspect(1e6, pattern)))
                        .patterns())
                .containsExactly(pattern);
        assertThat(Patterns.in(worked.columns(), ZoneOffset.UTC, List.of(new Suspect(20, pattern)))
                        .patterns())
                .isEmpty();
    }
}
