package dev.afterwise.cli.history;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.Receipt;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Bring in executions from elsewhere, one JSON object on each line, the facts of traces, or OpenTelemetry's spans.",
            "Importing a file again changes nothing. A bad line is reported and kept in FILE.rejected; all others are stored."
        })
public final class Import implements Verb {
    private static final String STDIN = "stdin";
    private static final int SHOWN_PROBLEMS = 10;

    /** What the files hold. */
    public enum Source {
        /** One execution on each line. */
        EXECUTIONS,
        /** One fact on each line; also a folder of such files. */
        TRACE,
        /** OpenTelemetry's requests in JSON, one on each line, as its Collector writes them. */
        OTLP
    }

    /**
     * A file to import.
     *
     * @param path null for the standard input
     */
    private record Named(String name, @Nullable Path path, Path rejected) {}

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            order = 1,
            description = "executions, which is the default, trace, or otlp: OpenTelemetry's requests in JSON")
    Source source = Source.EXECUTIONS;

    @Option(
            names = "--rejected",
            paramLabel = "PATH",
            order = 2,
            description = "where bad lines are kept, instead of FILE.rejected; replaced, or removed if there are none")
    @Nullable
    Path rejected;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "what to import; - is the standard input; with --format trace also a folder")
    List<String> files = List.of();

    @Override
    public Answer answer(Session session) throws IOException, InterruptedException {
        Shell shell = session.shell();
        List<Named> named = files.stream().map(name -> named(name, shell)).toList();
        if (rejected != null && named.size() > 1) {
            throw Refusal.usage("--rejected must be given for one FILE, but there are %d.".formatted(named.size()));
        }
        long start = shell.time().nanos();
        var redaction = new Redaction(session.configurations().recording().secrets());
        Store store = session.openStore(Access.MAKE);
        List<Intake.Taken> taken = new ArrayList<>();
        for (Named each : named) {
            taken.add(
                    switch (source) {
                        case EXECUTIONS -> executions(each, store, redaction, session);
                        case TRACE -> traces(each, store, redaction, session);
                        case OTLP -> otlp(each, store, redaction, session);
                    });
        }
        return answer(named, taken)
                .forPrograms("duration_ms", Cell.took(shell.time().since(start)));
    }

    private static Intake.Taken executions(Named named, Store store, Redaction redaction, Session session)
            throws IOException, InterruptedException {
        var intake = new Intake(named.name, store, session.workspace(), redaction, new RejectedFile(named.rejected));
        try (InputStream in = stream(named.path, session);
                var progress = new Progress(session, named.name, bytes(named.path))) {
            return intake.all(in, progress);
        }
    }

    private static Intake.Taken otlp(Named named, Store store, Redaction redaction, Session session)
            throws IOException, InterruptedException {
        var intake = new OtlpIntake(
                named.name,
                store.workspace(session.workspace()),
                redaction,
                new RejectedFile(named.rejected),
                session.shell().time(),
                session.configurations().otlp());
        try (InputStream in = stream(named.path, session);
                var progress = new Progress(session, named.name, bytes(named.path))) {
            return intake.all(in, progress);
        }
    }

    private static Intake.Taken traces(Named named, Store store, Redaction redaction, Session session)
            throws IOException, InterruptedException {
        var intake = new TraceIntake(
                store.workspace(session.workspace()).history(), redaction, new RejectedFile(named.rejected));
        if (named.path == null || !Files.isDirectory(named.path)) {
            try (InputStream in = stream(named.path, session);
                    var progress = new Progress(session, named.name, bytes(named.path))) {
                intake.add(named.name, in, progress);
            }
            return intake.taken(named.name);
        }
        try (Stream<Path> files = Files.list(named.path);
                var progress = new Progress(session, named.name, 0)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl") && Files.isRegularFile(each))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    intake.add(file.getFileName().toString(), in, progress);
                }
            }
        }
        return intake.taken(named.name);
    }

    private static InputStream stream(@Nullable Path path, Session session) throws IOException {
        return path == null ? session.shell().in() : Files.newInputStream(path);
    }

    private static long bytes(@Nullable Path path) throws IOException {
        return path == null ? 0 : Files.size(path);
    }

    /** What can be known to be wrong is said before anything is stored. */
    private Named named(String name, Shell shell) {
        Path chosen = rejected == null ? null : shell.file(rejected);
        if (name.equals("-")) {
            return new Named(STDIN, null, chosen == null ? shell.file(Path.of(STDIN + ".rejected")) : chosen);
        }
        Path file = shell.file(Path.of(name));
        if (!Files.exists(file)) {
            throw Refusal.notFound("There must be a file (%s) to import, but there is none.".formatted(name));
        }
        if (Files.isDirectory(file) && source != Source.TRACE) {
            throw Refusal.usage("What is imported must be a file, but (%s) is a folder.\nMaybe --format trace is meant."
                    .formatted(name));
        }
        if (file.equals(chosen)) {
            throw Refusal.usage("--rejected must name another file than the imported one (%s).".formatted(name));
        }
        return new Named(name, file, chosen == null ? file.resolveSibling(file.getFileName() + ".rejected") : chosen);
    }

    private static Answer answer(List<Named> named, List<Intake.Taken> taken) {
        Receipt sum = taken.stream().map(Intake.Taken::receipt).reduce(Receipt.NOTHING, Receipt::merge);
        long bad = taken.stream().mapToLong(Intake.Taken::rejected).sum();
        List<Intake.Reported> problems =
                taken.stream().flatMap(each -> each.problems().stream()).toList();
        List<Intake.Reported> torn =
                taken.stream().flatMap(each -> each.torn().stream()).toList();
        Answer answer = Answer.of("import")
                .field("added", "added", Cell.whole(sum.added()))
                .field("changed", "changed", Cell.whole(sum.changed()))
                .field("unchanged", "unchanged", Cell.whole(sum.unchanged()))
                .field("rejected", "rejected", Cell.whole(bad))
                .forPrograms("refused", Cell.whole(sum.refused()))
                .forPrograms("torn", Cell.whole(torn.size()))
                .with(files(taken))
                .with(Table.of("problems", problems)
                        .forPrograms("file", it -> Cell.name(it.file()))
                        .forPrograms("line", it -> Cell.whole(it.problem().line()))
                        .forPrograms(
                                "column",
                                it -> Cell.wholeUnlessZero(it.problem().column()))
                        .forPrograms("message", it -> Cell.name(it.problem().message())));
        for (Intake.Reported each : torn.stream().limit(SHOWN_PROBLEMS).toList()) {
            answer = answer.remark(
                    "%s:%d: the last line was not written to its end; all before it is stored"
                            .formatted(each.file(), each.problem().line()),
                    Tone.FAINT);
        }
        if (sum.refused() > 0) {
            answer = answer.remark(
                    "%s refused: their executions were removed when their time was over, or their details were"
                            .formatted(Figures.whole(sum.refused())),
                    Tone.FAINT);
        }
        if (bad == 0) {
            return answer;
        }
        for (Intake.Reported each : problems.stream().limit(SHOWN_PROBLEMS).toList()) {
            answer = answer.remark(each.problem().in(each.file()), Tone.BAD);
        }
        long more = bad - Math.min(SHOWN_PROBLEMS, problems.size());
        answer = more == 0 ? answer : answer.remark("... and %s more".formatted(Figures.whole(more)));
        for (int i = 0; i < taken.size(); i++) {
            answer = kept(answer, taken.get(i), named.get(i).rejected);
        }
        return answer.exit(Exit.FAILED);
    }

    private static Answer kept(Answer answer, Intake.Taken taken, Path rejected) {
        if (taken.trouble() != null) {
            return answer.hint(
                    "The rejected lines must be kept in (%s), but they could not all be: %s\nMaybe say by --rejected where they can be."
                            .formatted(rejected, taken.trouble()));
        }
        return taken.rejected() == 0 ? answer : answer.hint("The rejected lines are kept in %s.".formatted(rejected));
    }

    private static Table<Intake.Taken> files(List<Intake.Taken> taken) {
        boolean isOne = taken.size() == 1;
        return Table.of("files", taken)
                .column("file", isOne ? "" : "file", it -> Cell.name(it.name()))
                .column(
                        "added",
                        isOne ? "" : "added",
                        it -> Cell.whole(it.receipt().added()))
                .column(
                        "changed",
                        isOne ? "" : "changed",
                        it -> Cell.whole(it.receipt().changed()))
                .column(
                        "unchanged",
                        isOne ? "" : "unchanged",
                        it -> Cell.whole(it.receipt().unchanged()))
                .column("rejected", isOne ? "" : "rejected", it -> Cell.whole(it.rejected()))
                .forPrograms("refused", it -> Cell.whole(it.receipt().refused()));
    }
}
