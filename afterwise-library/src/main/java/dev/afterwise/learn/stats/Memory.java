package dev.afterwise.learn.stats;

/**
 * What it makes of the error of a straight line that its residuals follow their predecessors, as those of a first-order
 * autoregression do whose correlation is {@code rho}: how many times as large the variance of the slope is as the residuals
 * make believe, and how many degrees of freedom they have.
 *
 * <p>Both are exact for a given correlation: with {@code M} the projection onto residuals and {@code R} the correlation matrix, the
 * residuals' sum of squares is expected to be {@code tr(MR)} and has {@code tr(MR)^2 / tr(MRMR)} degrees of freedom (Satterthwaite,
 * Biometrics Bulletin 2, 1946). The correlation itself is estimated from the residuals' lag-1 correlation by looking for
 * the {@code rho} that would make one expect it, {@code tr(MLMR) / tr(MR)}, since a line takes away some of it. That is uncertain,
 * and whoever takes an estimate for the truth claims too much, so what is taken is greater: by half a standard error, and by more of
 * them in short series and where the estimate is large. How many was found by simulation; see docs/learning.md.
 *
 * @param inflation of the variance
 */
record Memory(double inflation, double freedom) {
    private static final double STEP = .01;
    private static final double MOST = .97;
    private static final double CAUTION = .5;
    private static final double CAUTION_OF_SHORT = 6;
    private static final double CAUTION_OF_LONG_MEMORY = 3;

    /**
     * @param residuals in the order of time, divided by their standard deviations
     * @param mean how a constant shows in them, of length one
     * @param slope how a slope shows in them, of length one, at right angles to the mean
     */
    static Memory of(double[] residuals, double[] mean, double[] slope) {
        int n = residuals.length;
        double squares = dot(residuals, residuals);
        double seen = squares == 0 ? -1 : dot(residuals, earlier(residuals)) / squares;
        double caution = CAUTION + CAUTION_OF_SHORT / n;
        var none = new Line(mean, slope, 0);
        if (seen + caution / Math.sqrt(n) <= none.expected()) {
            return new Memory(1, n - 2.0);
        }
        double rho = 0;
        while (rho < MOST && new Line(mean, slope, rho + STEP).expected() < seen) {
            rho += STEP;
        }
        double errors = caution + CAUTION_OF_LONG_MEMORY * rho;
        double cautious = Math.min(MOST, rho + errors * Math.sqrt((1 - rho * rho) / n));
        var line = new Line(mean, slope, cautious);
        return new Memory(Math.max(1, line.inflation()), Math.max(1, line.freedom()));
    }

    /** What it makes of it where only this share of the variance has a memory. */
    Memory of(double share, int points) {
        double all = points - 2.0;
        return new Memory(1 + share * (inflation - 1), all + share * (freedom - all));
    }

    /** A line through points whose errors have this correlation. */
    private record Line(Basis mean, Basis slope, double rho, int n) {
        Line(double[] mean, double[] slope, double rho) {
            this(Basis.of(mean, rho), Basis.of(slope, rho), rho, mean.length);
        }

        /** tr(MR) */
        double trace() {
            return n - mean.own() - slope.own();
        }

        double inflation() {
            return slope.own() / (trace() / (n - 2));
        }

        double freedom() {
            double squared = n;
            double power = rho * rho;
            for (int lag = 1; lag < n && power > 0; lag++) {
                squared += 2.0 * (n - lag) * power;
                power *= rho * rho;
            }
            double across = mean.with(slope);
            double projected = mean.own() * mean.own() + slope.own() * slope.own() + 2 * across * across;
            double both = squared - 2 * (mean.squared() + slope.squared()) + projected;
            return trace() * trace() / both;
        }

        /** The lag-1 correlation that residuals are expected to show. */
        double expected() {
            double lagged = (n - 1) * rho
                    - mean.laggedOwn()
                    - slope.laggedOwn()
                    + mean.lag(mean) * mean.own()
                    + slope.lag(slope) * slope.own()
                    + (mean.lag(slope) + slope.lag(mean)) * mean.with(slope);
            return lagged / trace();
        }
    }

    /** A direction and what the correlation makes of it. */
    private static final class Basis {
        private final double[] direction;
        private final double[] correlated;

        private Basis(double[] direction, double[] correlated) {
            this.direction = direction;
            this.correlated = correlated;
        }

        /** Multiplies by the correlation matrix, whose powers of rho are summed from both ends. */
        static Basis of(double[] direction, double rho) {
            int n = direction.length;
            double[] product = direction.clone();
            double sum = 0;
            for (int i = 1; i < n; i++) {
                sum = rho * (sum + direction[i - 1]);
                product[i] += sum;
            }
            sum = 0;
            for (int i = n - 2; i >= 0; i--) {
                sum = rho * (sum + direction[i + 1]);
                product[i] += sum;
            }
            return new Basis(direction, product);
        }

        double own() {
            return dot(direction, correlated);
        }

        double with(Basis other) {
            return dot(direction, other.correlated);
        }

        double squared() {
            return dot(correlated, correlated);
        }

        /** q'RLq + q'LRq */
        double laggedOwn() {
            return dot(correlated, earlier(direction)) + dot(direction, earlier(correlated));
        }

        double lag(Basis other) {
            return dot(direction, earlier(other.direction));
        }
    }

    /** Each number's predecessor, 0 for the first. */
    private static double[] earlier(double[] numbers) {
        double[] earlier = new double[numbers.length];
        System.arraycopy(numbers, 0, earlier, 1, numbers.length - 1);
        return earlier;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
