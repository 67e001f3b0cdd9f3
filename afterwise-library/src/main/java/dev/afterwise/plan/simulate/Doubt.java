package dev.afterwise.plan.simulate;

import java.util.Arrays;

/**
 * How far the mean of a number hangs on what the estimates don't know: the same few strokes of luck are played in each of some worlds.
 *
 * <p>Since the luck is the same, what differs between the means of worlds is due to the worlds, but for those strokes that come out
 * differently here and there; how much that is, is told by what neither the world nor the luck explains (two-way analysis of
 * variance), and the means are drawn together by that much before their quantiles are read. Used by one thread.
 */
final class Doubt {
    private static final double TAIL = .025;
    private static final double Z = 1.96;

    private final double[][] numbers;

    Doubt(int worlds, int strokes) {
        this.numbers = new double[worlds][strokes];
        for (double[] world : numbers) {
            Arrays.fill(world, Double.NaN);
        }
    }

    void add(int world, int stroke, double number) {
        numbers[world][stroke] = number;
    }

    /** The mean, and where it lies with a chance of 95 %. */
    Reckoned about(Mean mean, double least, double most) {
        double likely = mean.value();
        if (Double.isNaN(likely)) {
            return new Reckoned(likely, likely, likely);
        }
        double[] off = off();
        double error = Z * mean.error();
        double low = Math.min(0, at(off, TAIL));
        double high = Math.max(0, at(off, 1 - TAIL));
        return new Reckoned(
                Math.clamp(likely, least, most),
                Math.clamp(likely - Math.hypot(low, error), least, most),
                Math.clamp(likely + Math.hypot(high, error), least, most));
    }

    /** By how much the mean of each world is off, ascending. */
    private double[] off() {
        int worlds = numbers.length;
        int strokes = numbers[0].length;
        double[] byStroke = new double[strokes];
        for (int stroke = 0; stroke < strokes; stroke++) {
            double sum = 0;
            int count = 0;
            for (double[] world : numbers) {
                if (!Double.isNaN(world[stroke])) {
                    sum += world[stroke];
                    count++;
                }
            }
            byStroke[stroke] = count == 0 ? Double.NaN : sum / count;
        }
        double[] off = new double[worlds];
        double scatter = 0;
        double noise = 0;
        int known = 0;
        for (int world = 0; world < worlds; world++) {
            int count = 0;
            for (int stroke = 0; stroke < strokes; stroke++) {
                double difference = numbers[world][stroke] - byStroke[stroke];
                if (!Double.isNaN(difference)) {
                    off[world] += difference;
                    count++;
                }
            }
            off[world] /= Math.max(1, count);
            for (int stroke = 0; stroke < strokes; stroke++) {
                double left = numbers[world][stroke] - byStroke[stroke] - off[world];
                if (!Double.isNaN(left)) {
                    noise += left * left;
                    known++;
                }
            }
            scatter += off[world] * off[world] / Math.max(1, worlds - 1);
        }
        noise /= Math.max(1, known - worlds - strokes) * (double) Math.max(1, known / worlds);
        double drawn = scatter > 0 ? Math.sqrt(Math.max(0, scatter - noise) / scatter) : 0;
        for (int world = 0; world < worlds; world++) {
            off[world] *= drawn;
        }
        Arrays.sort(off);
        return off;
    }

    private static double at(double[] sorted, double q) {
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
