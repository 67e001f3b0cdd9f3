package dev.afterwise;

import java.util.List;

/**
 * Why we believe it: an effect seen in a sample, and how far the truth may be from it.
 *
 * @param sample how many attempts were looked at
 * @param effect the size of the effect, in units of {@code measure}; positive is better
 * @param low the lower end of the effect's 95 % interval
 * @param high the upper end
 * @param pValue how likely so large an effect is where there is none, corrected for everything looked at
 * @param examples some executions to look at
 */
public record Evidence(
        long sample,
        Measure measure,
        double effect,
        double low,
        double high,
        double pValue,
        List<ExecutionId> examples) {
    public Evidence {
        examples = List.copyOf(examples);
    }
}
