package dev.afterwise.learn.health;

import dev.afterwise.Measure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something to do, and why.
 *
 * @param subject what it is about: an operation, a class of failures, a component
 * @param because what was seen, in figures
 * @param impact what it should bring; null where nothing measured tells
 * @param how ways to do it, the likeliest first
 * @param command which command shows more
 */
public record Optimisation(
        Kind kind, String subject, String because, @Nullable Impact impact, List<String> how, String command) {
    private static final double WORTH_OF_SUCCESS = 3;

    /** What is wrong. */
    public enum Kind {
        ERROR_HANDLING,
        SLOW_OPERATION,
        CACHE,
        CONNECTIONS;

        /** The word used in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Optimisation {
        how = List.copyOf(how);
    }

    /** What it is ordered by, greater first: a hundredth of success is worth three of the time. */
    double weight() {
        if (impact == null) {
            return 0;
        }
        return impact.share() * (impact.evidence().measure() == Measure.SUCCESS_RATE ? WORTH_OF_SUCCESS : 1);
    }
}
