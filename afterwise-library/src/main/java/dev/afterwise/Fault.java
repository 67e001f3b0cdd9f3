package dev.afterwise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to go wrong, so that recovery from it can be rehearsed.
 *
 * @param at which step or component it strikes; {@code *} for all
 * @param kind what goes wrong
 * @param when it does
 */
public record Fault(String at, Kind kind, When when) {
    /** Everywhere. */
    public static final String EVERYWHERE = "*";

    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if it says no place */
    public Fault {
        if (at.isBlank()) {
            throw new IllegalArgumentException("A fault must say where it strikes, but it doesn't.");
        }
    }

    /** What goes wrong. */
    public sealed interface Kind {
        /** It takes longer than it does. */
        record Latency(Duration add) implements Kind {
            public Latency {
                span("The time that is added", add);
            }
        }

        /** It is not done and fails. */
        record Failing(FailureClass failureClass) implements Kind {}

        /** It is done, but what comes out is broken: text is cut in half, a list loses its second half, anything else is gone. */
        record Corrupt() implements Kind {}

        /**
         * It fails, for there are too many calls.
         *
         * @param most how many calls there may be within a second
         */
        record Overload(int most) implements Kind {
            public Overload {
                if (most < 0) {
                    throw new IllegalArgumentException(
                            "The most calls in a second must be 0 or more, but are (%d).".formatted(most));
                }
            }
        }
    }

    /**
     * When a fault strikes, counted from the first call that was made.
     *
     * @param after how long it lets calls through at first
     * @param lasting how long it lasts then, or null for ever
     * @param flapping whether it comes and goes meanwhile, or null
     * @param share of the calls that it strikes, from 0 to 1
     * @param first of the calls that it could strike, only so many; {@link Integer#MAX_VALUE} for all
     */
    public record When(
            Duration after,
            @Nullable Duration lasting,
            @Nullable Flapping flapping,
            double share,
            int first) {
        /** All the time. */
        public static final When ALWAYS = new When(Duration.ZERO, null, null, 1, Integer.MAX_VALUE);

        /** @throws IllegalArgumentException if a part is out of range */
        public When {
            if (after.isNegative() || after.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "The time before a fault must be from zero to a day, but is (%s).".formatted(after));
            }
            if (lasting != null) {
                span("The time that a fault lasts", lasting);
            }
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("A share must be from 0 to 1, but is (%s).".formatted(share));
            }
            if (first < 1) {
                throw new IllegalArgumentException("The first calls must be 1 or more, but are (%d).".formatted(first));
            }
        }
    }

    /**
     * Down for a while, then up for a while, and so on.
     *
     * @param down how long calls are struck at a time
     * @param up how long they are not
     */
    public record Flapping(Duration down, Duration up) {
        public Flapping {
            span("The time down", down);
            span("The time up", up);
        }
    }

    private static void span(String what, Duration span) {
        if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be more than zero and at most a day, but is (%s).".formatted(what, span));
        }
    }
}
