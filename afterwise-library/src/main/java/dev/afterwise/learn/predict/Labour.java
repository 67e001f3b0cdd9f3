package dev.afterwise.learn.predict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How laborious each piece of work was when it was done before: by how much it took longer, cost more and called more than its
 * arm does otherwise, on the scale of logarithms. What is asked changes nothing; learning is for one thread while nobody asks.
 */
final class Labour {
    /** How many numbers {@link #of} gives. */
    static final int NUMBERS = 6;

    private static final int QUANTITIES = NUMBERS / 2;
    private static final int MOST = 100_000;
    private static final double USUAL_WEIGHS = 2;

    private final Map<String, Sums> arms = new HashMap<>();
    private final Map<String, Sums> pieces = new HashMap<>();
    private final Map<String, Sums> failedPieces = new HashMap<>();
    private final Sums all = new Sums();
    private final Sums squares = new Sums();

    private static final class Sums {
        private final double[] sum = new double[QUANTITIES];
        private final double[] count = new double[QUANTITIES];

        private void add(int quantity, double amount) {
            sum[quantity] += amount;
            count[quantity]++;
        }
    }

    /** Of each quantity how much more of it the piece took, in standard deviations; then the same of when it failed. */
    double[] of(String piece) {
        double[] more = new double[NUMBERS];
        fill(more, 0, pieces.get(piece));
        fill(more, QUANTITIES, failedPieces.get(piece));
        return more;
    }

    private void fill(double[] more, int from, @Nullable Sums its) {
        for (int i = 0; i < QUANTITIES && its != null; i++) {
            double deviation = Math.sqrt((squares.sum[i] + 1) / (squares.count[i] + 1));
            more[from + i] = its.sum[i] / (its.count[i] + 1) / deviation;
        }
    }

    void learn(String arm, String piece, Past.Amounts amounts, boolean worked) {
        List<Double> took = List.of(amounts.seconds(), amounts.dollars(), amounts.calls());
        for (int i = 0; i < QUANTITIES; i++) {
            if (took.get(i) > 0) {
                learn(arm, piece, i, Math.log(took.get(i)), worked);
            }
        }
    }

    private void learn(String arm, String piece, int quantity, double amount, boolean worked) {
        Sums its = of(arms, arm);
        double usual = all.count[quantity] == 0 ? amount : all.sum[quantity] / all.count[quantity];
        double more = amount - (its.sum[quantity] + USUAL_WEIGHS * usual) / (its.count[quantity] + USUAL_WEIGHS);
        its.add(quantity, amount);
        all.add(quantity, amount);
        squares.add(quantity, more * more);
        if (!piece.isEmpty()) {
            of(pieces, piece).add(quantity, more);
            if (!worked) {
                of(failedPieces, piece).add(quantity, more);
            }
        }
    }

    /** Beyond the most that are remembered, those that come are not. */
    private static Sums of(Map<String, Sums> sums, String name) {
        if (sums.size() >= MOST && !sums.containsKey(name)) {
            return new Sums();
        }
        return sums.computeIfAbsent(name, none -> new Sums());
    }
}
