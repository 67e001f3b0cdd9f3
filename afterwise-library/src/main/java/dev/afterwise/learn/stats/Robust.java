package dev.afterwise.learn.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where numbers lie and how far they scatter, whatever up to half of them (a quarter for {@link #interquartile}) are. Scales are
 * multiplied so that for normal numbers they are the standard deviation. Of no numbers, all of this is not a number.
 */
public final class Robust {
    /** 1 / the upper quartile of the standard normal distribution. */
    private static final double OF_DEVIATIONS = 1.482602218505602;

    private static final double OF_QUARTILES = 0.7413011092528010;
    /** Rousseeuw and Croux 1993, theorem 6, to more digits: 1 / (sqrt(2) * the 5/8 quantile of the normal distribution). */
    private static final double OF_PAIRS = 2.219144465985076;

    private static final int MANY = 10_000;
    private static final int FEW = 4_000;
    private static final double ROUGHLY = 1e-4;
    private static final double EXACTLY = 1e-14;
    private static final double LEAST_SHARE = .05;
    private static final double NEAR = .05;

    private Robust() {}

    public static double median(double... numbers) {
        int n = numbers.length;
        if (n == 0) {
            return Double.NaN;
        }
        double[] copy = numbers.clone();
        double upper = select(copy, n / 2);
        if (n % 2 == 1) {
            return upper;
        }
        double lower = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n / 2; i++) {
            lower = Math.max(lower, copy[i]);
        }
        return lower / 2 + upper / 2;
    }

    /**
     * The number at this place of the order, from 0, after moving numbers so that none before it is greater: Hoare ("Algorithm 65:
     * find", Communications of the ACM 4, 1961), with the median of three as pivot.
     */
    private static double select(double[] numbers, int place) {
        int low = 0;
        int high = numbers.length - 1;
        while (low < high) {
            double pivot = middle(numbers[low], numbers[low + (high - low) / 2], numbers[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (numbers[i] < pivot) {
                    i++;
                }
                while (numbers[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = numbers[i];
                    numbers[i++] = numbers[j];
                    numbers[j--] = swapped;
                }
            }
            if (place <= j) {
                high = j;
            } else if (place >= i) {
                low = i;
            } else {
                return numbers[place];
            }
        }
        return numbers[place];
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /**
     * The median distance from the median, as a standard deviation (Hampel, "The influence curve and its role in robust
     * estimation", JASA 69, 1974).
     */
    public static double mad(double... numbers) {
        double median = median(numbers);
        return OF_DEVIATIONS
                * median(Arrays.stream(numbers)
                        .map(each -> Math.abs(each - median))
                        .toArray());
    }

    /** The distance between the quartiles (R's type 7), as a standard deviation. */
    public static double interquartile(double... numbers) {
        double[] sorted = sorted(numbers);
        return OF_QUARTILES * (quantile(sorted, .75) - quantile(sorted, .25));
    }

    private static double quantile(double[] sorted, double q) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = q * (sorted.length - 1);
        int below = (int) place;
        double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (next - sorted[below]);
    }

    /**
     * The scale Qn: some quarter of the way through the distances of all pairs (Rousseeuw and Croux, "Alternatives to the
     * median absolute deviation", JASA 88, 1993), without their corrections for small samples. It needs no middle, so it fits skewed numbers too, and
     * is 82 % as efficient as the standard deviation for normal ones, the median distance 37 %. The pair is found in n log n; of more
     * than {@value #MANY} numbers within a ten-thousandth of all pairs, which is far less than the error of the scale.
     */
    public static double qn(double... numbers) {
        double[] sorted = sorted(numbers);
        return sorted.length == 0 ? Double.NaN : OF_PAIRS * pairDistance(sorted);
    }

    private static double pairDistance(double[] sorted) {
        int n = sorted.length;
        double half = n / 2 + 1;
        double wanted = half * (half - 1) / 2;
        return n > MANY ? ofMany(sorted, wanted) : ofFew(sorted, wanted);
    }

    private static double ofFew(double[] sorted, double wanted) {
        double low = 0;
        double high = sorted[sorted.length - 1] - sorted[0];
        if (pairsWithin(sorted, 0) >= wanted) {
            return 0;
        }
        while (high - low > EXACTLY * high) {
            double between = low + (high - low) / 2;
            if (pairsWithin(sorted, between) >= wanted) {
                high = between;
            } else {
                low = between;
            }
        }
        return high;
    }

    /** About as far apart as among some of them, evenly taken; from there by interpolation, since so many pairs are spread evenly. */
    private static double ofMany(double[] sorted, double wanted) {
        int step = sorted.length / FEW;
        double near = pairDistance(
                IntStream.range(0, FEW).mapToDouble(i -> sorted[i * step]).toArray());
        double low = (1 - NEAR) * near;
        double tooFew = pairsWithin(sorted, low) - wanted;
        double high = (1 + NEAR) * near;
        double tooMany = pairsWithin(sorted, high) - wanted;
        if (tooFew >= 0 || tooMany < 0) {
            return ofFew(sorted, wanted);
        }
        while (high - low > EXACTLY * high) {
            double share = Math.clamp(tooFew / (tooFew - tooMany), LEAST_SHARE, 1 - LEAST_SHARE);
            double between = low + share * (high - low);
            double off = pairsWithin(sorted, between) - wanted;
            if (Math.abs(off) <= ROUGHLY * wanted) {
                return between;
            }
            if (off >= 0) {
                high = between;
                tooMany = off;
            } else {
                low = between;
                tooFew = off;
            }
        }
        return high;
    }

    /** How many pairs are at most so far apart. */
    private static long pairsWithin(double[] sorted, double distance) {
        long pairs = 0;
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            while (sorted[i] - sorted[first] > distance) {
                first++;
            }
            pairs += i - first;
        }
        return pairs;
    }

    private static double[] sorted(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
