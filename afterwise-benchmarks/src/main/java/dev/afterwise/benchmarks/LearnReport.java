package dev.afterwise.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What it takes to report on 30 days: the command from its start to the page that it wrote, by the CPU that it and all that it started
 * took. Of a history of 90 days that is a third of the executions.
 */
final class LearnReport implements Benchmark {
    private static final int LARGE = 1_000_000;
    private static final int SMALL = 100_000;
    /** The shell's own times, and on the next line those of what it started: user and system, such as {@code 0m1.25s 0m0.08s}. */
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    private final Path root = Path.of(System.getProperty("afterwise.root", ""));

    @Override
    public String name() {
        return "learn.report";
    }

    @Override
    public String compares() {
        return "CPU seconds of 'afterwise report' over 30 of 90 days, in a history of 1,000,000 executions";
    }

    @Override
    public Target target() {
        return Target.atMost(3);
    }

    @Override
    public int usualRounds() {
        return 5;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Path folder = root.resolve(Path.of("target", "bench"));
        Path small = Populated.in(folder, SMALL, report).file();
        Path large = Populated.in(folder, LARGE, report).file();
        try (var files = new TemporaryFolder()) {
            Map<String, Command> commands = new LinkedHashMap<>();
            commands.put("report, 1,000,000", reporting(files, large));
            commands.put("report, 100,000", reporting(files, small));
            commands.put("report --detailed, 1,000,000", reporting(files, large, "--detailed"));
            commands.put("report --detailed, 100,000", reporting(files, small, "--detailed"));
            commands.values().iterator().next().output();
            Map<String, List<Double>> seconds = new LinkedHashMap<>();
            for (int i = 0; i < rounds; i++) {
                for (var each : commands.entrySet()) {
                    seconds.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                            .add(cpuSeconds(each.getValue().output()));
                }
            }
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("command, median (least to greatest)", "CPU s"));
            seconds.forEach((name, all) ->
                    rows.add(List.of(name, Samples.of(all, Double::doubleValue).text(1))));
            report.table(rows);
            return Samples.of(seconds.values().iterator().next(), Double::doubleValue)
                    .median();
        }
    }

    /** The command as people start it, within a shell that knows what it took. */
    private Command reporting(TemporaryFolder files, Path store, String... more) {
        Path page = files.path().resolve("report.html");
        Stream<String> command = Stream.of(
                "sh",
                "-c",
                "\"$@\" >/dev/null && times",
                "sh",
                root.resolve("afterwise").toString(),
                "report",
                "--store",
                store.toAbsolutePath().toString(),
                "--output",
                page.toString());
        return new Command(
                Stream.concat(command, Stream.of(more)).toList(), files.path(), Map.of("AFTERWISE_QUIET", "1"));
    }

    private static double cpuSeconds(String times) {
        Matcher each = TIMES.matcher(times);
        double seconds = Double.NaN;
        while (each.find()) {
            seconds = 60 * Double.parseDouble(each.group(1))
                    + Double.parseDouble(each.group(2))
                    + 60 * Double.parseDouble(each.group(3))
                    + Double.parseDouble(each.group(4));
        }
        return seconds;
    }
}
