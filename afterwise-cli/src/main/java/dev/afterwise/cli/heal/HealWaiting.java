package dev.afterwise.cli.heal;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "waiting",
        description = {
            "List what waits for a person: failures that were escalated, newest first.",
            "A run of a plan goes on by 'run --resume ID'. Anything else is off the list when 'history outcome ID' says how it went."
        })
public final class HealWaiting implements Verb {
    private static final String ESCALATE = "escalate";

    /** So many executions without success are looked at. */
    private static final int LOOKED_AT = 10_000;

    @Option(names = "--limit", paramLabel = "N", order = 1, description = "at most so many, 1 to 1,000; 20 by default")
    int limit = 20;

    /** What waits, and where it stopped. */
    private record Row(Headline headline, Step step, Attempt last, Recovery.Escalate then) {}

    @Override
    public Answer answer(Session session) {
        if (limit < 1 || limit > 1_000) {
            throw Refusal.usage("--limit must be from 1 to 1,000, but it is (%d).".formatted(limit));
        }
        List<Row> rows = rows(session.open(Access.READ).history());
        Answer answer = Answer.of("heal.waiting").listing(table(rows)).exit(rows.isEmpty() ? Exit.OK : Exit.WAITING);
        return rows.isEmpty() && session.hint().isEmpty()
                ? answer.remark("Nothing waits for a person.", Tone.FAINT)
                : answer;
    }

    private List<Row> rows(History history) {
        List<Row> rows = new ArrayList<>();
        Filter unsuccessful = Filter.ALL.with(Set.of(Status.RUNNING, Status.FAILED));
        String next = null;
        for (int looked = 0; looked < LOOKED_AT && rows.size() < limit; looked += Query.MAX_LIMIT) {
            Page<Headline> page = history.find(new Query(unsuccessful, next, Math.min(Query.MAX_LIMIT, LOOKED_AT)));
            page.items().stream()
                    .filter(each -> each.recoveries().containsKey(ESCALATE))
                    .flatMap(each -> row(each, history.execution(each.id())).stream())
                    .limit(limit - rows.size())
                    .forEach(rows::add);
            next = page.next();
            if (next == null) {
                break;
            }
        }
        return rows;
    }

    /** Empty if somebody has seen to it: then the step went on, or it was said how the execution ended. */
    private static Optional<Row> row(Headline headline, Optional<Execution> whole) {
        return whole.stream()
                .flatMap(execution -> execution.steps().stream())
                .flatMap(step -> row(
                        headline,
                        step,
                        step.attempts().isEmpty() ? null : step.attempts().getLast()))
                .findFirst();
    }

    private static Stream<Row> row(Headline headline, Step step, @Nullable Attempt last) {
        return last != null && last.then() instanceof Recovery.Escalate then
                ? Stream.of(new Row(headline, step, last, then))
                : Stream.empty();
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of("waiting", rows)
                .column("started_at", "started", it -> Cell.moment(it.headline.startedAt()))
                .column("id", "id", it -> Cell.id(it.headline.id()))
                .column("task", "task", it -> Cell.text(it.headline.profile().task()))
                .column("step", "step", it -> Cell.text(it.step.action().name()))
                .column(
                        "class",
                        "failure",
                        it -> it.last.outcome() instanceof Outcome.Failed failed
                                ? Cell.name(failed.failure().failureClass().label())
                                : Cell.ABSENT)
                .column("because", "because", it -> Cell.text(it.then.because()))
                .column(
                        "resumable",
                        "go on by",
                        it -> it.headline.outcome() instanceof Outcome.Running
                                ? Cell.name("run --resume")
                                : Cell.name("history outcome"));
    }
}
