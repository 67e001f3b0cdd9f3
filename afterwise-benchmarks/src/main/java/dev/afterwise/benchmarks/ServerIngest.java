package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.benchmarks.server.Exporters;
import dev.afterwise.benchmarks.server.ServeProcess;
import dev.afterwise.benchmarks.server.SpanLoad;
import dev.afterwise.benchmarks.server.Visitor;
import dev.afterwise.store.History;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many spans a server stores: a process of its own with half a gigabyte of heap, which is sent agents' traces over HTTP by this
 * process, as many as it takes, with everything derived from them, while somebody looks at the dashboard. Then far too many at once;
 * then it is killed. What was acknowledged must be there each time.
 */
final class ServerIngest implements Benchmark {
    private static final double SPANS_PER_SECOND = 10_000;
    private static final double ANSWER_MILLIS = 200;
    private static final int EXPORTERS = 4;
    private static final int FAR_TOO_MANY = 200;

    /** A request has five times as many spans: about what OpenTelemetry's clients send at once. */
    private static final int TRACES = 100;

    private static final long WARM_UP = 150_000;
    private static final long ROUND = 50_000;
    private static final Duration FAR_TOO_LONG = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Timekeeper TIME = Timekeeper.system();

    @Override
    public String name() {
        return "server.ingest";
    }

    @Override
    public String compares() {
        return "spans a server of 512 MB stores in a second against 10,000, answering within 200 ms, losing none";
    }

    @Override
    public Target target() {
        return Target.atLeast(1);
    }

    @Override
    public int usualRounds() {
        return 6;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        try (var folder = new TemporaryFolder()) {
            double share = sustained(report, folder, rounds);
            boolean isKept = overload(report, folder.fresh());
            boolean isDurable = killed(report, folder.fresh());
            report.line("The ratio is the worse of the rate's share and the slowest answer's; 0 if anything was lost.");
            return isKept && isDurable ? share : 0;
        }
    }

    /** What one round came to. */
    private record Round(double spansPerSecond, double serverNanos, double ownNanos, double residentBytes) {}

    private static double sustained(Report report, TemporaryFolder folder, int rounds) throws Exception {
        Path store = folder.fresh();
        List<Round> all = new ArrayList<>();
        Exporters exporters;
        Visitor visitor;
        try (var server = new ServeProcess(store)) {
            exporters = new Exporters(server.where(), EXPORTERS, TRACES, 1);
            try (exporters) {
                await(exporters, WARM_UP);
                visitor = new Visitor(server.where());
                try (visitor) {
                    for (int i = 0; i < rounds; i++) {
                        all.add(round(server, exporters));
                    }
                }
            }
        }
        Samples rate = Samples.of(all, Round::spansPerSecond);
        Samples cpu = Samples.of(all, Round::serverNanos);
        report.line(
                "%d rounds of %s spans after %s; %d exporters, %d spans a request, one trace of four in two requests"
                        .formatted(rounds, Figures.whole(ROUND), Figures.whole(WARM_UP), EXPORTERS, TRACES * 5));
        report.table(List.of(
                List.of("median (least to greatest)", ""),
                List.of("spans stored in a second, by the clock", rate.text(1)),
                List.of("CPU of the server for a span, us", cpu.text(1e3)),
                List.of("so with two cores of its own, in a second", Figures.whole(Math.round(2e9 / cpu.median()))),
                List.of(
                        "CPU of this process for a span, us",
                        Samples.of(all, Round::ownNanos).text(1e3)),
                List.of("resident, MB", Samples.of(all, Round::residentBytes).text(1e6)),
                List.of(
                        "resident in the first and the last round, MB",
                        "%s, %s"
                                .formatted(
                                        Figures.plain(all.getFirst().residentBytes / 1e6),
                                        Figures.plain(all.getLast().residentBytes / 1e6))),
                List.of("refused requests", Figures.whole(exporters.refused()))));
        double slowest = answers(report, visitor);
        long lost = lost(store, exporters);
        report.line("%s spans were acknowledged, of %s whole traces; of these %s are not there; %s requests failed."
                .formatted(
                        Figures.whole(exporters.stored()),
                        Figures.whole(exporters.traces().size()),
                        Figures.whole(lost),
                        Figures.whole(exporters.failed())));
        boolean isGood = lost == 0 && exporters.failed() == 0 && visitor.wrong().isEmpty();
        return isGood ? Math.min(rate.median() / SPANS_PER_SECOND, ANSWER_MILLIS / slowest) : 0;
    }

