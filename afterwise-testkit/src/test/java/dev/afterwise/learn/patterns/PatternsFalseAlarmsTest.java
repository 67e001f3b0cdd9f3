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
    private static final int SIZE = 600;
    private static final int DAYS = 28;

    private static void assertSilent(LongPredicate alarms) {
        long seen = LongStream.rangeClosed(1, HISTORIES).filter(alarms).count();
        double chance = BinomialDistribution.of(HISTORIES, Patterns.LEVEL).survivalProbability((int) seen - 1);
        assertThat(chance).as("%d of %d histories show a pattern", seen, HISTORIES).isGreaterThan(.01);
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
    void whoLooksAgainAndAgainStillSeesNothing() {
        assertSilent(seed -> {
            Columns all = outages(seed, 1).columns();
            return IntStream.iterate(4, day -> day <= DAYS, day -> day + 4).anyMatch(day -> {
                var soFar = new Scan.Builder()
                        .add(all, IntStream.range(0, SIZE * day / DAYS).toArray())
                        .build();
                return !Patterns.in(soFar, ZoneOffset.UTC).patterns().isEmpty();
            });
        });
    }
}
