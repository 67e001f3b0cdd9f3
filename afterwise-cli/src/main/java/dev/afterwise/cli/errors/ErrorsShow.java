package dev.afterwise.cli.errors;

import dev.afterwise.ErrorBook;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.errors.Course;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.store.WorkspaceStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show all about one error: what it is, what it cost, how often, whom it affects, examples.")
final class ErrorsShow implements Verb {
    private record Count(Instant from, long failures) {}

    @Parameters(paramLabel = "ID", description = "the error's id, or its beginning")
    String id = "";

    @Override
    public Answer answer(Session session) {
        WorkspaceStore workspace = session.openStore(Access.READ).workspace(session.workspace());
        ErrorReport report = ErrorBook.of(workspace).report(ErrorScope.EVERYTHING);
        KnownError error = Shown.find(session, report, id);
        List<Execution> examples = examples(workspace, error);
        Course course = error.course();
        Answer answer = Answer.of("errors.show")
                .field("id", "id", Cell.name(error.key().id()))
                .field("label", "label", Cell.text(error.life().label()))
                .field("state", "state", Shown.state(error.life().state()))
                .field("because", "because", Cell.text(error.life().because()))
                .field("class", "class", Cell.name(error.failureClass().label()))
                .field("severity", "severity", Cell.name(Words.of(error.severity())))
                .field("type", "type", Cell.text(error.key().type()))
                .field("template", "message", Cell.text(error.key().template()))
                .field("step", "step", Cell.text(error.key().step()))
                .field("frame", "frame", Cell.text(error.key().frame()))
                .field("failures", "failures", Cell.whole(error.waste().failures()))
                .field(
                        "",
                        "share of waste",
                        new Cell.Figure(Figures.percent(error.waste().share()) + " %"))
                .forPrograms("share", Cell.real(error.waste().share()))
                .field("wasted_ms", "time wasted", Cell.took(error.waste().took()))
                .field(
                        "wasted_usd",
                        "cost wasted",
                        Cell.costUnlessZero(error.waste().cost()))
                .field("first_seen", "first seen", Cell.moment(error.seen().first()))
                .field("last_seen", "last seen", Cell.moment(error.seen().last()))
                .field("tasks", "tasks", Cell.several(error.seen().tasks()))
                .field("agents", "agents", Cell.several(error.seen().agents()))
                .field("before", "rate before", Shown.rate(course.before()))
                .field("recent", "rate recently", Shown.rate(course.recent()))
                .field("difference", "difference", Shown.difference(course))
                .field("course", "course", Shown.sparkline(course))
                .forPrograms("period", Cell.name(course.period().word()))
                .forPrograms("counts", new Cell.Rows(counts(course)));
        return answer.with(Table.of("examples", examples)
                .column("execution", "execution", it -> Cell.id(it.id()))
                .column("started", "started", it -> Cell.moment(it.startedAt()))
                .column("task", "task", it -> Cell.text(it.profile().task()))
                .column("agent", "agent", it -> Cell.text(it.profile().agent()))
                .column("message", "message", it -> Cell.text(it.headline().said())));
    }

    private static List<Execution> examples(WorkspaceStore workspace, KnownError error) {
        var ids = Shown.ids(workspace, List.of(error), Integer.MAX_VALUE);
        return error.seen().examples().stream()
                .<ExecutionId>mapMulti((number, found) -> {
                    ExecutionId id = ids.get(number);
                    if (id != null) {
                        found.accept(id);
                    }
                })
                .map(each -> workspace.history().execution(each).orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Table<Count> counts(Course course) {
        List<Count> counts = IntStream.range(0, course.counts().size())
                .mapToObj(i -> new Count(
                        course.from().plus(course.period().length().multipliedBy(i)),
                        course.counts().get(i)))
                .filter(each -> each.failures > 0)
                .toList();
        return Table.of("counts", counts)
                .column("start", "start", it -> Cell.moment(it.from))
                .column("failures", "failures", it -> Cell.whole(it.failures));
    }
}
