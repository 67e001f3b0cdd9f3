package dev.afterwise.benchmarks.plans;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the steps of a large plan hang together. */
public enum Shape {
    /** None needs another. */
    WIDE {
        @Override
        List<Integer> needs(int step, RandomGenerator random) {
            return List.of();
        }
    },
    /** Each needs the one before. */
    CHAIN {
        @Override
        List<Integer> needs(int step, RandomGenerator random) {
            return step == 0 ? List.of() : List.of(step - 1);
        }
    },
    /** A hundred at a time, each of which needs three of the hundred before. */
    LAYERS {
        @Override
        List<Integer> needs(int step, RandomGenerator random) {
            int layer = step / 100;
            return layer == 0
                    ? List.of()
                    : random.ints(3, 100 * (layer - 1), 100 * layer)
                            .distinct()
                            .boxed()
                            .toList();
        }
    },
    /** Each needs up to five of any before it. */
    TANGLED {
        @Override
        List<Integer> needs(int step, RandomGenerator random) {
            return step == 0
                    ? List.of()
                    : random.ints(random.nextInt(6), 0, step).distinct().boxed().toList();
        }
    };

    abstract List<Integer> needs(int step, RandomGenerator random);

    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file of a plan of this shape. */
    public String text(int steps) {
        var random = new SplittableRandom(7);
        return "version: 1\nname: large\nsteps:\n"
                + IntStream.range(0, steps)
                        .mapToObj(step ->
                                "  - { id: s%d, run: [make, part]%s }\n".formatted(step, needed(needs(step, random))))
                        .collect(Collectors.joining());
    }

    private static String needed(List<Integer> needs) {
        return needs.isEmpty()
                ? ""
                : ", needs: [%s]"
                        .formatted(needs.stream().map(need -> "s" + need).collect(Collectors.joining(", ")));
    }
}
