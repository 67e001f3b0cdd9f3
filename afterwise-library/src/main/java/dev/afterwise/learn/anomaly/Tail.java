package dev.afterwise.learn.anomaly;

/**
 * How rare a number is among those seen before it, in decimal digits: 2 is said of what one in a hundred reaches. For one thread.
 *
 * <p>Numbers are counted in buckets 6 % wide, old ones less and less. What is greater than nearly all that was seen is judged by a
 * power law through the greatest three in a hundred (Hill, "A simple general approach to inference about the tail of a distribution",
 * Annals of Statistics 3, 1975), with an exponent drawn towards 3 where few were seen. What was seen three times, or up to a fifth less,
 * is no rarer than that: so a series that is given to leaps gets no alarm for one more, and a calm one does.
 */
final class Tail {
    private static final double WIDTH = Math.log(1.06);
    private static final int BUCKETS = 1_400;
    private static final int OF_ONE = BUCKETS / 2;
    private static final double GREATEST_SHARE = .03;

    /** So many buckets lower, a number is still alike: a fifth less. */
    private static final int ALIKE = 3;

    /** What happened so often is known. */
    private static final double FAMILIAR = 3;

    private static final int LEAST_GREATEST = 8;
    private static final int LEAST_SEEN = 20;
    private static final double PRIOR = 5;
    private static final double USUAL_EXPONENT = 3;
    private static final double REMEMBERED = 10_000;
    private static final double TOO_HEAVY = 1e12;

    private final double[] buckets = new double[BUCKETS];
    private int lowest = BUCKETS;
    private int highest = -1;
    private double all;
    private double next = 1;

    /** How rare it is to be as great; 0 while few were seen, and of 0. The number must not be negative. */
    double rarity(double number) {
        double seen = all / next;
        if (seen < LEAST_SEEN || number <= 0) {
            return 0;
        }
        int bucket = bucket(number);
        double alike = above(bucket - ALIKE) / next;
        double rarity = beyond(number, bucket, seen);
        return alike < FAMILIAR ? rarity : Math.min(rarity, digits(alike, seen) + ALIKE * WIDTH);
    }

    /** By a power law through the greatest; by counting, where the number isn't one of them. */
    private double beyond(double number, int bucket, double seen) {
        double enough = Math.max(LEAST_GREATEST, GREATEST_SHARE * seen) * next;
        double greatest = 0;
        int edge = highest + 1;
        while (edge > lowest && greatest < enough) {
            edge--;
            greatest += buckets[edge];
        }
        if (greatest == 0 || bucket <= edge) {
            return digits(above(bucket) / next, seen);
        }
        double logs = 0;
        for (int i = edge; i <= highest; i++) {
            logs += buckets[i] * (i - edge + .5) * WIDTH;
        }
        double exponent = (greatest / next + PRIOR) / (logs / next + PRIOR / USUAL_EXPONENT);
        double excess = Math.log(number) - (edge - OF_ONE) * WIDTH;
        return digits(greatest / next, seen) + exponent * Math.max(0, excess) / Math.log(10);
    }

    void add(double number) {
        next *= 1 + 1 / REMEMBERED;
        if (next > TOO_HEAVY) {
            for (int i = 0; i < BUCKETS; i++) {
                buckets[i] /= next;
            }
            all /= next;
            next = 1;
        }
        all += next;
        if (number > 0) {
            int bucket = bucket(number);
            buckets[bucket] += next;
            lowest = Math.min(lowest, bucket);
            highest = Math.max(highest, bucket);
        }
    }

    /** Of those in the same bucket, half. */
    private double above(int bucket) {
        if (bucket < 0) {
            return all;
        }
        double sum = buckets[bucket] / 2;
        for (int i = bucket + 1; i <= highest; i++) {
            sum += buckets[i];
        }
        return sum;
    }

    private static double digits(double reaching, double seen) {
        return -Math.log10(Math.min(1, (reaching + .5) / (seen + 1)));
    }

    private static int bucket(double number) {
        return Math.clamp((long) Math.floor(Math.log(number) / WIDTH) + OF_ONE, 0, BUCKETS - 1);
    }
}
