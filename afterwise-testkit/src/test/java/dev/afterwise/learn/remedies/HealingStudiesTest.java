package dev.afterwise.learn.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerLimits;
import dev.afterwise.Change;
import dev.afterwise.FailureClass;
import dev.afterwise.GuardSettings;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Recovery;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.segment.SegmentBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HealingStudiesTest {
    private static final Subject SHOP = Subject.component("shop");
    private static final Recovery RETRY = new Recovery.Retry(Duration.ZERO, "");
    private static final Recovery MIRROR = new Recovery.FallBack("mirror", "");

    private static List<Recommendation> recommended(CallLog log, BoostTrial... boosts) {
        return recommended(log, GuardSettings.STANDARD, boosts);
    }

    private static List<Recommendation> recommended(CallLog log, GuardSettings guards, BoostTrial... boosts) {
        return new RemedyStudy(new Material(
                        new SegmentBuilder().build(), List.of(), log.executions(), guards, List.of(boosts)))
                .recommend();
    }

    /** A call each second, with an outage now and then in which all fail. */
    private static CallLog outages(int outages, int callsEach) {
        var log = new CallLog();
        for (int outage = 0; outage < outages; outage++) {
            for (int i = 0; i < 100; i++) {
                log.call(Duration.ofMinutes(30L * outage).plusSeconds(i), i < 50 || i >= 50 + callsEach);
            }
        }
        return log;
    }

    @Test
    void aBreakerThatWaitsTooLongIsToOpenEarlier() {
        assertThat(recommended(outages(40, 5))).singleElement().satisfies(it -> {
            assertThat(it.change())
                    .isEqualTo(new Change.SetBreaker(SHOP, BreakerLimits.after(2, Duration.ofSeconds(30))));
            assertThat(it.evidence().measure()).isEqualTo(Measure.SECONDS_PER_RUN);
            assertThat(it.evidence().low()).isPositive();
            assertThat(it.because()).contains("After 2 failures", "0 % of 40");
        });
    }

    @Test
    void aFewOutagesAreNoReasonToOpenEarlier() {
        assertThat(recommended(outages(9, 5))).isEmpty();
    }

    @Test
    void aBreakerThatOpensByChanceIsToOpenLater() {
        var random = new SplittableRandom(3);
        var log = new CallLog();
        int streak = 0;
        for (int i = 0; i < 2_000; i++) {
            Duration at = Duration.ofSeconds(i);
            if (streak >= 3) {
                log.refused(at);
                streak = random.nextInt(30) == 0 ? 0 : streak;
                continue;
            }
            boolean works = random.nextDouble() < .7;
            log.call(at, works);
            streak = works ? 0 : streak + 1;
        }
        assertThat(recommended(
                        log,
                        GuardSettings.STANDARD.withBreakers(
                                Map.of("shop", BreakerLimits.after(3, Duration.ofSeconds(30))))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.change())
                            .isEqualTo(new Change.SetBreaker(SHOP, BreakerLimits.after(6, Duration.ofSeconds(30))));
                    assertThat(it.because()).contains("by chance", "has refused");
                });
    }

    @Test
    void whatHelpsMoreOftenIsToComeFirst() {
        var random = new SplittableRandom(4);
        var log = new CallLog();
        for (int i = 0; i < 200; i++) {
            boolean isMirror = random.nextInt(4) == 0;
            log.recovered(
                    Duration.ofMinutes(10L * i), isMirror ? MIRROR : RETRY, random.nextDouble() < (isMirror ? .9 : .4));
        }
        assertThat(recommended(log)).singleElement().satisfies(it -> {
            assertThat(it.change())
                    .isEqualTo(new Change.PreferStrategies(SHOP, FailureClass.TIMEOUT, List.of("fallback")));
            assertThat(it.evidence().low()).isPositive();
        });
    }

    @Test
    void aBudgetThatKeepsFromWhatHelpsIsToHoldMore() {
        assertThat(recommended(shortOfBudget(.9, new SplittableRandom(5))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.change()).isEqualTo(new Change.SetBudget(SHOP, 20));
                    assertThat(it.because()).contains("was used up", "of the retries that were made helped");
                });
        assertThat(recommended(shortOfBudget(.3, new SplittableRandom(5)))).isEmpty();
    }

    private static CallLog shortOfBudget(double helps, RandomGenerator random) {
        var log = new CallLog();
        for (int hour = 0; hour < 20; hour++) {
            for (int i = 0; i < 12; i++) {
                Duration at = Duration.ofHours(hour).plusMinutes(4L * i);
                if (i % 3 == 0) {
                    log.givenUp(
                            at,
                            "the recovery budget of 'shop' is used up for now (49 % left, and a retry must leave half)");
                } else {
                    log.recovered(at, RETRY, random.nextDouble() < helps);
                }
            }
        }
        return log;
    }

    @Test
    void aBoostThatPaysIsToStay() {
        var paying = new BoostTrial("order", new Tally(90, 80), new Tally(40, 20));
        var idle = new BoostTrial("post", new Tally(90, 60), new Tally(40, 27));
        assertThat(recommended(new CallLog(), paying, idle))
                .singleElement()
                .extracting(Recommendation::change)
                .isEqualTo(new Change.BoostBy(Subject.task("order"), .3));
    }

    @Test
    void staysSilentWhereNothingHasAnEffect() {
        int loud = 0;
        for (int seed = 0; seed < 80; seed++) {
            var random = new SplittableRandom(seed);
            var log = new CallLog();
            double chance = random.nextDouble(.3, .95);
            for (int i = 0; i < 400; i++) {
                Duration at = Duration.ofSeconds(20L * i);
                if (random.nextDouble() < .6) {
                    log.call(at, random.nextDouble() < chance);
                } else {
                    log.recovered(at, random.nextInt(3) == 0 ? MIRROR : RETRY, random.nextDouble() < chance);
                }
            }
            var trial = new BoostTrial("order", tally(random, 60, chance), tally(random, 25, chance));
            loud += recommended(log, trial).isEmpty() ? 0 : 1;
        }
        // One in twenty is stated, for all scans together.
        assertThat(loud).isLessThanOrEqualTo(5);
    }

    private static Tally tally(RandomGenerator random, int tried, double chance) {
        int worked = 0;
        for (int i = 0; i < tried; i++) {
            worked += random.nextDouble() < chance ? 1 : 0;
        }
        return new Tally(tried, worked);
    }
}
