package dev.afterwise.learn.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What one error adds up to while executions are gone through. For one thread. */
final class Tallied {
    private static final int EXAMPLES = 3;

    final Families.Family family;
    final String step;
    final BitSet fingerprints = new BitSet();
    final BitSet tasks = new BitSet();
    final BitSet agents = new BitSet();
    long firstUs = Long.MAX_VALUE;
    long lastUs = Long.MIN_VALUE;
    long failures;
    long tookUs;
    long costMicros;

    private final long[] newest = new long[EXAMPLES];
    private final long[] newestStarted = new long[EXAMPLES];
    private long[] classes = {};
    /** The period of each failure, in no particular order. */
    private int[] periods = new int[4];

    private int seen;

    Tallied(Families.Family family, String step) {
        this.family = family;
        this.step = step;
    }

    void saw(long startedUs, int period) {
        firstUs = Math.min(firstUs, startedUs);
        lastUs = Math.max(lastUs, startedUs);
        if (seen == periods.length) {
            periods = Arrays.copyOf(periods, 2 * seen);
        }
        periods[seen++] = period;
    }

    /** @param failureClass a code, or less than 0 */
    void wasted(long startedUs, long number, long took, long cost, int failureClass) {
        tookUs += took;
        costMicros += cost;
        if (failureClass >= classes.length) {
            classes = Arrays.copyOf(classes, failureClass + 1);
        }
        if (failureClass >= 0) {
            classes[failureClass]++;
        }
        int at = (int) Math.min(failures, EXAMPLES);
        while (at > 0 && newestStarted[at - 1] < startedUs) {
            if (at < EXAMPLES) {
                newest[at] = newest[at - 1];
                newestStarted[at] = newestStarted[at - 1];
            }
            at--;
        }
        if (at < EXAMPLES) {
            newest[at] = number;
            newestStarted[at] = startedUs;
        }
        failures++;
    }

    /** The numbers of the newest by when they began. */
    List<Long> newest() {
        var numbers = new ArrayList<Long>();
        for (int i = 0; i < Math.min(failures, EXAMPLES); i++) {
            numbers.add(newest[i]);
        }
        return numbers;
    }

    /** How many there were in each period. */
    long[] byPeriod(int count) {
        long[] counts = new long[count];
        for (int i = 0; i < seen; i++) {
            counts[periods[i]]++;
        }
        return counts;
    }

    /** The class that most of the failures have; less than 0 if none has any. */
    int failureClass() {
        int most = -1;
        for (int i = 0; i < classes.length; i++) {
            most = classes[i] > 0 && (most < 0 || classes[i] > classes[most]) ? i : most;
        }
        return most;
    }
}
