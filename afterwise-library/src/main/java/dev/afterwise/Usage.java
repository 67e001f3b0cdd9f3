package dev.afterwise;

/**
 * What was spent. Merging adds.
 *
 * @param inputTokens tokens sent to a model, cached ones included
 * @param outputTokens tokens that a model answered with
 * @param cachedTokens those input tokens that the model's provider served from its cache
 * @param apiCalls calls of anything outside, models included
 */
public record Usage(long inputTokens, long outputTokens, long cachedTokens, Money cost, long apiCalls) {
    public static final Usage NONE = new Usage(0, 0, 0, Money.ZERO, 0);

    /** @throws IllegalArgumentException if a count is negative */
    public Usage {
        if (inputTokens < 0 || outputTokens < 0 || cachedTokens < 0 || apiCalls < 0) {
            throw new IllegalArgumentException(
                    "Usage must not be negative, but this is (%d in, %d out, %d cached, %d calls)."
                            .formatted(inputTokens, outputTokens, cachedTokens, apiCalls));
        }
    }

    public static Usage tokens(long input, long output) {
        return new Usage(input, output, 0, Money.ZERO, 0);
    }

    public Usage costing(Money amount) {
        return new Usage(inputTokens, outputTokens, cachedTokens, amount, apiCalls);
    }

    public Usage merge(Usage other) {
        if (equals(NONE) || other.equals(NONE)) {
            return equals(NONE) ? other : this;
        }
        return new Usage(
                sum(inputTokens, other.inputTokens),
                sum(outputTokens, other.outputTokens),
                sum(cachedTokens, other.cachedTokens),
                cost.plus(other.cost),
                sum(apiCalls, other.apiCalls));
    }

    /** Stays at the largest number there is rather than begin again at the smallest. */
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
