package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.plans.LargePlan;
import dev.afterwise.benchmarks.plans.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the largest plan costs to read and to put in order: in a process of its own, in 256 MB, the first that it reads. */
final class PlanLarge implements Benchmark {
    private static final int STEPS = 10_000;
    private static final String MEMORY = "-Xmx256m";
    private static final double LIMIT_MILLIS = 1_000;

    private record Took(double millis, double cpuMillis, double orderMillis) {}

    @Override
    public String name() {
        return "plan.large";
    }

    @Override
    public String compares() {
        return "plans of 10,000 steps validated and put in order by a process of 256 MB that has just begun, each against 1 s";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("steps, median (least to greatest)", "KB", "read, ms", "CPU of that, ms", "put in order, ms"));
        double worst = 0;
        try (var folder = new TemporaryFolder()) {
            for (Shape shape : Shape.values()) {
                Path file = Files.writeString(folder.path().resolve(shape.words() + ".yaml"), shape.text(STEPS));
                List<Took> took = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    took.add(read(file));
                }
                var read = Samples.of(took, Took::millis);
                var ordered = Samples.of(took, Took::orderMillis);
                worst = Math.max(worst, Math.max(read.median(), ordered.median()) / LIMIT_MILLIS);
                rows.add(List.of(
                        "%s %s".formatted(Figures.whole(STEPS), shape.words()),
                        Figures.plain((double) Files.size(file) / 1024),
                        read.text(1),
                        Samples.of(took, Took::cpuMillis).text(1),
                        ordered.text(1)));
            }
        }
        report.table(rows);
        report.line(
                "Each in a new JVM with %s, compiling quickly as the command does, in which nothing was compiled yet."
                        .formatted(MEMORY));
        report.line("The ratio is the worst shape's, by the clock.");
        return worst;
    }

    private static Took read(Path file) throws Exception {
        var reading = new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargePlan.class.getName(),
                        file.toString()),
                Path.of("").toAbsolutePath(),
                Map.of());
        String[] said = reading.output().strip().split(" ", -1);
        if (Integer.parseInt(said[0]) != STEPS) {
            throw new IllegalStateException("The plan must have %d steps, but it has (%s).".formatted(STEPS, said[0]));
        }
        return new Took(Double.parseDouble(said[1]), Double.parseDouble(said[2]), Double.parseDouble(said[3]));
    }
}
