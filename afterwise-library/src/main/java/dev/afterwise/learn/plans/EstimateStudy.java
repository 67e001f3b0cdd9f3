package dev.afterwise.learn.plans;

import dev.afterwise.Attempt;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Finding;
import dev.afterwise.learn.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether steps take as long as somebody said they do.
 *
 * <p>An exact sign test asks whether half of the successes take longer than what was said, and an order-statistic interval of the median how
 * far off it is. It says something where the nearer end of that interval is off by {@link Demands#minSaving}.
 */
final class EstimateStudy {
    private static final double TAIL = .025;
    private static final int RECENT = 100;

    private final Outline outline;
    private final Demands demands;
    private final List<Trip> trips;

    EstimateStudy(Outline outline, List<Trip> trips, Demands demands) {
        this.outline = outline;
        this.demands = demands;
        this.trips = trips;
    }

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        outline.said().forEach((step, said) -> {
            double[] took = took(step);
            if (took.length >= demands.minSamples()) {
                findings.add(finding(step, said.toNanos() / 1e9, took));
            }
        });
        return findings;
    }

    /** Seconds of the newest successes, sorted. */
    private double[] took(String step) {
        List<Attempt> succeeded = trips.stream()
                .flatMap(trip -> trip.attempts(step).stream())
                .filter(each -> each.outcome() instanceof Outcome.Succeeded(Duration took) && took != null)
                .toList();
        return succeeded.subList(Math.max(0, succeeded.size() - RECENT), succeeded.size()).stream()
                .mapToDouble(each -> Trip.seconds(each.outcome()))
                .sorted()
                .toArray();
    }

    private Finding finding(String step, double said, double[] took) {
        int n = took.length;
        int longer = (int) Arrays.stream(took).filter(each -> each > said).count();
        BinomialDistribution even = BinomialDistribution.of(n, .5);
        double p = Math.min(1, 2 * even.cumulativeProbability(Math.min(longer, n - longer)));
        int place = Math.max(
                0,
                IntStream.range(0, n)
                                .filter(i -> even.cumulativeProbability(i) > TAIL)
                                .findFirst()
                                .orElse(0)
                        - 1);
        double low = took[place];
        double high = took[n - 1 - place];
        double median = (took[(n - 1) / 2] + took[n / 2]) / 2;
        boolean isOff = low > said * (1 + demands.minSaving()) || high * (1 + demands.minSaving()) < said;
        if (!isOff || median <= 0) {
            return new Finding(p, null);
        }
        Duration typical = rounded(median);
        String because = "It is said to take %s, but %d successes took %s typically (%s to %s)."
                .formatted(Words.duration(said), n, Words.duration(median), Words.duration(low), Words.duration(high));
        var evidence = new Evidence(
                n, Measure.SECONDS_PER_RUN, said - median, said - high, said - low, p, Trip.examples(trips));
        return new Finding(
                p,
                Recommendation.propose(
                        new Change.SetEstimate(Subject.step(outline.task(), step), typical), because, evidence));
    }

    /** Two significant digits, and at least a millisecond. */
    private static Duration rounded(double seconds) {
        double round = new BigDecimal(seconds)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .doubleValue();
        return Duration.ofMillis(Math.max(1, Math.round(round * 1e3)));
    }
}
