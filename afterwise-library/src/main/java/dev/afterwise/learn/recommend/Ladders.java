package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;
import dev.afterwise.learn.recommend.Advice.Gain;
import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Every ladder of two arms that a log tells of, each held against every single arm on the same pieces of work. Of each arm and piece,
 * the first execution counts. What is not known of a piece where the first arm failed is judged by the others where it failed, and
 * likewise where it succeeded; a single arm of which too little is known there is taken to succeed always.
 */
final class Ladders {
    private static final int FEWEST_PIECES = 20;
    private static final int FEWEST_KNOWN = 10;
    private static final int MOST_ARMS = 30;
    private static final double ERROR = .05;

    private final Dimension choice;
    private final Pricing pricing;
    private final List<String> arms;
    private final List<Map<String, Logged>> pieces;
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(String first, String second, List<Map<String, Logged>> pieces) {
        boolean isFailed(Map<String, Logged> piece) {
            Logged its = piece.get(first);
            return its != null && !its.worked();
        }
    }

    Ladders(Dimension choice, List<Logged> log, Pricing pricing) {
        this.choice = choice;
        this.pricing = pricing;
        Map<String, Map<String, Logged>> byPiece = new LinkedHashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (Logged each : log) {
            String piece = each.piece();
            if (piece != null
                    && byPiece.computeIfAbsent(piece, ignored -> new TreeMap<>())
                                    .putIfAbsent(each.arm(), each)
                            == null) {
                counts.merge(each.arm(), 1, Integer::sum);
            }
        }
        this.pieces = List.copyOf(byPiece.values());
        this.arms = counts.entrySet().stream()
                .filter(each -> each.getValue() >= FEWEST_KNOWN)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_ARMS)
                .map(Map.Entry::getKey)
                .toList();
        for (String first : arms) {
            for (String second : arms) {
                pair(first, second);
            }
        }
    }

    private void pair(String first, String second) {
        if (first.equals(second)) {
            return;
        }
        List<Map<String, Logged>> its =
                pieces.stream().filter(piece -> piece.containsKey(first)).toList();
        var pair = new Pair(first, second, its);
        long followed = its.stream()
                .filter(pair::isFailed)
                .filter(piece -> piece.containsKey(second))
                .count();
        if (its.size() >= FEWEST_PIECES && followed >= FEWEST_KNOWN) {
            pairs.add(pair);
        }
    }

    /** The one with the most utility of those that are surely better than every single arm, or else the one that comes nearest to it. */
    Optional<Climb> best() {
        double wide = pairs.isEmpty()
                ? 0
                : NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - ERROR / 2 / pairs.size());
        record Judged(Climb climb, double rank, double dollars) {}
        List<Judged> judged = new ArrayList<>();
        for (Pair each : pairs) {
            double[] utilities = climbed(each, pricing::utility, its -> -pricing.price(its));
            Climb climb = climb(each, utilities, wide);
            Gain its = climb.dollars();
            // Sure ones first; rounded, for two orders of the same arms may be worth the same but for the last digits.
            double rank = climb.isSure()
                    ? 10 + Math.rint(1e9 * mean(utilities)) / 1e9
                    : climb.gain().interval().low() - 10;
            judged.add(new Judged(climb, rank, its == null ? 0 : its.value()));
        }
        return judged.stream()
                .max(Comparator.comparingDouble(Judged::rank)
                        .thenComparing(
                                Comparator.comparingDouble(Judged::dollars).reversed()))
                .map(Judged::climb);
    }

    private Climb climb(Pair pair, double[] utilities, double wide) {
        String over = pair.second();
        Gain least = null;
        for (String single : arms) {
            double[] gains = minus(utilities, alone(pair, single));
            Gain gain = around(gains, wide);
            if (least == null || gain.interval().low() < least.interval().low()) {
                least = gain;
                over = single;
            }
        }
        double[] dollars = climbed(pair, pricing::dollars, pricing::dollars);
        Gain success = Logbook.probability(
                around(climbed(pair, Logged::success, its -> 0), wide),
                pair.pieces().size(),
                wide);
        long failed = pair.pieces().stream().filter(pair::isFailed).count();
        long followed = pair.pieces().stream()
                .filter(pair::isFailed)
                .filter(piece -> piece.containsKey(pair.second()))
                .count();
        return new Climb(
                new Ladder(choice, pair.first(), pair.second()),
                pair.pieces().size(),
                failed,
                followed,
                pairs.size(),
                success,
                Double.isNaN(mean(dollars)) ? null : around(dollars, wide),
                least == null ? Gain.NONE : least,
                over);
    }

    /** What the ladder comes to on each piece: of its last attempt the one, and of a first one that failed the other. */
    private double[] climbed(Pair pair, ToDoubleFunction<Logged> last, ToDoubleFunction<Logged> before) {
        double[] known = new double[pair.pieces().size()];
        for (int i = 0; i < known.length; i++) {
            Map<String, Logged> piece = pair.pieces().get(i);
            Logged first = piece.get(pair.first());
            Logged second = piece.get(pair.second());
            if (first == null) {
                known[i] = Double.NaN;
            } else if (first.worked()) {
                known[i] = last.applyAsDouble(first);
            } else {
                known[i] = second == null ? Double.NaN : before.applyAsDouble(first) + last.applyAsDouble(second);
            }
        }
        return filled(pair, known, Double.NaN);
    }

    /** What a single arm comes to on each piece. */
    private double[] alone(Pair pair, String single) {
        double[] known = new double[pair.pieces().size()];
        for (int i = 0; i < known.length; i++) {
            Logged its = pair.pieces().get(i).get(single);
            known[i] = its == null ? Double.NaN : pricing.utility(its);
        }
        double price = pieces.stream()
                .flatMap(piece -> piece.values().stream())
                .filter(each -> each.arm().equals(single))
                .collect(Collectors.averagingDouble(pricing::price));
        return filled(pair, known, 1 - price);
    }

    /**
     * Numbers whose mean is what is estimated, and whose scatter says how unsure that is: where the first arm failed, and where it
     * succeeded, the mean of what is known there, corrected where it is known.
     *
     * @param hoped what is taken for known where too little is
     */
    private static double[] filled(Pair pair, double[] known, double hoped) {
        double[] filled = known.clone();
        for (boolean isFailed : new boolean[] {false, true}) {
            int all = 0;
            int seen = 0;
            double sum = 0;
            for (int i = 0; i < known.length; i++) {
                if (pair.isFailed(pair.pieces().get(i)) == isFailed) {
                    all++;
                    seen += Double.isNaN(known[i]) ? 0 : 1;
                    sum += Double.isNaN(known[i]) ? 0 : known[i];
                }
            }
            boolean isTooFew = seen < Math.min(all, FEWEST_KNOWN);
            double mean = isTooFew ? hoped : sum / Math.max(1, seen);
            for (int i = 0; i < known.length; i++) {
                if (pair.isFailed(pair.pieces().get(i)) == isFailed) {
                    filled[i] = isTooFew || Double.isNaN(known[i]) ? mean : mean + (known[i] - mean) * all / seen;
                }
            }
        }
        return filled;
    }

    private static double[] minus(double[] from, double[] what) {
        double[] difference = new double[from.length];
        Arrays.setAll(difference, i -> from[i] - what[i]);
        return difference;
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    private static Gain around(double[] numbers, double wide) {
        double mean = mean(numbers);
        double squares = Arrays.stream(numbers)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        double error = Math.sqrt(squares / Math.max(1, numbers.length - 1) / numbers.length);
        return new Gain(mean, new Interval(mean - wide * error, mean + wide * error));
    }
}
