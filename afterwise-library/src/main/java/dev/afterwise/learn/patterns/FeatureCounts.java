package dev.afterwise.learn.patterns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many executions have which features, and what their outcomes add up to. For one thread. */
final class FeatureCounts {
    private static final long FREE = -1;

    private long[] keys = free(1 << 10);
    private long[] sizes = new long[1 << 10];
    private double[] sums = new double[1 << 10];
    private int used;

    private static long[] free(int capacity) {
        long[] keys = new long[capacity];
        Arrays.fill(keys, FREE);
        return keys;
    }

    /** Adds so many executions that have these features, each of them once. */
    void add(long[] features, long size, double sum) {
        for (long feature : features) {
            int at = place(feature);
            if (keys[at] == FREE) {
                keys[at] = feature;
                used++;
            }
            sizes[at] += size;
            sums[at] += sum;
            if (used * 2 > keys.length) {
                grow();
            }
        }
    }

    private int place(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & (keys.length - 1);
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldSizes = sizes;
        double[] oldSums = sums;
        keys = free(oldKeys.length * 2);
        sizes = new long[keys.length];
        sums = new double[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                sizes[at] = oldSizes[i];
                sums[at] = oldSums[i];
            }
        }
    }

    private long size(long key) {
        int at = place(key);
        return keys[at] == FREE ? 0 : sizes[at];
    }

    private double sum(long key) {
        int at = place(key);
        return keys[at] == FREE ? 0 : sums[at];
    }

    long size(Feature feature) {
        return size(feature.key());
    }

    double sum(Feature feature) {
        return sum(feature.key());
    }

    /** Of how many executions it can be asked. */
    long sizeOfAll(Feature question) {
        return switch (question.sort()) {
            case BEFORE -> size(question) + size(other(question));
            default -> size(all(question));
        };
    }

    double sumOfAll(Feature question) {
        return switch (question.sort()) {
            case BEFORE -> sum(question) + sum(other(question));
            default -> sum(all(question));
        };
    }

    private static Feature other(Feature order) {
        return new Feature(Feature.Sort.BEFORE, order.b(), order.a(), -1);
    }

    private static Feature all(Feature question) {
        return switch (question.sort()) {
            case AMONG -> new Feature(Feature.Sort.LONG, question.b(), -1, -1);
            case THEN -> new Feature(Feature.Sort.FOLLOWED, question.a(), -1, -1);
            case THEN_THEN -> new Feature(Feature.Sort.BOTH_FOLLOWED, question.a(), question.b(), -1);
            case BEFORE, LONG, FOLLOWED, BOTH_FOLLOWED -> question;
        };
    }

    /** All questions; of two orders that exclude each other the rarer one. */
    List<Feature> questions() {
        var all = new ArrayList<Feature>();
        for (long key : keys) {
            if (key != FREE) {
                Feature feature = Feature.of(key);
                if (feature.isQuestion() && !isMirrored(feature)) {
                    all.add(feature);
                }
            }
        }
        return all;
    }

    private boolean isMirrored(Feature feature) {
        if (feature.sort() != Feature.Sort.BEFORE) {
            return false;
        }
        long mine = size(feature);
        long others = size(other(feature));
        return mine > others || (mine == others && feature.a() > feature.b());
    }
}
