package dev.afterwise.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * For how long which part of history is kept, counted from when it was stored, not from when it happened: a history of
 * years ago that is imported today is kept as long as what happens today. Statistics are kept in any case.
 *
 * @param executions for how long they can be found; what is over them goes with them at the latest
 * @param details for how long their steps, attempts, events, inputs and outputs can be seen
 * @param metrics for how long metrics can be seen by the hour; by the day they stay
 * @param kept which details stay as long as their execution
 * @param occasion when it is seen to
 */
public record Retention(Duration executions, Duration details, Duration metrics, Set<Kept> kept, Occasion occasion) {
    /** Longer than anything lasts. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** Executions for 90 days, all else for 30; once a day. */
    public static final Retention STANDARD =
            new Retention(Duration.ofDays(90), Duration.ofDays(30), Duration.ofDays(30), Set.of(), Occasion.DAILY);

    /** Everything is kept. */
    public static final Retention OF_ALL =
            new Retention(FOREVER, FOREVER, FOREVER, EnumSet.allOf(Kept.class), Occasion.ASKED);

    /** Details that may stay as long as their execution. */
    public enum Kept {
        /** What an execution was given, and what came of it. */
        PAYLOADS,
        /** The calls of tools, with their arguments and results. */
        TOOLS;

        /** The word used in configurations. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When what is past its time is removed. */
    public enum Occasion {
        /** At most once a day, by whoever has the store open for writing and nothing to write. */
        DAILY,
        /** When somebody asks for it. */
        ASKED;

        /** The word used in configurations. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if something is to be kept for no time */
    public Retention {
        demandPositive("executions", executions);
        demandPositive("details", details);
        demandPositive("metrics", metrics);
        kept = kept.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kept));
    }

    private static void demandPositive(String what, Duration length) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException(
                    "The %s must be kept for some time, but this is (%s).".formatted(what, length));
        }
    }

    public Retention withExecutions(Duration other) {
        return new Retention(other, details, metrics, kept, occasion);
    }

    public Retention withDetails(Duration other) {
        return new Retention(executions, other, metrics, kept, occasion);
    }

    public Retention withMetrics(Duration other) {
        return new Retention(executions, details, other, kept, occasion);
    }

    public Retention with(Set<Kept> other) {
        return new Retention(executions, details, metrics, other, occasion);
    }

    public Retention with(Occasion other) {
        return new Retention(executions, details, metrics, kept, other);
    }

    /** Executions that arrived before are past their time. */
    public Instant executionsFrom(Instant now) {
        return before(now, executions);
    }

    /** Details of executions that arrived before are past their time; never earlier than {@link #executionsFrom}. */
    public Instant detailsFrom(Instant now) {
        return before(now, details.compareTo(executions) < 0 ? details : executions);
    }

    /** Hours of metrics that ended before are past their time. */
    public Instant metricsFrom(Instant now) {
        return before(now, metrics);
    }

    private static Instant before(Instant now, Duration length) {
        try {
            return now.minus(length);
        } catch (DateTimeException | ArithmeticException endless) {
            return Instant.MIN;
        }
    }
}
