package dev.afterwise.cli.eval;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.anomaly.SeriesWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "anomaly",
        description = {
            "Say of each value of series how surprising it is, by those before it.",
            "A file is CSV with columns 'timestamp' and 'value'; of a folder, all its files *.csv, in folders of it, too.",
            "What is written has the column 'anomaly_score' as well, from 0 to less than 1: one scale for all series."
        })
public final class EvalAnomaly implements Verb {
    @Parameters(paramLabel = "DIR_OR_FILE", description = "the series")
    String place = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 1,
            description = "the folder to write to, each file where it is in DIR; without it, nothing is written")
    @Nullable
    Path out;

    private record Scored(String file, int values, int surprises, double greatest) {}

    /** What is worth a look: in noise, one or two values in a thousand score as much. */
    private static final double SURPRISING = .98;

    @Override
    public Answer answer(Session session) throws IOException {
        Path from = session.shell().file(Path.of(place));
        if (!Files.exists(from)) {
            throw Refusal.notFound(
                    "There must be a file or folder (%s) of series, but there is none.".formatted(place));
        }
        List<Path> files = files(from);
        @Nullable Path into = out == null ? null : session.shell().file(out);
        if (into != null
                && into.toAbsolutePath()
                        .normalize()
                        .startsWith(from.toAbsolutePath().normalize())) {
            throw Refusal.usage("What is written must be outside of what is read (%s), but (%s) is in it."
                    .formatted(place, Objects.requireNonNull(out)));
        }
        var scored = new ArrayList<Scored>();
        try (var gauge = new Gauge(session, "anomaly", files.size(), "files")) {
            for (Path each : files) {
                Path name = from.equals(each) ? each.getFileName() : from.relativize(each);
                scored.add(score(name.toString().replace('\\', '/'), each, into == null ? null : into.resolve(name)));
                gauge.at(scored.size());
            }
        }
        return answer(scored);
    }

    private List<Path> files(Path from) throws IOException {
        if (!Files.isDirectory(from)) {
            return List.of(from);
        }
        try (Stream<Path> all = Files.walk(from)) {
            List<Path> files = all.filter(each -> each.getFileName().toString().endsWith(".csv"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw Refusal.notFound(
                        "There must be files (*.csv) of series in (%s), but there are none.".formatted(place));
            }
            return files;
        }
    }

    private static Scored score(String name, Path from, @Nullable Path to) throws IOException {
        TimedValues series = TimedValues.read(name, from);
        var watch = new SeriesWatch();
        var text = new StringBuilder("timestamp,value,anomaly_score\n");
        int surprises = 0;
        double greatest = 0;
        for (TimedValues.Row row : series.rows()) {
            double score = watch.next(row.at(), row.value());
            surprises += score >= SURPRISING ? 1 : 0;
            greatest = Math.max(greatest, score);
            text.append(row.timestamp()).append(',').append(row.written()).append(',');
            text.append(String.format(Locale.ROOT, "%.12f", score)).append('\n');
        }
        if (to != null) {
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.writeString(to, text);
        }
        return new Scored(name, series.rows().size(), surprises, greatest);
    }

    private static Answer answer(List<Scored> scored) {
        return Answer.of("eval.anomaly")
                .with(Table.of("files", scored)
                        .column("file", "file", it -> Cell.name(it.file))
                        .column("n", "values", it -> Cell.whole(it.values))
                        .column("surprises", "score >= .98", it -> Cell.whole(it.surprises))
                        .column("greatest", "greatest", it -> Cell.real(it.greatest)));
    }
}
