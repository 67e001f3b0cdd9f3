package dev.afterwise.learn.anomaly;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says of each value of a series how surprising it is, by those before it. What is said never changes later. For one thread.
 *
 * <p>A value is looked at in several ways: as a {@linkplain Jumps jump}, as part of a {@linkplain Shifts shift}, of a restless
 * {@linkplain Spreads stretch}, of a course {@linkplain Novelty never seen}, against its {@linkplain Season day and week}. Each
 * gives numbers in units of the series; each number is ranked among its own past ({@link Tail}), so that what counts is how often
 * something like it happens in <em>this</em> series, and scores of all series are alike. The root mean square of the logarithms
 * over all ways is the surprise: an event shows in many of them, chance in few (Fisher's method weighs them evenly; this is between it
 * and taking the greatest, for a season's event may show only against its day). From it goes a part of the logarithm of how much was
 * seen, for the more one looks at, the more one finds.
 *
 * <p>An incident is said once: what surprises no more than what was said shortly before scores 0.
 */
public final class SeriesWatch {
    /** How many times more surprising, in digits, news of the same incident must be. */
    private static final double NEWS = .1;

    private static final double SAME_INCIDENT = .04;
    private static final int LEAST_SAME_INCIDENT = 10;
    private static final int MOST_SAME_INCIDENT = 300;
    private static final double LENGTH_COUNTS = .25;
    private static final double SHORT = 3_000;
    private static final double NEGLIGIBLE = 1e-9;

    private record Way(View view, double weight, List<Tail> tails) {
        static Way of(View view, double weight) {
            return new Way(
                    view, weight, Stream.generate(Tail::new).limit(view.size()).toList());
        }
    }

    private final List<Way> ways = List.of(
            Way.of(new Jumps(), 1),
            Way.of(new Shifts(), .5),
            Way.of(new Spreads(), .5),
            Way.of(new Novelty(), 2),
            Way.of(Season.daily(), 1),
            Way.of(Season.weekly(), 1));
    private final Past past = new Past(Novelty.REACH + Novelty.LONGEST + 1);
    private final Past surprises = new Past(MOST_SAME_INCIDENT);
    private double greatest;
    private long count;

    public SeriesWatch() {}

    /**
     * How surprising a value is: 0 is not at all, and two series' values with the same score are equally so. It is 1 less the
     * share of values that look as strange, over all ways to look; more than that share where much was seen.
     *
     * @param at when it was, not before the one before it
     * @param value the value; where it is not a number, nothing is known, and the score is 0
     * @return from 0 to less than 1
     */
    public double next(Instant at, double value) {
        if (!Double.isFinite(value)) {
            return 0;
        }
        count++;
        past.add(value);
        greatest = Math.max(greatest, Math.abs(value));
        double surprise =
                Math.max(0, surprise(at.getEpochSecond()) - LENGTH_COUNTS * Math.log10((count + SHORT) / SHORT));
        boolean isNews = surprise > said() + NEWS;
        surprises.add(surprise);
        return isNews ? Math.min(Math.nextDown(1.0), 1 - Math.pow(10, -surprise)) : 0;
    }

    private double surprise(long second) {
        double sum = 0;
        double weights = 0;
        for (Way way : ways) {
            var numbers = new double[way.tails.size()];
            way.view.look(second, past, numbers);
            double rarity = 0;
            int known = 0;
            for (int i = 0; i < numbers.length; i++) {
                if (!Double.isNaN(numbers[i])) {
                    double number = numbers[i] <= NEGLIGIBLE * greatest ? 0 : numbers[i];
                    rarity += way.tails.get(i).rarity(number);
                    way.tails.get(i).add(number);
                    known++;
                }
            }
            if (known > 0) {
                sum += way.weight * (rarity / known) * (rarity / known);
                weights += way.weight;
            }
        }
        return weights == 0 ? 0 : Math.sqrt(sum / weights);
    }

    /** The greatest surprise of late. */
    private double said() {
        long same = Math.clamp((long) (SAME_INCIDENT * count), LEAST_SAME_INCIDENT, MOST_SAME_INCIDENT);
        double most = 0;
        for (int i = 0; i < Math.min(same, surprises.size()); i++) {
            most = Math.max(most, surprises.ago(i));
        }
        return most;
    }
}
