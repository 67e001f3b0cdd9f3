package dev.afterwise.benchmarks;

import java.util.List;

/**
 * What it costs to record a step: the call of a model, with its name and its tokens, ten to an execution, each execution
 * with a name, an agent and an attribute. Both sides hand what they recorded to a thread in the background, in groups, which
 * throws it away; nothing may be lost on the way.
 */
final class RecordStep implements Benchmark {
    static final int STEPS = 10;
    private static final int RUNS = 50_000;
    private static final int WARM_UPS = 6;

    /** Something that records executions. */
    interface Peer extends AutoCloseable {
        /** Records one execution. */
        void execution();

        /** Waits until all of it was thrown away. */
        void flush();

        /** How many facts or spans were thrown away up to now. */
        long received();

        /** How many facts or spans an execution is. */
        long perExecution();

        @Override
        void close();
    }

    @Override
    public String name() {
        return "record.step";
    }

    @Override
    public String compares() {
        return "CPU and bytes to record a step, against a span of the OpenTelemetry SDK";
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
        try (var ours = new OurRecorder();
                var theirs = new OpenTelemetrySpans()) {
            Pairs pairs = Pairs.of(WARM_UPS, rounds, () -> round(ours), () -> round(theirs));
            Samples cpu = pairs.ratio(Spent::cpuNanos);
            Samples bytes = pairs.ratio(Spent::bytes);
            report.line(
                    "%d rounds a side, interleaved, of %s executions with %d steps each; CPU of all threads of the process"
                            .formatted(rounds, Figures.whole(RUNS), STEPS));
            report.table(List.of(
                    List.of("a step, median (least to greatest)", "CPU ns", "bytes"),
                    List.of(
                            "Afterwise",
                            pairs.ours(Spent::cpuNanos).text(1),
                            pairs.ours(Spent::bytes).text(1)),
                    List.of(
                            "OpenTelemetry span",
                            pairs.theirs(Spent::cpuNanos).text(1),
                            pairs.theirs(Spent::bytes).text(1)),
                    List.of("ratio, ours / theirs", cpu.text(1), bytes.text(1))));
            report.line("The ratio is the greater of the two medians: at most 1 is good.");
            return Math.max(cpu.median(), bytes.median());
        }
    }

    private static Spent round(Peer peer) throws Exception {
        long before = peer.received();
        Spent spent = Meter.PROCESS.of(() -> {
            for (int i = 0; i < RUNS; i++) {
                peer.execution();
            }
            peer.flush();
        });
        long received = peer.received() - before;
        long expected = RUNS * peer.perExecution();
        if (received != expected) {
            throw new IllegalStateException("All that is recorded (%s facts or spans) must arrive, but (%s) did."
                    .formatted(Figures.whole(expected), Figures.whole(received)));
        }
        return spent.per((long) RUNS * STEPS);
    }
}
