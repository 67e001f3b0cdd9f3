package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Counts how often something is found in made-up histories that hold nothing: 300 in each case, or as many as {@code
 * -Dafterwise.histories} says, and then the counts are printed.
 */
final class FalseAlarms {
    private static final int HISTORIES = Integer.getInteger("afterwise.histories", 300);
    private static final boolean SAYS = System.getProperty("afterwise.histories") != null;
    private static final double STATED = .05;

    private FalseAlarms() {}

    /** Fails if alarms are so many that they are certainly (at 99 %) more than one in twenty. */
    static void areRare(String where, Predicate<RandomGenerator> alarmed) {
        int alarms = 0;
        for (int i = 0; i < HISTORIES; i++) {
            alarms += alarmed.test(new SplittableRandom(7_919L * i + where.hashCode())) ? 1 : 0;
        }
        if (SAYS) {
            System.out.printf("%,d false alarms in %,d histories with %s%n", alarms, HISTORIES, where);
        }
        assertThat(alarms)
                .as("false alarms in %d histories with %s", HISTORIES, where)
                .isLessThanOrEqualTo(BinomialDistribution.of(HISTORIES, STATED).inverseCumulativeProbability(.99));
    }
}
