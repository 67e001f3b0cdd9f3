package dev.afterwise.plan;

import dev.afterwise.Money;
import dev.afterwise.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much one run of a plan may take. What is null is not limited.
 *
 * @param time from its begin to its end
 * @param usd what its calls may cost
 * @param tokens sent to models and answered by them
 * @param calls of anything outside, models included
 */
public record Budget(
        @Nullable Duration time,
        @Nullable Money usd,
        @Nullable Long tokens,
        @Nullable Long calls) {
    /** Limits nothing. */
    public static final Budget NONE = new Budget(null, null, null, null);

    /** @throws IllegalArgumentException unless each limit that there is is positive */
    public Budget {
        if ((time != null && !time.isPositive())
                || (usd != null && usd.compareTo(Money.ZERO) <= 0)
                || (tokens != null && tokens <= 0)
                || (calls != null && calls <= 0)) {
            throw new IllegalArgumentException(
                    "The limits of a budget must be positive, but they are (time %s, usd %s, tokens %s, calls %s)."
                            .formatted(time, usd, tokens, calls));
        }
    }

    /** Whether it limits nothing. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** The first limit that is reached, and by what, such as {@code $1.20 of $1.00}; empty while there is something left of each. */
    public Optional<String> reachedBy(Duration took, Usage spent) {
        if (time != null && took.compareTo(time) >= 0) {
            return Optional.of("%s of %s".formatted(Spelled.spoken(took), Spelled.spoken(time)));
        }
        if (usd != null && spent.cost().compareTo(usd) >= 0) {
            return Optional.of("%s of %s".formatted(spent.cost(), usd));
        }
        if (tokens != null && tokens(spent) >= tokens) {
            return Optional.of("%,d of %,d tokens".formatted(tokens(spent), tokens));
        }
        if (calls != null && spent.apiCalls() >= calls) {
            return Optional.of("%,d of %,d calls".formatted(spent.apiCalls(), calls));
        }
        return Optional.empty();
    }

    private static long tokens(Usage spent) {
        return spent.inputTokens() > Long.MAX_VALUE - spent.outputTokens()
                ? Long.MAX_VALUE
                : spent.inputTokens() + spent.outputTokens();
    }

    /** Such as {@code 1h, $2.50}. */
    @Override
    public String toString() {
        return Stream.of(
                        time == null ? "" : Spelled.duration(time),
                        usd == null ? "" : usd.toString(),
                        tokens == null ? "" : "%,d tokens".formatted(tokens),
                        calls == null ? "" : "%,d calls".formatted(calls))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
