package dev.afterwise.cli.eval;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.templates.Grouping;
import dev.afterwise.learn.templates.Template;
import dev.afterwise.learn.templates.TemplateId;
import dev.afterwise.learn.templates.Templates;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "templates",
        description = {
            "Find the templates of lines whose templates are known, each file by itself, and count how often it is right.",
            "A file is CSV with columns 'message' and 'template'; of a folder, all its files *.csv."
        })
public final class EvalTemplates implements Verb {
    /** So many lines are learned before a clock is looked at, for code that has run for a while is quicker. */
    private static final int WARMING = 300_000;

    private static final int LEAST_PASSES = 5;
    private static final int MEASURED = 40_000;

    @Parameters(paramLabel = "DIR_OR_FILE", arity = "1..*", description = "the lines")
    List<String> places = List.of();

    private record Tried(String file, Grouping grouping, double nanos) {
        double linesPerSecond() {
            return perSecond(grouping.lines(), nanos);
        }
    }

    @Override
    public Answer answer(Session session) throws IOException {
        var files = new ArrayList<LabelledLines>();
        for (String place : places) {
            read(session, place, files);
        }
        warmUp(files);
        var tried = new ArrayList<Tried>();
        try (var gauge = new Gauge(session, "templates", files.size(), "files")) {
            for (LabelledLines file : files) {
                tried.add(attempt(file, session.shell().time()));
                gauge.at(tried.size());
            }
        }
        return answer(tried);
    }

    private static void read(Session session, String name, List<LabelledLines> files) throws IOException {
        Path place = session.shell().file(Path.of(name));
        if (!Files.exists(place)) {
            throw Refusal.notFound("There must be a file or folder (%s) of lines, but there is none.".formatted(name));
        }
        if (!Files.isDirectory(place)) {
            files.add(LabelledLines.read(name, place));
            return;
        }
        List<Path> members;
        try (Stream<Path> all = Files.list(place)) {
            members = all.filter(each -> each.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        if (members.isEmpty()) {
            throw Refusal.notFound("There must be files (*.csv) of lines in (%s), but there are none.".formatted(name));
        }
        for (Path each : members) {
            files.add(LabelledLines.read(each.getFileName().toString(), each));
        }
    }

    private static Tried attempt(LabelledLines lines, Timekeeper time) {
        Grouping grouping = Grouping.of(found(lines), lines.templates());
        int passes = Math.max(LEAST_PASSES, MEASURED / grouping.lines());
        var nanos = new long[passes];
        for (int i = 0; i < passes; i++) {
            long start = time.nanos();
            learn(lines);
            nanos[i] = time.nanos() - start;
        }
        Arrays.sort(nanos);
        return new Tried(lines.file(), grouping, nanos[passes / 2]);
    }

    private static void warmUp(List<LabelledLines> files) {
        for (int learned = 0; learned < WARMING; ) {
            for (LabelledLines each : files) {
                learn(each);
                learned += each.messages().size();
            }
        }
    }

    private static void learn(LabelledLines lines) {
        var templates = new Templates();
        lines.messages().forEach(templates::learn);
    }

    /** Each line has the template it got when it came, or that into which it was merged since. */
    private static List<TemplateId> found(LabelledLines lines) {
        var templates = new Templates();
        List<TemplateId> ids = lines.messages().stream().map(templates::learn).toList();
        return ids.stream()
                .map(id -> templates.template(id).map(Template::id).orElse(id))
                .toList();
    }

    private static Answer answer(List<Tried> tried) {
        double accuracy = mean(
                tried.stream().mapToDouble(each -> each.grouping.accuracy()).toArray());
        double f1 = mean(tried.stream().mapToDouble(each -> each.grouping.f1()).toArray());
        double speed = perSecond(
                tried.stream().mapToLong(each -> each.grouping.lines()).sum(),
                tried.stream().mapToDouble(Tried::nanos).sum());
        return Answer.of("eval.templates")
                .with(Table.of("files", tried)
                        .column("file", "file", it -> Cell.name(it.file))
                        .column("n", "lines", it -> Cell.whole(it.grouping.lines()))
                        .column("groups", "templates", it -> Cell.whole(it.grouping.known()))
                        .column("found", "found", it -> Cell.whole(it.grouping.found()))
                        .column("ga", "accuracy", it -> Cell.real(it.grouping.accuracy()))
                        .column("fga", "F1", it -> Cell.real(it.grouping.f1()))
                        .column("lines_per_s", "lines/s", it -> Cell.whole(Math.round(it.linesPerSecond()))))
                .forPrograms(
                        "mean",
                        new Cell.Compound(
                                Cell.ABSENT,
                                List.of(
                                        Field.of("ga", Cell.real(accuracy)),
                                        Field.of("fga", Cell.real(f1)),
                                        Field.of("lines_per_s", Cell.whole(Math.round(speed))))))
                .remark(String.format(
                        Locale.ROOT,
                        "mean accuracy %.3f, mean F1 %.3f, %s lines/s",
                        accuracy,
                        f1,
                        Figures.whole(Math.round(speed))));
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double perSecond(long lines, double nanos) {
        return lines * 1e9 / Math.max(1, nanos);
    }
}
