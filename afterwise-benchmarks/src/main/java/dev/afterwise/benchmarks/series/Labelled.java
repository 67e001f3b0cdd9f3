package dev.afterwise.benchmarks.series;

import java.util.List;

/** A series, and when something happened in it. Immutable. */
public final class Labelled {
    private static final double PROBATION = .15;
    private static final int MOST_PROBATION = 750;

    private final String name;
    private final long[] seconds;
    private final double[] values;
    private final List<Span> windows;

    /** From one value to another, both included. */
    public record Span(int from, int to) {
        int length() {
            return to - from + 1;
        }

        boolean holds(int index) {
            return index >= from && index <= to;
        }
    }

    Labelled(String name, long[] seconds, double[] values, List<Span> windows) {
        this.name = name;
        this.seconds = seconds.clone();
        this.values = values.clone();
        this.windows = List.copyOf(windows);
    }

    public String name() {
        return name;
    }

    /** What comes before the first slash of its name. */
    public String kind() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    public int size() {
        return values.length;
    }

    public long second(int index) {
        return seconds[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** In which something happened, in order. */
    List<Span> windows() {
        return windows;
    }

    /** So many values are only to learn from. */
    int probation() {
        return (int) Math.min(PROBATION * values.length, MOST_PROBATION);
    }
}
