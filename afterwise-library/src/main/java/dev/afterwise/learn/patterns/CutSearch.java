package dev.afterwise.learn.patterns;

import dev.afterwise.learn.stats.Cuts;
import java.util.Optional;

/**
 * Looks for a number above which success is another than up to it.
 *
 * <p>Whether there is one is asked at up to {@value #MOST} places, and the odds are those on average: a bet spread over all places, so
 * that the choice is paid for. Where it is, is asked only then, of all places: the likeliest. The places that are hardly less likely
 * are its range (Siegmund, "Confidence sets in change-point problems", International Statistical Review 56, 1988). For one thread.
 */
final class CutSearch {
    private static final int MOST = 24;
    /** The logarithm of how much less likely the ends of the range are than the best place. */
    private static final double HARDLY_LESS = Math.log(20);
    /** Below these odds nothing is ever found. */
    private static final double WORTHLESS = Math.log(10);

    private final Scores scores;
    private final Column.Quantities column;
    private final int least;
    private final double[] numbers;
    private final int[] order;

    CutSearch(Scores scores, Column.Quantities column, int least) {
        this.scores = scores;
        this.column = column;
        this.least = least;
        this.numbers = scores.sample().numbers(column.values());
        this.order = scores.sample().ascending(column.values());
    }

    /** Empty where there is no place with enough executions on both sides. */
    Optional<Hypothesis> hypothesis(double share) {
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int places = 0;
        Finding best = Finding.NOTHING;
        double at = Double.NaN;
        int last = -1;
        for (int i = 1; i <= MOST; i++) {
            int place = beginning((int) ((long) i * order.length / (MOST + 1)));
            if (place > last && place >= least && order.length - place >= least) {
                last = place;
                double cut = numbers[order[place - 1]];
                Finding finding = scores.of(above(new Circumstance.Above(column.name(), cut, cut, cut), cut));
                places++;
                if (finding.odds() > most) {
                    sum = sum * Math.exp(most - finding.odds());
                    most = finding.odds();
                    best = finding;
                    at = cut;
                }
                sum += finding.odds() == Double.NEGATIVE_INFINITY ? 0 : Math.exp(finding.odds() - most);
            }
        }
        if (places == 0) {
            return Optional.empty();
        }
        double odds = sum <= 0 ? Double.NEGATIVE_INFINITY : most + Math.log(sum / places);
        Split split = odds < WORTHLESS ? above(new Circumstance.Above(column.name(), at, at, at), at) : likeliest();
        Finding finding = odds < WORTHLESS ? best : scores.of(split);
        return Optional.of(new Hypothesis(
                PatternKind.FAILURE_CAUSE, column.name(), share, scores.sample(), finding.withOdds(odds), split));
    }

    /** The first place that has the same number as this one. */
    private int beginning(int place) {
        int first = place;
        while (first > 0 && first < order.length && numbers[order[first - 1]] == numbers[order[first]]) {
            first--;
        }
        return first;
    }

    private Split above(Circumstance circumstance, double cut) {
        return new Split(
                circumstance,
                i -> numbers[i] > cut ? Split.WITH : numbers[i] <= cut ? Split.WITHOUT : Split.OF_NO_CONCERN);
    }

    private Split likeliest() {
        Cut cut = likeliest(scores.sample(), numbers, order, least).orElseThrow();
        return above(new Circumstance.Above(column.name(), cut.at, cut.low, cut.high), cut.at);
    }

    /** A place to cut, and from where to where it may be. */
    record Cut(double at, double low, double high) {}

    /**
     * Empty where no place has enough on both sides.
     *
     * @param order those that count, from the smallest number to the greatest
     */
    static Optional<Cut> likeliest(Sample sample, double[] numbers, int[] order, int least) {
        double[] gains = new double[order.length];
        double all = 0;
        for (int i : order) {
            all += sample.outcome(i) + sample.mean();
        }
        double below = 0;
        int best = -1;
        for (int place = 1; place < order.length; place++) {
            below += sample.outcome(order[place - 1]) + sample.mean();
            boolean isPlace = numbers[order[place - 1]] < numbers[order[place]]
                    && place >= least
                    && order.length - place >= least;
            gains[place] = isPlace
                    ? likelihood(below, place) + likelihood(all - below, order.length - place)
                    : Double.NEGATIVE_INFINITY;
            best = isPlace && (best < 0 || gains[place] > gains[best]) ? place : best;
        }
        if (best < 0) {
            return Optional.empty();
        }
        int low = best;
        int high = best;
        for (int place = 1; place < order.length; place++) {
            if (gains[place] >= gains[best] - HARDLY_LESS) {
                low = Math.min(low, place);
                high = Math.max(high, place);
            }
        }
        double at = Cuts.roundest(numbers[order[best - 1]], numbers[order[best]]);
        return Optional.of(new Cut(at, numbers[order[low - 1]], numbers[order[high]]));
    }

    private static double likelihood(double worked, double tried) {
        double rate = worked / tried;
        return rate <= 0 || rate >= 1 ? 0 : worked * Math.log(rate) + (tried - worked) * Math.log(1 - rate);
    }
}
