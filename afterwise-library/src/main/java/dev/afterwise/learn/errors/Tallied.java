package dev.afterwise.learn.errors;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one error adds up to while executions are gone through. For one thread. */
final class Tallied {
    private static final int EXAMPLES = 3;

    final Families.Family family;
    final String step;
    final BitSet fingerprints = new BitSet();
    final BitSet tasks = new BitSet();
    final BitSet agents = new BitSet();
    /** How many ended in it in each period. */
    final Map<Integer, Long> periods = new TreeMap<>();
    /** The numbers of the newest by when they began. */
    final TreeMap<Long, Long> newest = new TreeMap<>();

    final Map<Integer, Long> classes = new HashMap<>();
    long firstUs = Long.MAX_VALUE;
    long lastUs = Long.MIN_VALUE;
    long failures;
    long tookUs;
    long costMicros;

    Tallied(Families.Family family, String step) {
        this.family = family;
        this.step = step;
    }

    void saw(long startedUs, int period) {
        firstUs = Math.min(firstUs, startedUs);
        lastUs = Math.max(lastUs, startedUs);
        periods.merge(period, 1L, Long::sum);
    }

    void wasted(long startedUs, long number, long took, long cost) {
        failures++;
        tookUs += took;
        costMicros += cost;
        if (newest.size() < EXAMPLES || startedUs > newest.firstKey()) {
            newest.put(startedUs, number);
            if (newest.size() > EXAMPLES) {
                newest.pollFirstEntry();
            }
        }
    }

    /** The class that most of the failures have. */
    int failureClass() {
        return classes.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(-1);
    }
}
