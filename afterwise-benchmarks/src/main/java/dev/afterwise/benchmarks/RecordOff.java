package dev.afterwise.benchmarks;

import dev.afterwise.Afterwise;
import dev.afterwise.Recording;
import dev.afterwise.Settings;
import dev.afterwise.store.Store;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What is left of the costs of recording when it is switched off: work of ten steps, each a checksum of a kilobyte, which takes
 * some tenths of a microsecond, made as a run with its steps, against the same work called directly. Each round measures the
 * direct calls twice, so that the noise can be seen.
 */
final class RecordOff implements Benchmark {
    private static final int STEPS = 10;
    private static final int RUNS = 100_000;
    private static final int WARM_UPS = 6;
    private static final byte[] KILOBYTE = new byte[1_024];

    /** So that nothing is left out because nobody looks at it. */
    private volatile long sum;

    @Override
    public String name() {
        return "record.off";
    }

    @Override
    public String compares() {
        return "CPU of work in a run with recording off, against the bare work";
    }

    @Override
    public Target target() {
        return Target.atMost(1.03);
    }

    @Override
    public int usualRounds() {
        return 25;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Settings off = Settings.STANDARD.with(Recording.STANDARD.with(Recording.Extent.OFF));
        try (var afterwise = Afterwise.with(Store.inMemory(), off)) {
            Pairs noise = Pairs.of(WARM_UPS, rounds, this::bare, this::bare);
            Pairs pairs = Pairs.of(WARM_UPS, rounds, () -> recorded(afterwise), this::bare);
            Samples cpu = pairs.ratio(Spent::cpuNanos);
            report.line("%d rounds a side, interleaved, of %s executions with %d steps each; CPU of the calling thread"
                    .formatted(rounds, Figures.whole(RUNS), STEPS));
            report.table(List.of(
                    List.of("an execution, median (least to greatest)", "CPU ns", "bytes"),
                    List.of(
                            "a run, recording off",
                            pairs.ours(Spent::cpuNanos).text(1),
                            pairs.ours(Spent::bytes).text(1)),
                    List.of(
                            "bare calls",
                            pairs.theirs(Spent::cpuNanos).text(1),
                            pairs.theirs(Spent::bytes).text(1)),
                    List.of("ratio", cpu.text(1), ""),
                    List.of(
                            "ratio of bare calls to themselves",
                            noise.ratio(Spent::cpuNanos).text(1),
                            "")));
            report.line("The ratio is off / bare, pair by pair: at most 1.03 is good.");
            return cpu.median();
        }
    }

    private Spent recorded(Afterwise afterwise) throws Exception {
        return Meter.THREAD
                .of(() -> {
                    for (int i = 0; i < RUNS; i++) {
                        sum = afterwise.run("task", run -> {
                            long checks = 0;
                            for (int step = 0; step < STEPS; step++) {
                                checks += run.phase("step", RecordOff::check);
                            }
                            return checks;
                        });
                    }
                })
                .per(RUNS);
    }

    private Spent bare() throws Exception {
        return Meter.THREAD
                .of(() -> {
                    for (int i = 0; i < RUNS; i++) {
                        long checks = 0;
                        for (int step = 0; step < STEPS; step++) {
                            checks += check();
                        }
                        sum = checks;
                    }
                })
                .per(RUNS);
    }

    private static long check() {
        var check = new CRC32();
        check.update(KILOBYTE);
        return check.getValue();
    }
}
