package dev.afterwise.benchmarks;

/**
 * What some work took.
 *
 * @param cpuNanos of the threads that were watched
 * @param wallNanos from its beginning to its end
 * @param bytes allocated by them
 */
record Spent(double cpuNanos, double wallNanos, double bytes) {
    static final Spent NOTHING = new Spent(0, 0, 0);

    Spent plus(Spent more) {
        return new Spent(cpuNanos + more.cpuNanos, wallNanos + more.wallNanos, bytes + more.bytes);
    }

    /** What one of so many equal parts took. */
    Spent per(long parts) {
        return new Spent(cpuNanos / parts, wallNanos / parts, bytes / parts);
    }
}
