package dev.afterwise.learn.patterns;

import java.util.Arrays;

/** The steps of an execution, in the order in which they began, by number. Immutable. */
final class Trail {
    /** A step whose name is not among those that are looked at. */
    static final int UNNAMED = -1;

    private static final int NOWHERE = -1;

    private final int[] steps;
    private final int[] firsts;

    private Trail(int[] steps, int[] firsts) {
        this.steps = steps;
        this.firsts = firsts;
    }

    /** @param names how many names there are */
    static Trail of(int[] steps, int names) {
        int[] firsts = new int[names];
        Arrays.fill(firsts, NOWHERE);
        for (int i = steps.length - 1; i >= 0; i--) {
            if (steps[i] >= 0) {
                firsts[steps[i]] = i;
            }
        }
        return new Trail(steps, firsts);
    }

    /** Where the step is for the first time, from 0; negative if it isn't. */
    int first(int step) {
        return firsts[step];
    }

    /** The keys of all features it has, each once. */
    long[] features(int[] landmarks) {
        var keys = new Keys();
        for (int place : Arrays.stream(landmarks).distinct().toArray()) {
            if (place < steps.length) {
                keys.add(new Feature(Feature.Sort.LONG, place, -1, -1));
            }
        }
        for (int a = 0; a < firsts.length; a++) {
            if (firsts[a] != NOWHERE) {
                if (firsts[a] <= landmarks[a] && landmarks[a] < steps.length) {
                    keys.add(new Feature(Feature.Sort.AMONG, a, landmarks[a], -1));
                }
                for (int b = 0; b < firsts.length; b++) {
                    if (firsts[b] > firsts[a]) {
                        keys.add(new Feature(Feature.Sort.BEFORE, a, b, -1));
                    }
                }
            }
        }
        for (int i = 0; i + 1 < steps.length; i++) {
            follow(keys, i);
        }
        return keys.distinct();
    }

    private void follow(Keys keys, int i) {
        if (steps[i] < 0) {
            return;
        }
        keys.add(new Feature(Feature.Sort.FOLLOWED, steps[i], -1, -1));
        if (steps[i + 1] < 0) {
            return;
        }
        keys.add(new Feature(Feature.Sort.THEN, steps[i], steps[i + 1], -1));
        if (i + 2 < steps.length) {
            keys.add(new Feature(Feature.Sort.BOTH_FOLLOWED, steps[i], steps[i + 1], -1));
            if (steps[i + 2] >= 0) {
                keys.add(new Feature(Feature.Sort.THEN_THEN, steps[i], steps[i + 1], steps[i + 2]));
            }
        }
    }

    /** Whether it has the feature, lacks it, or can't be asked. */
    byte member(Feature feature) {
        return switch (feature.sort()) {
            case AMONG ->
                feature.b() >= steps.length
                        ? Split.OF_NO_CONCERN
                        : side(firsts[feature.a()] != NOWHERE && firsts[feature.a()] <= feature.b());
            case BEFORE ->
                firsts[feature.a()] == NOWHERE || firsts[feature.b()] == NOWHERE
                        ? Split.OF_NO_CONCERN
                        : side(firsts[feature.a()] < firsts[feature.b()]);
            case THEN -> follows(feature.b(), feature.a());
            case THEN_THEN -> follows(feature.c(), feature.a(), feature.b());
            case LONG, FOLLOWED, BOTH_FOLLOWED -> Split.OF_NO_CONCERN;
        };
    }

    private static byte side(boolean isWith) {
        return isWith ? Split.WITH : Split.WITHOUT;
    }

    private byte follows(int next, int... before) {
        byte side = Split.OF_NO_CONCERN;
        for (int i = 0; i + before.length < steps.length; i++) {
            boolean isThere = true;
            for (int j = 0; j < before.length; j++) {
                isThere &= steps[i + j] == before[j];
            }
            if (isThere) {
                if (steps[i + before.length] == next) {
                    return Split.WITH;
                }
                side = Split.WITHOUT;
            }
        }
        return side;
    }

    /** Keys that are being gathered. */
    private static final class Keys {
        private long[] keys = new long[32];
        private int count;

        void add(Feature feature) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
            }
            keys[count++] = feature.key();
        }

        long[] distinct() {
            return Arrays.stream(keys, 0, count).sorted().distinct().toArray();
        }
    }
}
