package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.Measure;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.stats.Cuts;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.store.Filter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a named threshold should be moved: whether some of those on one of its sides fail so much more often than the others there
 * that they belong on the other side.
 *
 * <p>Looked at is the band between the threshold and each place where it might be, nine at most ({@link Cuts}). It is compared with
 * the rest of the side that it is on now: whoever is on one side is handled alike, so the difference is one of the work, and not of
 * how it is handled. Taken is the place that parts the side best, by likelihood, and its p-value is multiplied by the number of places, both ways.
 *
 * <p>What can be told from that is how often those succeed that stay on the side. What the others gain depends on what is done beyond
 * the threshold, which history knows only of harder work; so it says how those beyond did, and the rest is for measuring. A side is
 * never made larger: that those who are beyond would do as well without being handled so can't be told at all.
 */
public final class ThresholdMoves {
    /** Points of success by which the side that stays has to gain. */
    private static final double LEAST = .03;

    private final Columns columns;
    private final NamedThreshold threshold;
    private final Numbers numbers;
    private final BitSet rows;

    public ThresholdMoves(Columns columns, NamedThreshold threshold) {
        this.columns = columns;
        this.threshold = threshold;
        this.numbers = numbers(columns, threshold.attribute());
        this.rows = Repeats.without(columns, Rows.of(columns, Filter.of(threshold.subject())));
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (!numbers.has(row)) {
                rows.clear(row);
            }
        }
    }

    private static Numbers numbers(Columns columns, String attribute) {
        return columns.attributes().contains(attribute) || !attribute.equals("complexity")
                ? columns.numbers(attribute)
                : columns.numbers(Quantity.COMPLEXITY);
    }

    /**
     * How executions did with a number above one limit, and up to another.
     *
     * @param above not above it itself
     */
    public record Band(double above, double upTo, Tally decided) {}

    /** The bands between all places looked at and the threshold, rising; the ends are infinite. */
    public List<Band> bands() {
        List<Double> limits = new ArrayList<>(cuts());
        limits.add(threshold.above());
        limits.sort(Comparator.naturalOrder());
        List<Band> bands = new ArrayList<>();
        double from = Double.NEGATIVE_INFINITY;
        for (double each : limits) {
            bands.add(band(from, each));
            from = each;
        }
        bands.add(band(from, Double.POSITIVE_INFINITY));
        return bands;
    }

    private Band band(double above, double upTo) {
        BitSet some = rows(x -> x > above && x <= upTo);
        return new Band(above, upTo, Pair.of(columns, some, new BitSet()).one());
    }

    /** How many executions tell the number. */
    public int size() {
        return rows.cardinality();
    }

    /** How those above it did, as far as it is known how they ended. */
    public Tally above() {
        return band(threshold.above(), Double.POSITIVE_INFINITY).decided();
    }

    /** How those up to it did. */
    public Tally upTo() {
        return band(Double.NEGATIVE_INFINITY, threshold.above()).decided();
    }

    List<Found> found() {
        List<Place> places =
                cuts().stream().map(this::place).filter(Place::isEnough).toList();
        return places.stream()
                .max(Comparator.comparingDouble(Place::clarity))
                .map(best -> new Found(Math.min(1, places.size() * best.pair().pValue()), worth(best)))
                .stream()
                .toList();
    }

    private List<Double> cuts() {
        return Cuts.of(rows.stream().mapToDouble(numbers::at).toArray()).stream()
                .filter(cut -> cut != threshold.above())
                .toList();
    }

    /**
     * Where the threshold might be.
     *
     * @param pair those who stay on the side against those who leave it
     */
    private record Place(double to, Pair pair) {
        boolean isEnough() {
            return pair.isEnough(Demands.DEFAULT.minSamples());
        }

        /** How much likelier what was seen is with two rates than with one, if those who stay do better: a logarithm. */
        double clarity() {
            double apart = likelihood(pair.one()) + likelihood(pair.other());
            double together = likelihood(pair.one().merge(pair.other()));
            return pair.effect() > 0 ? apart - together : together - apart;
        }

        private static double likelihood(Tally tally) {
            double worked = tally.worked();
            double failed = (double) tally.tried() - worked;
            double all = (double) tally.tried();
            return log(worked, all) + log(failed, all);
        }

        private static double log(double some, double all) {
            return some == 0 ? 0 : some * Math.log(some / all);
        }
    }

    private Place place(double to) {
        double now = threshold.above();
        BitSet stay = to < now ? rows(x -> x <= to) : rows(x -> x > to);
        BitSet leave = to < now ? rows(x -> x > to && x <= now) : rows(x -> x > now && x <= to);
        return new Place(to, Pair.of(columns, stay, leave));
    }

    private BitSet rows(DoublePredicate which) {
        var some = new BitSet();
        rows.stream().filter(row -> which.test(numbers.at(row))).forEach(some::set);
        return some;
    }

    private Found.@Nullable Worth worth(Place place) {
        Pair pair = place.pair();
        double share = (double) pair.other().tried()
                / (double) (pair.one().tried() + pair.other().tried());
        double gain = share * pair.effect();
        if (gain < LEAST || pair.interval().low() <= 0) {
            return null;
        }
        boolean isLower = place.to() < threshold.above();
        Tally beyond = isLower ? above() : upTo();
        Tally all = pair.one().merge(pair.other());
        String because =
                "With %s above %s and up to %s, %s fail; %s it, %s. Moving the threshold '%s' from %s to %s puts them with those %s it, of which %s succeed, and leaves %.0f %% successes instead of %.0f %% %s it. What they gain depends on what is done there: that is to be measured."
                        .formatted(
                                threshold.attribute(),
                                Value.of(Math.min(place.to(), threshold.above())),
                                Value.of(Math.max(place.to(), threshold.above())),
                                Say.failures(pair.other()),
                                isLower ? "up to" : "above",
                                Say.failures(pair.one()),
                                threshold.name(),
                                Value.of(threshold.above()),
                                Value.of(place.to()),
                                isLower ? "above" : "up to",
                                beyond.tried() == 0 ? "none is known to" : Say.rate(beyond),
                                100 * pair.one().rate(),
                                100 * all.rate(),
                                isLower ? "up to" : "above");
        return new Found.Worth(
                new Change.MoveThreshold(threshold.subject(), threshold.name(), place.to()),
                because,
                all.tried(),
                Measure.SUCCESS_RATE,
                gain,
                pair.interval().times(share),
                List.of());
    }
}
