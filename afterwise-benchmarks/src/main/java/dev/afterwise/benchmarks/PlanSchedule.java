package dev.afterwise.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What it takes to put a plan of 10,000 steps in order: each time by a process of its own, in a heap of 256 MB, from nothing. */
final class PlanSchedule implements Benchmark {
    private static final String HEAP = "-Xmx256m";

    @Override
    public String name() {
        return "plan.schedule";
    }

    @Override
    public String compares() {
        return "CPU seconds to put 10,000 steps in order in a fresh process with a heap of 256 MB, the slowest of four shapes";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 5;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("shape, median (least to greatest)", "seconds by the clock", "of CPU", "end, of first come"));
        double slowest = 0;
        for (OrderedPlan.Shape shape : OrderedPlan.Shape.values()) {
            List<List<Double>> measured = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                measured.add(once(shape));
            }
            Samples cpu = Samples.of(measured, each -> each.get(1));
            slowest = Math.max(slowest, cpu.median());
            rows.add(List.of(
                    shape.name().toLowerCase(Locale.ROOT),
                    Samples.of(measured, List::getFirst).text(1),
                    cpu.text(1),
                    Samples.of(measured, List::getLast).text(1)));
        }
        report.table(rows);
        return slowest;
    }

    private static List<Double> once(OrderedPlan.Shape shape) throws Exception {
        var process = new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrderedPlan.class.getName(),
                        shape.name()),
                new File("").getAbsoluteFile().toPath(),
                Map.of());
        return List.of(process.output().strip().split(" ", -1)).stream()
                .map(Double::valueOf)
                .toList();
    }
}
