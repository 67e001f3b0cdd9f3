package dev.afterwise.learn.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Profile;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/**
 * Histories in which outcomes have to do with nothing. {@code -Dafterwise.histories=1000} makes more of them.
 */
class PatternsFalseAlarmsTest {
    private static final int HISTORIES = Integer.getInteger("afterwise.histories", 20);
    /** How many days lie between two looks. */
    private static final int EVERY = Integer.getInteger("afterwise.every", 6);

    private static final int SIZE = 600;
    private static final int DAYS = Integer.getInteger("afterwise.days", 28);

    private static void assertSilent(LongPredicate alarms) {
        long seen = LongStream.rangeClosed(1, HISTORIES).filter(alarms).count();
        if (System.getProperty("afterwise.histories") != null) {
            System.out.printf("%,d of %,d histories show a pattern%n", seen, HISTORIES);
        }
        double chance = BinomialDistribution.of(HISTORIES, Patterns.LEVEL).survivalProbability((int) seen - 1);
        assertThat(chance)
                .as("%d of %d histories show a pattern", seen, HISTORIES)
                .isGreaterThan(.01);
    }

    /** Outages at random: two a day, of an hour or two. */
    private static Worked outages(long seed, int copies) {
        var worked = new Worked(seed);
        boolean[] isDown = new boolean[DAYS * 24];
        for (int hour = 0; hour < isDown.length; hour++) {
            isDown[hour] = worked.chance(.08) || (hour > 0 && isDown[hour - 1] && worked.chance(.5));
        }
        for (int i = 0; i < SIZE; i++) {
            Instant at = worked.at(i, SIZE, DAYS);
            boolean down = isDown[(int) Duration.between(Worked.START, at).toHours()];
            Profile profile = worked.profile().with("version", "1." + i * 4 / SIZE);
            boolean succeeds = worked.chance(down ? .1 : .9);
            String[] steps = worked.random.nextBoolean()
                    ? new String[] {"fetch", "parse", "check"}
                    : new String[] {"parse", "fetch", "check"};
            for (int copy = 0; copy < copies; copy++) {
                worked.add(at, profile, succeeds, worked.about().multipliedBy(down ? 5 : 1), steps);
            }
        }
        return worked;
    }

    @Test
    void outagesAreNoPattern() {
        assertSilent(seed -> !outages(seed, 1).patterns().isEmpty());
    }

    @Test
    void copiesAreNoPattern() {
        assertSilent(seed -> !outages(seed, 4).patterns().isEmpty());
    }

    @Test
    void whoLooksAgainAndAgainWhileTheHistoryGrowsStillSeesNothing() {
        assertSilent(seed -> anyLook(outages(seed, 1).columns(), 0));
    }

    @Test
    void norDoesWhoLooksAtTheLastTwoWeeksAgainAndAgain() {
        assertSilent(seed -> anyLook(outages(seed, 1).columns(), DAYS / 2));
    }

    /** @param days how many days back each look goes, or 0 if it goes back to the beginning */
    private static boolean anyLook(Columns all, int days) {
        return IntStream.iterate(4, day -> day <= DAYS, day -> day + EVERY).anyMatch(day -> {
            int from = days == 0 ? 0 : Math.max(0, SIZE * (day - days) / DAYS);
            var seen = new Scan.Builder()
                    .add(all, IntStream.range(from, SIZE * day / DAYS).toArray())
                    .build();
            return !Patterns.in(seen, ZoneOffset.UTC).patterns().isEmpty();
        });
    }
}
