package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 * * *          | 2026-11-22T06:20:00Z | 2026-11-23T03:00:00Z
            0 3 * * *          | 2026-11-22T03:00:00Z | 2026-11-23T03:00:00Z
            */15 * * * *       | 2026-11-22T06:20:31Z | 2026-11-22T06:30:00Z
            30 8-18/2 * * 1-5  | 2026-11-20T17:00:00Z | 2026-11-20T18:30:00Z
            30 8-18/2 * * 1-5  | 2026-11-20T18:30:00Z | 2026-11-23T08:30:00Z
            0 0 1 jan *        | 2026-11-22T00:00:00Z | 2027-01-01T00:00:00Z
            0 12 * * sun       | 2026-11-16T00:00:00Z | 2026-11-22T12:00:00Z
            0 12 * * 7         | 2026-11-16T00:00:00Z | 2026-11-22T12:00:00Z
            0 12 13 * FRI      | 2026-11-11T00:00:00Z | 2026-11-13T12:00:00Z
            0 12 13 * FRI      | 2026-11-13T12:00:00Z | 2026-11-20T12:00:00Z
            0 0 29 2 *         | 2097-01-01T00:00:00Z | 2104-02-29T00:00:00Z
            59 23 31 12 *      | 2026-12-31T23:58:59Z | 2026-12-31T23:59:00Z
            @hourly            | 2026-11-22T06:20:00Z | 2026-11-22T07:00:00Z
            @weekly            | 2026-11-22T06:20:00Z | 2026-11-29T00:00:00Z
            """)
    void saysWhenItIsNext(String cron, String after, String next) {
        assertThat(Cron.parse(cron).next(Instant.parse(after), ZoneOffset.UTC)).contains(Instant.parse(next));
    }

    @Test
    void beginsAtOnceAfterAnHourThatIsLeftOut() {
        Cron cron = Cron.parse("30 2 * * *");
        Instant gap = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(cron.next(gap.minusSeconds(60), BERLIN)).contains(gap);
        assertThat(cron.next(gap, BERLIN)).contains(Instant.parse("2027-03-29T00:30:00Z"));
    }

    @Test
    void beginsOnceInAnHourThatComesTwice() {
        Cron cron = Cron.parse("30 2 * * *");
        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        assertThat(cron.next(first.minusSeconds(1), BERLIN)).contains(first);
        assertThat(cron.next(first, BERLIN)).contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void whatBeginsInEveryHourFollowsTheClock() {
        Cron cron = Cron.parse("0,30 * * * *");
        Instant at = Instant.parse("2026-10-24T22:10:00Z");
        for (int i = 0; i < 10; i++) {
            Instant next = cron.next(at, BERLIN).orElseThrow();
            assertThat(Duration.between(at, next)).isLessThanOrEqualTo(Duration.ofMinutes(30));
            at = next;
        }
        assertThat(cron.next(Instant.parse("2027-03-28T00:59:00Z"), BERLIN))
                .contains(Instant.parse("2027-03-28T01:00:00Z"));
    }

    /** By brute force: each minute is looked at, one after another. */
    @Test
    void isTheFirstMinuteThatMatches() {
        RandomGenerator random = Seeded.random();
        for (ZoneId zone : List.of(
                ZoneOffset.UTC,
                BERLIN,
                ZoneId.of("America/St_Johns"),
                ZoneId.of("Australia/Lord_Howe"),
                ZoneId.of("Africa/Casablanca"))) {
            for (int round = 0; round < 5; round++) {
                int minute = random.nextInt(60);
                int hour = random.nextInt(24);
                int weekday = random.nextInt(7);
                Cron cron = Cron.parse("%d %d * * %d".formatted(minute, hour, weekday));
                Instant after = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(3600 * 24 * 400));
                Instant next = cron.next(after, zone).orElseThrow();
                ZonedDateTime local = next.atZone(zone);
                boolean plain = local.getMinute() == minute && local.getHour() == hour;
                assertThat(plain
                                || zone.getRules()
                                                .getTransition(LocalDateTime.of(
                                                        local.toLocalDate(), LocalTime.of(hour, minute)))
                                        != null)
                        .as("%s in %s", next, zone)
                        .isTrue();
                assertThat(local.getDayOfWeek().getValue() % 7).isEqualTo(weekday);
                Instant each = Instant.ofEpochSecond((after.getEpochSecond() / 60 + 1) * 60);
                for (; each.isBefore(next); each = each.plusSeconds(60)) {
                    ZonedDateTime at = each.atZone(zone).withLaterOffsetAtOverlap();
                    boolean matches = at.getMinute() == minute
                            && at.getHour() == hour
                            && at.getDayOfWeek().getValue() % 7 == weekday
                            && !each.atZone(zone)
                                    .withEarlierOffsetAtOverlap()
                                    .toInstant()
                                    .isBefore(each);
                    assertThat(matches)
                            .as("%s in %s is before %s", each, zone, next)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
                        "5/15 * * * *",
                "9-5 * * * *", "*/0 * * * *", "a * * * *", "* * * FOO *", "-1 * * * *", "1,,2 * * * *", "@reboot",
                        "0 0 31 2 *", "0 0 L * *",
                "99999999999 * * * *", "* * * * ,"
            })
    void refusesWhatIsNoSchedule(String text) {
        assertThatThrownBy(() -> Cron.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).* must .*, but .*");
    }

    @Test
    void findsTheLatestMomentOfALongTime() {
        RandomGenerator random = Seeded.random();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (String cron :
                List.of("* * * * *", "0 3 * * *", "*/7 5 * * *", "0 0 1 1 *", "0,1 0 * * MON", "59 23 28-31 * *")) {
            var recurrence = Recurrence.of(cron).in(BERLIN);
            for (int round = 0; round < 6; round++) {
                Instant after = start.plusSeconds(random.nextInt(86_400 * 300));
                Instant until = after.plusSeconds(random.nextInt(20_000 * (round + 1)));
                Optional<Instant> expected = Optional.empty();
                for (var next = recurrence.next(after);
                        next.filter(each -> !each.isAfter(until)).isPresent();
                        next = recurrence.next(next.get())) {
                    expected = next;
                }
                assertThat(recurrence.latest(after, until))
                        .as("%s %s %s", cron, after, until)
                        .isEqualTo(expected);
            }
        }
        assertThat(Recurrence.of("* * * * *").latest(Instant.EPOCH, start)).contains(start);
    }
}
