package dev.afterwise;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a workspace is learned from by itself, and what is done with what is found.
 *
 * @param adopt what becomes of a recommendation
 * @param every the time from one cycle to the next; null if time alone is no reason
 * @param after so many new executions are a reason for a cycle; 0 if they are none
 */
public record LoopSettings(Adopt adopt, @Nullable Duration every, int after) {
    /** What is recommended waits for a person; every day, and after 20 new executions. */
    public static final LoopSettings STANDARD = new LoopSettings(Adopt.APPROVE, Duration.ofDays(1), 20);

    /** What is recommended waits for a person; never by itself. */
    public static final LoopSettings ASKED = new LoopSettings(Adopt.APPROVE, null, 0);

    /** What becomes of a recommendation. */
    public enum Adopt {
        /** Nothing is recommended, and nothing adopted. What was adopted before is measured to its end. */
        OFF,
        /** It waits for a person. */
        APPROVE,
        /** It is adopted at once, which begins its measurement: what doesn't help is taken back. */
        AUTO;

        /** The word used in JSON, YAML and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException unless {@code every} is a minute or more, and {@code after} 0 or more */
    public LoopSettings {
        if (every != null && every.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "The time between cycles must be a minute or more, but it is (%s).".formatted(every));
        }
        if (after < 0) {
            throw new IllegalArgumentException(
                    "The new executions after which a cycle begins must be 0 or more, but they are (%d)."
                            .formatted(after));
        }
    }

    public LoopSettings with(Adopt other) {
        return new LoopSettings(other, every, after);
    }

    public LoopSettings withEvery(@Nullable Duration other) {
        return new LoopSettings(adopt, other, after);
    }

    public LoopSettings withAfter(int other) {
        return new LoopSettings(adopt, every, other);
    }

    /** Whether anything but being asked is a reason for a cycle. */
    public boolean goesByItself() {
        return every != null || after > 0;
    }
}
