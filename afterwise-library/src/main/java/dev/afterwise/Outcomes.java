package dev.afterwise;

/** How many executions ended in which way. Merging adds. */
public record Outcomes(long succeeded, long failed, long cancelled, long unknown, long abandoned, long running) {
    public static final Outcomes NONE = new Outcomes(0, 0, 0, 0, 0, 0);

    public static Outcomes of(Status status) {
        return switch (status) {
            case SUCCEEDED -> new Outcomes(1, 0, 0, 0, 0, 0);
            case FAILED -> new Outcomes(0, 1, 0, 0, 0, 0);
            case CANCELLED -> new Outcomes(0, 0, 1, 0, 0, 0);
            case UNKNOWN -> new Outcomes(0, 0, 0, 1, 0, 0);
            case ABANDONED -> new Outcomes(0, 0, 0, 0, 1, 0);
            case RUNNING -> new Outcomes(0, 0, 0, 0, 0, 1);
        };
    }

    public Outcomes merge(Outcomes other) {
        return new Outcomes(
                succeeded + other.succeeded,
                failed + other.failed,
                cancelled + other.cancelled,
                unknown + other.unknown,
                abandoned + other.abandoned,
                running + other.running);
    }

    public long total() {
        return succeeded + failed + cancelled + unknown + abandoned + running;
    }

    /** Those that tell something about success: neither cancelled, nor unknown, nor abandoned, nor running. */
    public Tally decided() {
        return new Tally(succeeded + failed, succeeded);
    }
}
