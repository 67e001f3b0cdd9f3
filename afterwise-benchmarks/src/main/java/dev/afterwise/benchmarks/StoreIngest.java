package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Fact;
import dev.afterwise.Workspace;
import dev.afterwise.json.Facts;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.History;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to keep executions: secrets are left out of the facts of a thousand at a time, as a recorder under load does,
 * and they are folded, written as JSON and committed with their headlines and indices. The raw side inserts that JSON, ready-made, into a table
 * without an index, in one transaction. Both begin with an empty file each round, and are given what was made just before.
 */
final class StoreIngest implements Benchmark {
    private static final int EXECUTIONS = 10_000;
    private static final int GROUP = 1_000;
    private static final int WARM_UPS = 4;
    private static final long SEED = 3;
    private static final double LEAST = .5;

    @Override
    public String name() {
        return "store.ingest";
    }

    @Override
    public String compares() {
        return "CPU to store executions with all that is derived, against raw SQLite inserts of the same bytes";
    }

    @Override
    public Target target() {
        return Target.atLeast(LEAST);
    }

    @Override
    public int usualRounds() {
        return 15;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        try (var folder = new TemporaryFolder()) {
            List<Spent> wide = new ArrayList<>();
            List<Spent> everybody = new ArrayList<>();
            List<Spent> redacting = new ArrayList<>();
            Pairs pairs = Pairs.of(WARM_UPS, rounds, () -> ours(folder.fresh(), everybody, redacting), () -> {
                wide.add(raw(folder.fresh(), RawSqlite.OUR_PAGE_BYTES));
                return raw(folder.fresh(), RawSqlite.USUAL_PAGE_BYTES);
            });
            return show(
                    report,
                    pairs,
                    everybody.subList(WARM_UPS, everybody.size()),
                    redacting.subList(WARM_UPS, redacting.size()),
                    wide.subList(WARM_UPS, wide.size()));
        }
    }

    private static double show(
            Report report, Pairs pairs, List<Spent> everybody, List<Spent> redacting, List<Spent> wide) {
        Samples share = pairs.ratio(spent -> 1 / spent.cpuNanos());
        report.line(
                "%d rounds a side, interleaved, of %s executions with %s bytes of JSON each; CPU of the writing thread"
                        .formatted(pairs.ours().size(), Figures.whole(EXECUTIONS), Figures.whole(bytes())));
        report.table(List.of(
                List.of("an execution, median (least to greatest)", "CPU us", "wall us", "per CPU second"),
                row(
                        "Afterwise, %s in a transaction".formatted(Figures.whole(GROUP)),
                        pairs.ours(Spent::cpuNanos),
                        pairs.ours(Spent::wallNanos)),
                row(
                        "the same, all threads of the process",
                        Samples.of(everybody, Spent::cpuNanos),
                        Samples.of(everybody, Spent::wallNanos)),
                row(
                        "of that, leaving secrets out",
                        Samples.of(redacting, Spent::cpuNanos),
                        Samples.of(redacting, Spent::wallNanos)),
                row(
                        "raw SQLite, all in one transaction",
                        pairs.theirs(Spent::cpuNanos),
                        pairs.theirs(Spent::wallNanos)),
                row(
                        "raw SQLite with pages of 16 KiB, as the store has",
                        Samples.of(wide, Spent::cpuNanos),
                        Samples.of(wide, Spent::wallNanos))));
        report.line("The ratio is raw CPU / our CPU, pair by pair %s: at least %s is good."
                .formatted(share.text(1), Figures.plain(LEAST)));
        return share.median();
    }

    private static List<String> row(String name, Samples cpu, Samples wall) {
        return List.of(name, cpu.text(1e3), wall.text(1e3), Figures.whole(Math.round(1e9 / cpu.median())));
    }

    /** How many bytes the JSON of an execution has, on average. */
    private static long bytes() {
        return new Specimens(SEED)
                        .next(GROUP).stream()
                                .mapToLong(facts -> Facts.write(facts).getBytes(StandardCharsets.UTF_8).length)
                                .sum()
                / GROUP;
    }

    /**
     * @param everybody where to put what all threads spent: some write down what others are about to store
     * @param redacting where to put what leaving secrets out took of it
     */
    private static Spent ours(Path file, List<Spent> everybody, List<Spent> redacting) throws Exception {
        var specimens = new Specimens(SEED);
        Spent spent = Spent.NOTHING;
        Spent all = Spent.NOTHING;
        Spent clean = Spent.NOTHING;
        Store store = Afterwise.store(file);
        try {
            History history = store.workspace(Workspace.DEFAULT).history();
            for (int stored = 0; stored < EXECUTIONS; stored += GROUP) {
                List<Fact> facts =
                        specimens.next(GROUP).stream().flatMap(List::stream).toList();
                List<Fact> kept = new ArrayList<>();
                Spent redacted = Meter.THREAD.of(() -> kept.addAll(Redaction.STANDARD.of(facts)));
                Spent[] own = new Spent[1];
                all = all.plus(redacted)
                        .plus(Meter.PROCESS.of(() -> own[0] = Meter.THREAD.of(() -> append(history, kept))));
                spent = spent.plus(redacted).plus(own[0]);
                clean = clean.plus(redacted);
            }
        } finally {
            Spent last = Meter.THREAD.of(store::close); // moves what is in the log into the file
            spent = spent.plus(last);
            all = all.plus(last);
        }
        everybody.add(all.per(EXECUTIONS));
        redacting.add(clean.per(EXECUTIONS));
        return spent.per(EXECUTIONS);
    }

    private static void append(History history, List<Fact> facts) {
        Receipt receipt = history.append(facts);
        if (receipt.added() != GROUP) {
            throw new IllegalStateException(
                    "All executions (%d) must be new, but this was stored: (%s).".formatted(GROUP, receipt));
        }
    }

    private static Spent raw(Path file, int pageBytes) throws Exception {
        var specimens = new Specimens(SEED);
        var raw = new RawSqlite(file, pageBytes);
        Spent spent = Meter.THREAD.of(raw::begin);
        try {
            for (int stored = 0; stored < EXECUTIONS; stored += GROUP) {
                List<String> bodies =
                        specimens.next(GROUP).stream().map(Facts::write).toList();
                spent = spent.plus(Meter.THREAD.of(() -> raw.insert(bodies)));
            }
            spent = spent.plus(Meter.THREAD.of(raw::commit));
        } finally {
            spent = spent.plus(Meter.THREAD.of(raw::close));
        }
        return spent.per(EXECUTIONS);
    }
}
