package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;
import dev.afterwise.learn.stats.Interval;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which arm to take for some work, and why.
 *
 * @param choice what is chosen: agent, model or route
 * @param options all arms, that with the greatest utility first
 * @param now the arm that is used now, or null if nobody knows
 * @param gain what the best option gains over what is used now, in utility
 * @param because a sentence without a full stop
 */
public record Advice(
        Dimension choice, List<Option> options, @Nullable String now, Gain gain, Verdict verdict, String because) {
    /** What the advice comes to. */
    public enum Verdict {
        /** The first option is better than what is used now. */
        PREFER,
        /** What is used now is the best one as far as anybody knows, or no other one is surely better. */
        KEEP,
        /** Too few executions are known. */
        TOO_LITTLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One arm.
     *
     * @param runs how many executions of the task it is judged by
     * @param chance how likely it succeeds, with its interval
     * @param seconds how long it takes on average; not a number if nobody knows
     * @param dollars what it costs on average; not a number if nobody knows
     * @param utility the chance less the price of time and money by the preference
     * @param propensity how often it is taken, if it is left to the library
     */
    public record Option(
            String arm, long runs, Gain chance, double seconds, double dollars, double utility, double propensity) {}

    /** An estimated number and where it lies with 95 % probability. */
    public record Gain(double value, Interval interval) {
        public static final Gain NONE = new Gain(0, new Interval(0, 0));
    }

    public Advice {
        options = List.copyOf(options);
    }

    public Option best() {
        return options.getFirst();
    }
}
