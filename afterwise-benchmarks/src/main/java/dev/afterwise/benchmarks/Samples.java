package dev.afterwise.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Measurements of one quantity, in ascending order. */
@SuppressWarnings("ArrayRecordComponent") // Never leaves this record.
record Samples(double[] ascending) {
    Samples {
        if (ascending.length == 0) {
            throw new IllegalArgumentException("There must be at least one measurement, but there is none.");
        }
        ascending = ascending.clone();
        Arrays.sort(ascending);
    }

    static <T> Samples of(Collection<T> measured, ToDoubleFunction<? super T> quantity) {
        return new Samples(measured.stream().mapToDouble(quantity).toArray());
    }

    double median() {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    double least() {
        return ascending[0];
    }

    double greatest() {
        return ascending[ascending.length - 1];
    }

    /** The median, and from where to where they go. */
    String text(double unit) {
        return "%s (%s to %s)"
                .formatted(
                        Figures.plain(median() / unit),
                        Figures.plain(least() / unit),
                        Figures.plain(greatest() / unit));
    }
}
