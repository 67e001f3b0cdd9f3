package dev.afterwise.benchmarks;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.schedule.Lineup;
import dev.afterwise.plan.schedule.Urgency;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A process that puts a large plan in order, once, and prints how many seconds that took by the clock and of CPU. */
final class OrderedPlan {
    static final int STEPS = 10_000;

    /** As long as the local search may take, besides what must be done. */
    private static final Duration SEARCH = Duration.ofMillis(50);

    private static final int WORKERS = 64;

    private OrderedPlan() {}

    /** How steps wait for each other. */
    enum Shape {
        /** Each for one to three of the 200 before it. */
        BRAIDED {
            @Override
            List<Integer> needs(int step, RandomGenerator random) {
                return random.ints(1 + random.nextInt(3), Math.max(0, step - 200), Math.max(1, step))
                        .filter(need -> need < step)
                        .distinct()
                        .boxed()
                        .toList();
            }
        },
        /** A hundred layers; each step for all of the layer before. */
        LAYERED {
            @Override
            List<Integer> needs(int step, RandomGenerator random) {
                int layer = step / 100;
                return layer == 0
                        ? List.of()
                        : IntStream.range(100 * (layer - 1), 100 * layer)
                                .boxed()
                                .toList();
            }
        },
        /** Each for the one before it. */
        CHAINED {
            @Override
            List<Integer> needs(int step, RandomGenerator random) {
                return step == 0 ? List.of() : List.of(step - 1);
            }
        },
        /** None for any. */
        LOOSE {
            @Override
            List<Integer> needs(int step, RandomGenerator random) {
                return List.of();
            }
        };

        abstract List<Integer> needs(int step, RandomGenerator random);
    }

    public static void main(String[] arguments) {
        var random = new SplittableRandom(1);
        Shape shape = Shape.valueOf(arguments[0]);
        List<String> ids = IntStream.range(0, STEPS).mapToObj(i -> "s" + i).toList();
        List<PlanStep> steps = new ArrayList<>();
        Map<String, Double> seconds = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(PlanStep.builder(ids.get(step))
                    .body(new Body.Command(List.of("true")))
                    .needs(shape.needs(step, random).stream().map(ids::get).toList())
                    .build());
            seconds.put(ids.get(step), Math.exp(2 * random.nextGaussian()));
        }
        var plan = new Plan("large", steps);
        Timekeeper time = Timekeeper.system();
        long start = time.nanos();
        long cpuBefore = Meter.PROCESS.cpuNanos();
        Lineup lineup = Lineup.of(plan, seconds, WORKERS, Urgency.within(SEARCH, time));
        double cpu = (double) (Meter.PROCESS.cpuNanos() - cpuBefore);
        double took = time.since(start).toNanos() / 1e9;
        System.out.println(took + " " + cpu / 1e9 + " " + lineup.end() / lineup.firstCome());
    }
}
