package dev.afterwise.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a plan is to be run by itself.
 *
 * @param zone by whose clocks
 * @param missed what is done about moments at which nobody was there to begin a run
 * @param overlap what is done at a moment at which the run before it still goes on
 */
public record Recurrence(Cron cron, ZoneId zone, Missed missed, Overlap overlap) {
    /** What is done about moments at which nobody was there to begin a run. */
    public enum Missed {
        /** One run makes up for all of them. */
        ONCE,
        /** They are passed over. */
        SKIP;

        /** The word used in YAML. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done at a moment at which the run before it still goes on. */
    public enum Overlap {
        /** It is passed over. */
        SKIP,
        /** A run begins when that one has ended; one at most waits. */
        QUEUE,
        /** A run begins beside it. */
        ALLOW;

        /** The word used in YAML. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * By the clocks of UTC; what was missed is made up for once, and runs don't overlap.
     *
     * @throws IllegalArgumentException as {@link Cron#parse} does
     */
    public static Recurrence of(String cron) {
        return new Recurrence(Cron.parse(cron), ZoneOffset.UTC, Missed.ONCE, Overlap.SKIP);
    }

    public Recurrence in(ZoneId other) {
        return new Recurrence(cron, other, missed, overlap);
    }

    public Recurrence with(Missed other) {
        return new Recurrence(cron, zone, other, overlap);
    }

    public Recurrence with(Overlap other) {
        return new Recurrence(cron, zone, missed, other);
    }

    /** The first moment after another at which a run is to begin; empty if there is none in a lifetime. */
    public Optional<Instant> next(Instant after) {
        return cron.next(after, zone);
    }

    /** The moments after another, the first {@code most} of them. */
    public List<Instant> next(Instant after, int most) {
        var moments = new ArrayList<Instant>();
        Optional<Instant> next = next(after);
        while (next.isPresent() && moments.size() < most) {
            moments.add(next.get());
            next = next(next.get());
        }
        return moments;
    }

    /**
     * The latest of its moments after {@code after} and not after {@code until}, found in a number of steps that does not grow with
     * their distance; empty if there is none.
     */
    public Optional<Instant> latest(Instant after, Instant until) {
        Optional<Instant> first = next(after).filter(each -> !each.isAfter(until));
        if (first.isEmpty()) {
            return first;
        }
        Instant latest = first.get();
        // After this one there is none before the end.
        Instant none = until;
        while (true) {
            Instant from = latest;
            Instant middle = from.plusMillis((none.toEpochMilli() - from.toEpochMilli()) / 2);
            Optional<Instant> later = next(middle).filter(each -> !each.isAfter(until));
            if (later.isPresent()) {
                latest = later.get();
                continue;
            }
            none = middle;
            Optional<Instant> following = next(from).filter(each -> !each.isAfter(until));
            if (following.isEmpty()) {
                return Optional.of(latest);
            }
            latest = following.get();
        }
    }

    @Override
    public String toString() {
        return zone.equals(ZoneOffset.UTC) ? cron.toString() : cron + " " + zone;
    }
}
