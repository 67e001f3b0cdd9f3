package dev.afterwise.cli.eval;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the moment alone makes of an execution in a made-up history: how much of its chance of success is left, how many times as
 * long it takes, and how much work there is. Outages come all the time and last minutes to hours, so that there is no one of
 * them to be found.
 */
final class Weather {
    private static final Duration BETWEEN_OUTAGES = Duration.ofHours(14);
    private static final Duration OUTAGE = Duration.ofMinutes(100);

    private record Outage(Instant from, Instant until) {}

    private final Noise noise;
    private final List<Outage> outages = new ArrayList<>();

    Weather(Noise noise, Instant from, Instant until, RandomGenerator random) {
        this.noise = noise;
        Instant next = from;
        while (noise == Noise.BURSTS && next.isBefore(until)) {
            Instant start = next.plus(times(BETWEEN_OUTAGES, random.nextExponential()));
            next = start.plus(times(OUTAGE, random.nextExponential()));
            outages.add(new Outage(start, next));
        }
        outages.sort(Comparator.comparing(Outage::from));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    /** From 0 to 1. */
    double work(Instant at) {
        return noise != Noise.WEEKLY ? 1 : isQuiet(at) ? .2 : 1;
    }

    double success(Instant at) {
        return isDown(at) ? .2 : noise == Noise.WEEKLY && isQuiet(at) ? .8 : 1;
    }

    double slowness(Instant at) {
        return isDown(at) ? 4 : noise == Noise.WEEKLY && isQuiet(at) ? 1.8 : 1;
    }

    private boolean isDown(Instant at) {
        return outages.stream().anyMatch(each -> !at.isBefore(each.from()) && at.isBefore(each.until()));
    }

    private static boolean isQuiet(Instant at) {
        ZonedDateTime when = at.atZone(ZoneOffset.UTC);
        return when.getDayOfWeek().getValue() > 5 || when.getHour() < 7 || when.getHour() > 18;
    }
}
