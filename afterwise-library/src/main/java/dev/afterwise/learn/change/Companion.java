package dev.afterwise.learn.change;

/**
 * A value of an attribute that became more frequent, or rarer, when something else changed. That is no proof of a cause.
 *
 * @param attribute its name, or {@code agent}, {@code model} or {@code route}
 * @param value such as {@code 2.3}, or {@code > 7} for a number
 * @param before the share of executions that had it before, since the last change
 * @param after the share that have it from then on, until the next change
 * @param pValue how likely it changes at that place by chance, corrected for how many values were looked at
 */
public record Companion(String attribute, String value, double before, double after, double pValue) {
    /** In words, such as {@code version=2.3 (from 0 % to 100 %)}. */
    public String words() {
        String condition = value.startsWith("> ") ? attribute + " " + value : attribute + "=" + value;
        return "%s (from %d %% to %d %%)".formatted(condition, Math.round(before * 100), Math.round(after * 100));
    }
}
