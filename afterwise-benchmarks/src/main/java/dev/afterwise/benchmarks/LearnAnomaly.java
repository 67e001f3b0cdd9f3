package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.series.Detector;
import dev.afterwise.benchmarks.series.Labelled;
import dev.afterwise.benchmarks.series.MadeUp;
import dev.afterwise.benchmarks.series.Nab;
import dev.afterwise.benchmarks.series.NabFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Surprises in series, by the rules of the Numenta Anomaly Benchmark, against moving averages and random cut forests. Of series that
 * are made up; where {@code AFTERWISE_NAB} names a folder, of those in it, too.
 */
final class LearnAnomaly implements Benchmark {
    private static final String FOLDER = "AFTERWISE_NAB";

    @Override
    public String name() {
        return "learn.anomaly";
    }

    @Override
    public String compares() {
        return "the NAB score of a series' surprises with the best of EWMA z-scores and random cut forests";
    }

    @Override
    public Target target() {
        return Target.atLeast(1);
    }

    @Override
    public int usualRounds() {
        return 1;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        double ratio = Double.MAX_VALUE;
        Optional<String> folder = Optional.ofNullable(System.getenv(FOLDER));
        if (folder.isPresent()) {
            ratio = compare(
                    report,
                    "Series in the folder that %s names".formatted(FOLDER),
                    NabFolder.read(Path.of(folder.get())));
        }
        for (int seed = 1; seed <= rounds; seed++) {
            ratio = Math.min(
                    ratio, compare(report, "Series that are made up, seed %d".formatted(seed), MadeUp.series(seed)));
        }
        report.line(
                "One threshold for all series of a table, the best for each detector. In brackets: by kind, at that threshold.");
        return ratio;
    }

    private static double compare(Report report, String what, List<Labelled> series) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(what, "score", "windows", "found", "false", "us of CPU a value", "by kind"));
        double ours = 0;
        double best = 0;
        for (Detector each : Detector.all()) {
            List<double[]> scores = new ArrayList<>();
            double micros = Meter.THREAD
                            .of(() -> series.forEach(it -> scores.add(each.scores(it))))
                            .cpuNanos()
                    / 1_000
                    / series.stream().mapToInt(Labelled::size).sum();
            Nab.Result result = Nab.best(series, scores);
            if (each instanceof Detector.Ours) {
                ours = result.score();
            } else {
                best = Math.max(best, result.score());
            }
            rows.add(List.of(
                    each.name(),
                    figure(result.score()),
                    Figures.whole(result.windows()),
                    Figures.whole(result.found()),
                    Figures.whole(result.falseAlarms()),
                    Figures.plain(micros),
                    byKind(series, scores, result.threshold())));
        }
        report.table(rows);
        return ours / Math.max(1, best);
    }

    private static String byKind(List<Labelled> series, List<double[]> scores, double threshold) {
        Map<String, List<Integer>> kinds = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            kinds.computeIfAbsent(series.get(i).kind(), kind -> new ArrayList<>())
                    .add(i);
        }
        var text = new ArrayList<String>();
        kinds.forEach((kind, members) -> text.add(kind + " "
                + figure(Nab.at(
                                members.stream().map(series::get).toList(),
                                members.stream().map(scores::get).toList(),
                                threshold)
                        .score())));
        return "(" + String.join(", ", text) + ")";
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
