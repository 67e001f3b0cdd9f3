package dev.afterwise.cli.errors;

import dev.afterwise.ErrorBook;
import dev.afterwise.ExecutionId;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.store.WorkspaceStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description =
                "List the errors in which executions ended, those that wasted most first: how often, since when, whether new, back or gone.")
public sealed class ErrorsList implements Verb permits Errors {
    /** By what errors are ranked. */
    public enum Order {
        WASTE,
        TIME,
        COST,
        COUNT,
        NEWEST
    }

    @Mixin
    ErrorOptions only = new ErrorOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            order = 8,
            split = ",",
            description = "only new, regressed, ongoing or resolved ones; several with commas")
    List<Life.State> states = List.of();

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            order = 9,
            description = "rank by waste (time and cost), time, cost, count, or newest; waste by default")
    Order by = Order.WASTE;

    @Option(names = "--limit", paramLabel = "N", order = 10, description = "at most so many; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        WorkspaceStore workspace = session.openStore(Access.READ).workspace(session.workspace());
        ErrorReport report = ErrorBook.of(workspace).report(only.scope(workspace));
        List<KnownError> all = report.errors().stream()
                .filter(each -> states.isEmpty() || states.contains(each.life().state()))
                .sorted(order())
                .toList();
        List<KnownError> shown = all.stream().limit(limit).toList();
        Map<Long, ExecutionId> ids = Shown.ids(workspace, shown, 1);
        Answer answer = Answer.of("errors.list")
                .forPrograms("executions", Cell.whole(report.executions().tried()))
                .forPrograms("failures", Cell.whole(report.waste().failures()))
                .forPrograms("wasted_ms", Cell.took(report.waste().took()))
                .forPrograms("wasted_usd", Cell.costUnlessZero(report.waste().cost()))
                .forPrograms(
                        "recent_from", report.recentFrom() == null ? Cell.ABSENT : Cell.moment(report.recentFrom()))
                .forPrograms("errors_in_all", Cell.whole(all.size()))
                .listing(table(shown, ids));
        return remarks(session, report, all, answer);
    }

    private Comparator<KnownError> order() {
        Comparator<KnownError> order = switch (by) {
            case WASTE -> Comparator.comparingDouble(each -> -each.waste().share());
            case TIME -> Comparator.comparing(each -> each.waste().took().negated());
            case COST -> Comparator.comparingLong(each -> -each.waste().cost().micros());
            case COUNT -> Comparator.comparingLong(each -> -each.waste().failures());
            case NEWEST ->
                Comparator.comparing((KnownError each) -> each.seen().last()).reversed();
        };
        return order.thenComparing(each -> each.key().id());
    }

    private Answer remarks(Session session, ErrorReport report, List<KnownError> all, Answer answer) {
        if (session.hint().isPresent() || report.executions().tried() == 0) {
            return answer.hint(session.hint().orElse("No execution that succeeded or failed matches."))
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        if (all.isEmpty()) {
            return answer.remark("No error matches: %s executions, %s failures."
                    .formatted(
                            Figures.whole(report.executions().tried()),
                            Figures.whole(report.waste().failures())));
        }
        Answer more = all.size() <= limit
                ? answer
                : answer.remark(
                        "%d of %d errors; more: --limit %d".formatted(limit, all.size(), all.size()), Tone.FAINT);
        return more.remark("All about one: 'afterwise errors show ID'.", Tone.FAINT);
    }

    private static Table<KnownError> table(List<KnownError> errors, Map<Long, ExecutionId> ids) {
        return Table.of("errors", errors)
                .column("id", "id", it -> Cell.name(it.key().id()))
                .column("state", "state", it -> Shown.state(it.life().state()))
                .column("failures", "failures", it -> Cell.whole(it.waste().failures()))
                .forPeople(
                        "waste",
                        it -> new Cell.Figure(Figures.percent(it.waste().share()) + " %"))
                .forPrograms("share", it -> Cell.real(it.waste().share()))
                .column(
                        "wasted_ms",
                        "time",
                        it -> it.waste().took().isZero()
                                ? Cell.ABSENT
                                : Cell.took(it.waste().took()))
                .column(
                        "wasted_usd",
                        "cost",
                        it -> Cell.costUnlessZero(it.waste().cost()))
                .forPeople("course", it -> Shown.sparkline(it.course()))
                .column("first_seen", "", it -> Cell.moment(it.seen().first()))
                .column("last_seen", "last seen", it -> Cell.moment(it.seen().last()))
                .column("class", "class", it -> Cell.name(it.failureClass().label()))
                .column("type", "type", it -> Cell.text(it.key().type()))
                .column("step", "step", it -> Cell.text(it.key().step()))
                .forPeople("error", it -> Shown.said(it))
                .forPrograms("label", it -> Cell.text(it.life().label()))
                .forPrograms("template", it -> Cell.text(it.key().template()))
                .column("frame", "frame", it -> Cell.text(it.key().frame()))
                .forPrograms("because", it -> Cell.text(it.life().because()))
                .forPrograms("severity", it -> Cell.name(Words.of(it.severity())))
                .forPrograms("tasks", it -> Cell.several(it.seen().tasks()))
                .forPrograms("agents", it -> Cell.several(it.seen().agents()))
                .forPrograms("before", it -> Shown.rate(it.course().before()))
                .forPrograms("recent", it -> Shown.rate(it.course().recent()))
                .forPrograms("difference", it -> Shown.difference(it.course()))
                .column("execution", "newest", it -> newest(it, ids));
    }

    private static Cell newest(KnownError error, Map<Long, ExecutionId> ids) {
        @Nullable ExecutionId id = ids.get(error.seen().examples().getFirst());
        return id == null ? Cell.ABSENT : Cell.id(id);
    }
}
