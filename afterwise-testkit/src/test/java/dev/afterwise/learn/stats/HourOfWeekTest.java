package dev.afterwise.learn.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HourOfWeekTest {
    /** A Monday. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static HourOfWeek weeks(int weeks, int anHour) {
        var random = new SplittableRandom(5);
        var usual = new HourOfWeek(ZoneOffset.UTC);
        for (int hour = 0; hour < weeks * 168; hour++) {
            for (int i = 0; i < anHour; i++) {
                Instant at = START.plus(Duration.ofHours(hour)).plusSeconds(60L * i);
                boolean isNight = hour % 24 < 6;
                boolean isSpecial = hour % 168 == 34;
                usual.add(at, (isNight ? 3 : 1) + (isSpecial ? 5 : 0) + .1 * random.nextGaussian());
            }
        }
        return usual;
    }

    @Test
    void anHourThatWasSeenOftenSpeaksForItself() {
        HourOfWeek usual = weeks(10, 20);
        assertThat(usual.count(34)).isEqualTo(200);
        assertThat(usual.middle(34)).isCloseTo(6, within(.3));
        assertThat(usual.middle(35)).isCloseTo(1, within(.1));
        assertThat(usual.middle(24)).isCloseTo(3, within(.1));
        assertThat(usual.scale()).isCloseTo(.1, within(.03));
    }

    @Test
    void anHourThatWasSeldomSeenIsLikeThatHourOnOtherDays() {
        HourOfWeek usual = weeks(1, 1);
        assertThat(usual.middle(50)).isBetween(1.5, 3.2);
        assertThat(usual.middle(50)).isGreaterThan(usual.middle(60));
        assertThat(usual.middle(34)).isLessThan(3);
    }

    @Test
    void hoursAreThoseOfThePlace() {
        var here = new HourOfWeek(ZoneId.of("Asia/Tokyo"));
        assertThat(here.hour(START)).isEqualTo(9);
        assertThat(here.middle(9)).isNaN();
        assertThat(here.hour(START.plus(Duration.ofHours(167)))).isEqualTo(8);
    }
}
