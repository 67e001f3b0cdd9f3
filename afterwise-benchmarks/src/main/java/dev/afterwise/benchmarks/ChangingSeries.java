package dev.afterwise.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Series of numbers made by chance, of the kinds that people look for changes in, whose changes are known. */
record ChangingSeries(Shape shape, List<Double> values, List<Integer> changes) {
    ChangingSeries {
        values = List.copyOf(values);
        changes = List.copyOf(changes);
    }

    /** What they are like; the last six change nowhere. */
    enum Shape {
        LEVELS,
        ONE_LEVEL,
        LEVELS_WITH_ODD_NUMBERS,
        LEVEL_OF_WHAT_LINGERS,
        LEVEL_UNDER_A_SEASON,
        JUMP_OF_WHAT_WANDERS,
        BENT_LINE,
        SPREAD,
        NOISE,
        LINE,
        GROWTH,
        SEASON,
        WANDERING,
        LINGERING;

        boolean changes() {
            return compareTo(NOISE) < 0;
        }
    }

    static ChangingSeries make(Shape shape, RandomGenerator random) {
        int n = 60 + random.nextInt(340);
        var changes = new ArrayList<Integer>();
        if (shape == Shape.LEVELS || shape == Shape.LEVELS_WITH_ODD_NUMBERS) {
            for (int at = 15 + random.nextInt(n / 3); at < n - 15; at += 15 + random.nextInt(n / 2)) {
                changes.add(at);
            }
        } else if (shape.changes()) {
            changes.add(n / 5 + random.nextInt(n * 3 / 5));
        }
        double[] season = random.doubles(12, -5, 5).toArray();
        double growth = random.nextDouble(1.5, 3.5);
        double slope = random.nextDouble(-.4, .4);
        double bent = slope + (random.nextBoolean() ? 1 : -1) * random.nextDouble(.4, 1);
        double level = 0;
        double lingering = 0;
        double wandering = 0;
        var values = new ArrayList<Double>();
        for (int i = 0; i < n; i++) {
            double noise = random.nextGaussian();
            boolean isNew = changes.contains(i);
            boolean isAfter = !changes.isEmpty() && i >= changes.getFirst();
            double jump = (random.nextBoolean() ? 1 : -1) * random.nextDouble(2, 5);
            level += isNew ? jump : 0;
            lingering = .6 * lingering + noise;
            wandering += noise + (isNew ? 4 * jump : 0);
            values.add(
                    switch (shape) {
                        case LEVELS, ONE_LEVEL -> level + noise;
                        case LEVELS_WITH_ODD_NUMBERS -> level + noise + (random.nextInt(50) == 0 ? 8 * jump : 0);
                        case LEVEL_OF_WHAT_LINGERS -> lingering + 2 * level;
                        case LEVEL_UNDER_A_SEASON -> season[i % 12] + level + noise;
                        case JUMP_OF_WHAT_WANDERS, WANDERING -> wandering;
                        case BENT_LINE ->
                            (isAfter ? slope * changes.getFirst() + bent * (i - changes.getFirst()) : slope * i)
                                    + noise;
                        case SPREAD -> noise * (isAfter ? 3.5 : 1);
                        case NOISE -> noise;
                        case LINE -> slope * i + noise;
                        case GROWTH -> 100 * Math.exp(growth * i / n) + 4 * noise;
                        case SEASON -> season[i % 12] + .02 * i + noise;
                        case LINGERING -> lingering;
                    });
        }
        return new ChangingSeries(shape, values, changes);
    }
}
