package dev.afterwise;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Amounts that were seen: seconds, dollars, tokens. In ascending order, so that quantiles can be read off. None is negative.
 *
 * @param amounts sorted, whatever order they are given in
 */
public record Spread(List<Double> amounts) {
    /** Nothing was seen. */
    public static final Spread NOTHING = new Spread(List.of());

    /** @throws IllegalArgumentException if an amount is negative or not finite */
    public Spread {
        amounts = amounts.stream().sorted().toList();
        if (!amounts.isEmpty() && !(amounts.getFirst() >= 0 && amounts.getLast() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Amounts must be finite and not negative, but these go from (%s) to (%s)."
                            .formatted(amounts.getFirst(), amounts.getLast()));
        }
    }

    public static Spread of(Collection<Double> amounts) {
        return amounts.isEmpty() ? NOTHING : new Spread(List.copyOf(amounts));
    }

    public static Spread of(double... amounts) {
        return of(Arrays.stream(amounts).boxed().toList());
    }

    public boolean isEmpty() {
        return amounts.isEmpty();
    }

    /** How many amounts there are. */
    public int size() {
        return amounts.size();
    }

    /** Their mean; 0 where nothing was seen. */
    public double mean() {
        return amounts.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /**
     * The amount that the part {@code q} of all doesn't exceed, between neighbours in proportion; 0 where nothing was seen.
     *
     * @param q from 0 to 1
     */
    public double quantile(double q) {
        if (amounts.isEmpty()) {
            return 0;
        }
        double place = Math.clamp(q, 0, 1) * (amounts.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, amounts.size() - 1);
        return amounts.get(below) + (place - below) * (amounts.get(above) - amounts.get(below));
    }

    /** All of them so many times as large. */
    public Spread times(double factor) {
        return of(amounts.stream().map(each -> each * factor).toList());
    }
}