    private static void await(Exporters exporters, long stored) throws InterruptedException {
        while (exporters.stored() < stored && exporters.failed() == 0) {
            TIME.sleep(LOOK);
        }
    }

    private static Round round(ServeProcess server, Exporters exporters) throws Exception {
        long before = exporters.stored();
        Duration from = server.cpu();
        Spent own = Meter.PROCESS.of(() -> await(exporters, before + ROUND));
        double spans = (double) (exporters.stored() - before);
        return new Round(
                spans / own.wallNanos() * 1e9,
                (double) server.cpu().minus(from).toNanos() / spans,
                own.cpuNanos() / spans,
                (double) server.residentBytes());
    }

    private static double answers(Report report, Visitor visitor) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("meanwhile asked", "times", "median ms", "99 of 100 within"));
        double slowest = 0;
        for (var each : visitor.millis().entrySet()) {
            Samples took = Samples.of(each.getValue(), millis -> millis);
            double most = took.ascending()[(int) Math.ceil(.99 * (double) took.ascending().length) - 1];
            slowest = Math.max(slowest, most);
            rows.add(List.of(
                    each.getKey(),
                    Integer.toString(each.getValue().size()),
                    Figures.plain(took.median()),
                    Figures.plain(most)));
        }
        report.table(rows);
        if (!visitor.wrong().isEmpty()) {
            report.line("Answered amiss: " + visitor.wrong());
        }
        return slowest;
    }

    /** @return whether nothing was lost, something was turned away, and the server is still there */
    private static boolean overload(Report report, Path store) throws Exception {
        Exporters exporters;
        boolean isAlive;
        try (var server = new ServeProcess(store)) {
            exporters = new Exporters(server.where(), FAR_TOO_MANY, TRACES, 1_000);
            try (exporters) {
                TIME.sleep(FAR_TOO_LONG);
                isAlive = server.isAlive();
            }
        }
        long lost = lost(store, exporters);
        report.line("%d exporters at once: %s requests turned away, %s failed, %s of %s acknowledged traces lost; %s."
                .formatted(
                        FAR_TOO_MANY,
                        Figures.whole(exporters.refused()),
                        Figures.whole(exporters.failed()),
                        Figures.whole(lost),
                        Figures.whole(exporters.traces().size()),
                        isAlive ? "the server goes on" : "THE SERVER IS GONE"));
        return isAlive && lost == 0 && exporters.failed() == 0;
    }

    private static boolean killed(Report report, Path store) throws Exception {
        Exporters exporters;
        try (var server = new ServeProcess(store)) {
            exporters = new Exporters(server.where(), EXPORTERS, TRACES, 2_000);
            try (exporters) {
                await(exporters, ROUND);
                server.kill();
            }
        }
        long lost = lost(store, exporters);
        report.line("Killed (-9): %s of %s acknowledged traces lost."
                .formatted(Figures.whole(lost), Figures.whole(exporters.traces().size())));
        return lost == 0;
    }

    /** Of the traces that were acknowledged, those that are not there, or not with all their steps. */
    private static long lost(Path file, Exporters exporters) {
        try (var store = Afterwise.store(file)) {
            History history = store.workspace(Workspace.DEFAULT).history();
            return exporters.traces().stream()
                    .filter(trace -> history.execution(new ExecutionId(trace))
                            .filter(found -> found.steps().size() == SpanLoad.STEPS)
                            .isEmpty())
                    .count();
        }
    }
}
