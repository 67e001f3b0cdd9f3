package dev.afterwise.store;

/**
 * How much was removed because its time was over, or is to be.
 *
 * @param executions those that can't be found any more
 * @param details of executions that can still be found
 * @param samples hours of metrics, of which the days stay
 */
public record Pruned(long executions, long details, long samples) {
    public static final Pruned NOTHING = new Pruned(0, 0, 0);

    public Pruned plus(Pruned other) {
        return new Pruned(executions + other.executions, details + other.details, samples + other.samples);
    }

    public long total() {
        return executions + details + samples;
    }
}
