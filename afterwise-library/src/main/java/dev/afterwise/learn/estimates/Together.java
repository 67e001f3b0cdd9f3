package dev.afterwise.learn.estimates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much durations of different steps of one run go together: the correlation of their normal scores over all pairs of steps of
 * a run, as if it were the same for all pairs.
 *
 * <p>Without it, the time of a whole run would seem surer than it is: what makes one step slow, such as a busy machine, makes
 * others slow, too. With few runs it is pulled toward what is usual, for by then nothing else would tell that they do.
 */
final class Together {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int FEWEST = 5;
    private static final double MOST = .95;

    /** Before anything is seen; it counts as much as so many runs. */
    private static final double USUAL = .35;

    private static final double PRIOR = 4;

    private Together() {}

    static double of(List<List<Way.Success>> ways) {
        Map<Integer, List<Double>> scores = new HashMap<>();
        for (List<Way.Success> way : ways) {
            if (way.size() < FEWEST) {
                continue;
            }
            double[] ranks =
                    Ranking.of(way.stream().mapToDouble(Way.Success::seconds).toArray());
            Map<Integer, Double> first = new HashMap<>();
            for (int i = 0; i < ranks.length; i++) {
                first.putIfAbsent(way.get(i).run(), NORMAL.inverseCumulativeProbability(ranks[i] / (ranks.length + 1)));
            }
            first.forEach((run, score) ->
                    scores.computeIfAbsent(run, it -> new ArrayList<>()).add(score));
        }
        double products = 0;
        double squares = 0;
        double pairs = 0;
        double count = 0;
        double runs = 0;
        for (List<Double> run : scores.values()) {
            double sum = 0;
            double square = 0;
            for (double score : run) {
                sum += score;
                square += score * score;
            }
            squares += square;
            count += run.size();
            if (run.size() > 1) {
                products += sum * sum - square;
                pairs += run.size() * (run.size() - 1.0);
                runs++;
            }
        }
        if (pairs == 0 || squares == 0) {
            return USUAL;
        }
        double seen = Math.clamp(products / pairs / (squares / count), 0, MOST);
        return (seen * runs + USUAL * PRIOR) / (runs + PRIOR);
    }
}
