package dev.afterwise.learn.stats;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Whether events come in clusters: the test of Wald and Wolfowitz ("On a test whether two samples are from the same
 * population", Annals of Mathematical Statistics 11, 1940), exact. Where {@code e} events fall independently among {@code n}
 * tries, the number of unbroken runs of events is hypergeometric (Mood, "The distribution theory of runs", ibid.): they fill
 * {@code r} of the {@code n - e + 1} gaps between the other tries.
 */
public final class Clusters {
    private Clusters() {}

    /** How likely so few, and so long, runs of events are seen where each try is independent of the one before. */
    public static double pValue(boolean... events) {
        int count = 0;
        int runs = 0;
        for (int i = 0; i < events.length; i++) {
            if (events[i]) {
                count++;
                runs += i == 0 || !events[i - 1] ? 1 : 0;
            }
        }
        return count == 0
                ? 1
                : HypergeometricDistribution.of(events.length, events.length - count + 1, count)
                        .cumulativeProbability(runs);
    }
}
