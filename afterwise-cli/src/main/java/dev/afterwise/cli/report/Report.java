package dev.afterwise.cli.report;

import dev.afterwise.Workspace;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.store.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterwise report}. */
@Command(
        name = "report",
        description = {
            "Say what happened, what changed, and what to do: in one file (--output report.html, .md or .json), or here.",
            "The page needs no network and no script, and is safe to open whatever the history holds."
        })
public final class Report implements Verb {
    /** How many days a report is about, if nobody says it. */
    public static final int USUAL_DAYS = 30;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 1,
            description = "the last so many days, up to the newest execution; 30 if you say nothing")
    int days = USUAL_DAYS;

    @Option(
            names = "--detailed",
            order = 2,
            description = "for each task its agents, steps, slowest and newest failed executions, too")
    boolean detailed;

    @Override
    public boolean writesFile() {
        return true;
    }

    @Override
    public Answer answer(Session session) throws IOException {
        if (days < 1 || days > Scope.MOST_DAYS) {
            throw Refusal.usage("--days must be from 1 to %,d, but it is (%d).".formatted(Scope.MOST_DAYS, days));
        }
        Optional<Path> file = session.file();
        file.ifPresent(Form::of);
        Workspace workspace = session.workspace();
        WorkspaceStore store = session.openStore(Access.READ).workspace(workspace);
        Instant now = session.shell().time().now();
        Optional<Findings> findings = findings(store, workspace, days, detailed ? Detail.DETAILED : Detail.BRIEF, now);
        if (findings.isEmpty()) {
            Answer nothing =
                    Answer.of(file.isPresent() ? "report.file" : "report").exit(Exit.NOT_ENOUGH_HISTORY);
            return session.hint().isPresent()
                    ? nothing
                    : nothing.hint("There is nothing to report on: no execution was recorded in the workspace (%s).%s"
                            .formatted(workspace, file.isPresent() ? "\nNo file was written." : ""));
        }
        if (file.isEmpty()) {
            Extent extent = session.format() == Format.TEXT ? Extent.SUMMARY : Extent.WHOLE;
            return Chapters.answer(findings.get(), extent);
        }
        return written(
                findings.get(), Written.of(file.get(), Form.of(file.get()).write(findings.get())));
    }

    private static Answer written(Findings findings, Written written) {
        return Answer.of("report.file")
                .remark(Sayings.title(findings), Tone.STRONG)
                .remark(Sayings.lead(findings))
                .field("path", "report", Cell.name(written.file().toString()))
                .forPrograms("form", Cell.name(Words.of(Form.of(written.file()))))
                .field("bytes", "bytes", Cell.whole(written.bytes()))
                .forPrograms("title", Cell.name(Sayings.title(findings)))
                .field(
                        "executions",
                        "executions",
                        Cell.whole(findings.outcomes().total()))
                .forPrograms("days", Cell.whole(findings.scope().days()));
    }

    /**
     * Writes a report into a file, in place of what is there; the end of its name says in which form.
     *
     * @param days how many days back from the newest execution, from 1 to 3,660
     * @return whether there was anything to report on; if not, no file was written
     * @throws Refusal if the name ends in no form that there is, or the folder is not there
     */
    public static boolean write(
            Path file, WorkspaceStore store, Workspace workspace, int days, Detail detail, Instant now)
            throws IOException {
        Form form = Form.of(file);
        Optional<Findings> findings = findings(store, workspace, days, detail, now);
        if (findings.isPresent()) {
            Written.of(file, form.write(findings.get()));
        }
        return findings.isPresent();
    }

    private static Optional<Findings> findings(
            WorkspaceStore store, Workspace workspace, int days, Detail detail, Instant now) {
        return Scope.last(days, store.history(), workspace, detail, now)
                .map(scope -> new Survey(store, scope).findings());
    }
}
