package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Fact;
import dev.afterwise.Workspace;
import dev.afterwise.store.History;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long people wait for the command: from outside, by the clock on the wall, with the launcher and its AOT cache, which is
 * made anew for this and waited for.
 */
final class CliStart implements Benchmark {
    private static final double HELP_MILLIS = 200;
    private static final double LIST_MILLIS = 300;
    private static final int EXECUTIONS = 20_000;
    private static final int GROUP = 1_000;
    private static final int WARM_UPS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Timekeeper TIME = Timekeeper.system();

    private final Path root = Path.of(System.getProperty("afterwise.root", ""));

    @Override
    public String name() {
        return "cli.start";
    }

    @Override
    public String compares() {
        return "--help against 200 ms, and history list of 20,000 executions against 300 ms, with the AOT cache";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 15;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        try (var folder = new TemporaryFolder()) {
            Path store = folder.path().resolve("history.db");
            fill(store);
            Command help = afterwise(folder, "--help");
            Command list = afterwise(folder, "history", "list", "--store", store.toString());
            Command hello = hello();
            help.run();
            report.line(
                    awaitCache(folder.path()) ? "The AOT cache is there." : "There is no AOT cache: measured without.");
            for (int i = 0; i < WARM_UPS; i++) {
                help.run();
                list.run();
                hello.run();
            }
            List<Spent> helps = new ArrayList<>();
            List<Spent> lists = new ArrayList<>();
            List<Spent> hellos = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                helps.add(Meter.PROCESS.of(help::run));
                hellos.add(Meter.PROCESS.of(hello::run));
                lists.add(Meter.PROCESS.of(list::run));
            }
            return show(
                    report,
                    Samples.of(helps, Spent::wallNanos),
                    Samples.of(lists, Spent::wallNanos),
                    Samples.of(hellos, Spent::wallNanos),
                    rounds);
        }
    }

    private static double show(Report report, Samples help, Samples list, Samples hello, int rounds) {
        report.line("%d starts of each, interleaved; wall time".formatted(rounds));
        report.table(List.of(
                List.of("median (least to greatest)", "ms", "limit", "of the limit", "of a plain start"),
                row("./afterwise --help", help, HELP_MILLIS, hello),
                row("./afterwise history list", list, LIST_MILLIS, hello),
                List.of("java that says hello, same flags", hello.text(1e6), "", "", "1")));
        report.line("The ratio is the worse share of its limit: at most 1 is good.");
        return Math.max(help.median() / 1e6 / HELP_MILLIS, list.median() / 1e6 / LIST_MILLIS);
    }

    private static List<String> row(String name, Samples wall, double limitMillis, Samples hello) {
        return List.of(
                name,
                wall.text(1e6),
                Figures.plain(limitMillis),
                Figures.plain(wall.median() / 1e6 / limitMillis),
                Figures.plain(wall.median() / hello.median()));
    }

    private static void fill(Path file) {
        var specimens = new Specimens(1);
        try (Store store = Afterwise.store(file)) {
            History history = store.workspace(Workspace.DEFAULT).history();
            for (int stored = 0; stored < EXECUTIONS; stored += GROUP) {
                List<Fact> facts =
                        specimens.next(GROUP).stream().flatMap(List::stream).toList();
                history.append(facts);
            }
        }
    }

    /** The command as people start it, but with a folder of its own for what it keeps. */
    private Command afterwise(TemporaryFolder folder, String... arguments) {
        var all = Stream.concat(Stream.of(root.resolve("afterwise").toString()), Stream.of(arguments));
        return new Command(
                all.toList(),
                folder.path(),
                Map.of("XDG_CACHE_HOME", folder.path().resolve("cache").toString(), "AFTERWISE_QUIET", "1"));
    }

    private Command hello() {
        return new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hello.class.getName()),
                root.toAbsolutePath(),
                Map.of());
    }

    /** The launcher makes the cache in the background, the first time that it is started. */
    private static boolean awaitCache(Path folder) throws IOException, InterruptedException {
        Path cache = folder.resolve("cache").resolve("afterwise");
        long start = TIME.nanos();
        while (TIME.since(start).compareTo(PATIENCE) < 0) {
            if (Files.isDirectory(cache)) {
                try (Stream<Path> files = Files.list(cache)) {
                    if (files.anyMatch(file -> file.toString().endsWith(".aot"))) {
                        return true;
                    }
                }
            } else if (TIME.since(start).toSeconds() > 5) {
                return false; // none is being made, for this JDK knows no such thing
            }
            TIME.sleep(Duration.ofMillis(100));
        }
        return false;
    }
}
