package dev.afterwise;

import java.util.HexFormat;

/** Names one step within its execution: 16 lowercase hex digits, the same form as an OpenTelemetry span id. */
public record StepId(String hex) implements Comparable<StepId> {
    private static final int DIGITS = 16;
    private static final int LOW = 256;

    /** Those of the first steps, of which every execution has some. */
    private static final StepId[] FIRST = new StepId[LOW];

    static {
        for (int ordinal = 0; ordinal < LOW; ordinal++) {
            FIRST[ordinal] = new StepId(HexFormat.of().toHexDigits((long) ordinal));
        }
    }

    /** @throws IllegalArgumentException unless {@code hex} is 16 lowercase hex digits */
    public StepId {
        if (!ExecutionId.isHex(hex, DIGITS)) {
            throw new IllegalArgumentException(
                    "A step id must be 16 lowercase hex digits, but this is (%s).".formatted(hex));
        }
    }

    /** The id of the step that was begun as number {@code ordinal} in its execution. */
    public static StepId of(long ordinal) {
        return ordinal >= 0 && ordinal < LOW
                ? FIRST[(int) ordinal]
                : new StepId(HexFormat.of().toHexDigits(ordinal));
    }

    /** The id of the step with this name, the same whenever the plan is run or resumed. */
    public static StepId named(String name) {
        return new StepId(ExecutionId.digest(name).substring(0, 16));
    }

    @Override
    public int compareTo(StepId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
