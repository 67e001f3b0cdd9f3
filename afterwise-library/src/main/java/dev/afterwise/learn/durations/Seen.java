package dev.afterwise.learn.durations;

/** Pieces of one kind in one run, and how long they took, as logarithms of seconds. */
final class Seen {
    final double[][] traits;
    final double[] logs;

    Seen(double[][] traits, double[] logs) {
        this.traits = traits;
        this.logs = logs;
    }

    int size() {
        return logs.length;
    }
}
