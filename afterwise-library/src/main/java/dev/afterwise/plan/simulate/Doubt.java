package dev.afterwise.plan.simulate;

import java.util.Arrays;

/**
 * How far the mean of a number hangs on what the estimates don't know: the same few strokes of luck are played in each of some worlds.
 *
 * <p>Strokes come in sets, within each of which what may happen by chance is shared out evenly. Since the luck is the same, what
 * differs between the means of worlds is due to the worlds, but for those strokes that come out differently here and there; how
 * much that is, is told by how differently sets come out in each world (two-way analysis of variance), and the means are drawn
 * together by that much before their quantiles are read. Used by one thread.
 */
final class Doubt {
    private static final double TAIL = .025;
    private static final double Z = 1.96;

    /**
     * What is played.
     *
     * @param strokes of each set, a prime number
     */
    record Extent(int worlds, int sets, int strokes) {
        int all() {
            return sets * strokes;
        }
    }

    private final Extent extent;
    private final double[][] sums;
    private final double[][] counts;

    Doubt(Extent extent) {
        this.extent = extent;
        this.sums = new double[extent.worlds][extent.sets];
        this.counts = new double[extent.worlds][extent.sets];
    }

    /** What is no number is left out. */
    void add(int world, int stroke, double number) {
        if (!Double.isNaN(number)) {
            sums[world][stroke / extent.strokes] += number;
            counts[world][stroke / extent.strokes]++;
        }
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
        int worlds = extent.worlds;
        int sets = extent.sets;
        double[][] means = new double[worlds][sets];
        double[] bySet = new double[sets];
        for (int set = 0; set < sets; set++) {
            double sum = 0;
            int count = 0;
            for (int world = 0; world < worlds; world++) {
                means[world][set] = sums[world][set] / counts[world][set];
                if (counts[world][set] > 0) {
                    sum += means[world][set];
                    count++;
                }
            }
            bySet[set] = sum / count;
        }
        double[] off = new double[worlds];
        double scatter = 0;
        double noise = 0;
        int known = 0;
        for (int world = 0; world < worlds; world++) {
            int count = 0;
            for (int set = 0; set < sets; set++) {
                double difference = means[world][set] - bySet[set];
                if (!Double.isNaN(difference)) {
                    off[world] += difference;
                    count++;
                }
            }
            off[world] /= Math.max(1, count);
            for (int set = 0; set < sets; set++) {
                double left = means[world][set] - bySet[set] - off[world];
                if (!Double.isNaN(left)) {
                    noise += left * left;
                    known++;
                }
            }
            scatter += off[world] * off[world] / Math.max(1, worlds - 1);
        }
        noise /= Math.max(1, known - worlds - sets + 1) * (double) Math.max(1, known / worlds);
        double drawn = scatter > 0 ? Math.sqrt(Math.max(0, scatter - noise) / scatter) : 0;
        for (int world = 0; world < worlds; world++) {
            off[world] *= drawn;
        }
        Arrays.sort(off);
        return off;
    }

    private static double at(double[] sorted, double q) {
        // Between so few, the part that lies below the first of them counts, too.
        double place = Math.clamp(q * (sorted.length + 1) - 1, 0, sorted.length - 1.0);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
