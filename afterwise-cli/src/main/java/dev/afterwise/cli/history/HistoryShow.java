package dev.afterwise.cli.history;

import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Event;
import dev.afterwise.Execution;
import dev.afterwise.Recovery;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Ids;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.History;
import dev.afterwise.store.Signal;
import dev.afterwise.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show one execution whole: its steps, attempts, recoveries and events.")
public final class HistoryShow implements Verb {
    @Parameters(paramLabel = "ID", description = "the id or its beginning, or the name another system gave it")
    String id = "";

    private static final int MOST_CHILDREN = 1_000;

    /** One line of what people see of the steps; there is no attempt where none was begun. */
    private record Try(
            Step step, String name, int depth, @Nullable Attempt attempt) {}

    @Override
    public Answer answer(Session session) {
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        History history = store.history();
        Execution execution =
                history.execution(Ids.find(session, history, id)).orElseThrow(() -> Ids.none(session, id));
        Answer answer = Answer.of("history.show");
        for (Field field : Headlines.fields(execution.headline())) {
            answer = answer.with(field);
        }
        for (Field field : Circumstances.fields(execution.about())) {
            answer = answer.with(field);
        }
        answer = answer.with(steps(execution))
                .with(tries(execution))
                .with(signals(store.signals().told(execution.id())))
                .with(events(execution))
                .with(Circumstances.ratings(execution))
                .with(Circumstances.children(execution, history.children(execution.id(), MOST_CHILDREN)))
                .forPrograms("remains", Cell.name(execution.remains().word()));
        return switch (execution.remains()) {
            case EVERYTHING -> answer;
            case A_PART -> answer.remark("Its time is over: most of the details are gone.", Tone.FAINT);
            case HEADLINE -> answer.remark("Its time is over: the details are gone.", Tone.FAINT);
        };
    }

    /** What people were asked and said while it ran. */
    private static Table<Signal> signals(List<Signal> told) {
        return Table.of("said", told)
                .column("at", "said at", it -> Cell.moment(it.at()))
                .column("by", "by", it -> Cell.text(it.by()))
                .column("what", "what", it -> Cell.name(it.word().name().toLowerCase(Locale.ROOT)))
                .column("step", "about", it -> Cell.text(it.step()))
                .column("because", "why", it -> Cell.text(it.because()));
    }

    private static Table<Step> steps(Execution execution) {
        return Table.of("steps", execution.steps())
                .forPrograms("id", step -> Cell.name(step.id().hex()))
                .forPrograms("parent", step -> {
                    StepId parent = step.parent();
                    return parent == null ? Cell.ABSENT : Cell.name(parent.hex());
                })
                .forPrograms("name", step -> Cell.name(step.action().name()))
                .forPrograms("kind", step -> Cell.name(kind(step.action())))
                .forPrograms("estimate_ms", step -> estimate(step.action()))
                .forPrograms(
                        "arguments",
                        step -> step.action() instanceof Action.ToolCall call
                                ? Circumstances.payload(call.arguments())
                                : Cell.ABSENT)
                .forPrograms("outcome", step -> Cell.status(step.outcome().status()))
                .forPrograms("attempts", step -> new Cell.Rows(attempts(step)));
    }

    private static Table<Attempt> attempts(Step step) {
        return Table.of("attempts", step.attempts())
                .forPrograms("attempt", it -> Cell.whole(it.number()))
                .forPrograms("agent", it -> Cell.text(it.agent()))
                .forPrograms("started", it -> Cell.moment(it.startedAt()))
                .forPrograms("outcome", it -> Cell.status(it.outcome().status()))
                .forPrograms("duration_ms", it -> Outcomes.took(it.outcome()))
                .forPrograms("error", it -> Outcomes.error(it.outcome()))
                .forPrograms(
                        "input_tokens", it -> Cell.wholeUnlessZero(it.usage().inputTokens()))
                .forPrograms(
                        "output_tokens", it -> Cell.wholeUnlessZero(it.usage().outputTokens()))
                .forPrograms(
                        "cached_tokens", it -> Cell.wholeUnlessZero(it.usage().cachedTokens()))
                .forPrograms("cost_usd", it -> Cell.costUnlessZero(it.usage().cost()))
                .forPrograms("api_calls", it -> Cell.wholeUnlessZero(it.usage().apiCalls()))
                .forPrograms("result", it -> Circumstances.payload(it.result()))
                .forPrograms("recovery", it -> recovery(it.then()));
    }

    private static Table<Try> tries(Execution execution) {
        return Table.of("", tryList(execution))
                .forPeople("step", it -> Cell.text("  ".repeat(it.depth) + it.name))
                .forPeople("kind", it -> Cell.text(kind(it.step.action())))
                .forPeople("attempt", it -> it.attempt == null ? Cell.ABSENT : Cell.whole(it.attempt.number()))
                .forPeople("agent", it -> it.attempt == null ? Cell.ABSENT : Cell.text(it.attempt.agent()))
                .forPeople(
                        "outcome",
                        it -> it.attempt == null
                                ? Cell.text("not begun")
                                : Cell.status(it.attempt.outcome().status()))
                .forPeople("took", it -> it.attempt == null ? Cell.ABSENT : Outcomes.took(it.attempt.outcome()))
                .forPeople("estimate", it -> estimate(it.step.action()))
                .forPeople("tokens in", it -> Cell.wholeUnlessZero(usage(it).inputTokens()))
                .forPeople("tokens out", it -> Cell.wholeUnlessZero(usage(it).outputTokens()))
                .forPeople("cost", it -> Cell.costUnlessZero(usage(it).cost()))
                .forPeople("error", it -> it.attempt == null ? Cell.ABSENT : Outcomes.error(it.attempt.outcome()))
                .forPeople("then", it -> it.attempt == null ? Cell.ABSENT : recovery(it.attempt.then()));
    }

    private static Cell estimate(Action action) {
        return action instanceof Action.Phase phase ? Cell.took(phase.estimate()) : Cell.ABSENT;
    }

    private static Usage usage(Try it) {
        return it.attempt == null ? Usage.NONE : it.attempt.usage();
    }

    /** The steps as a tree: what is a part of a step stands below it. */
    private static List<Try> tryList(Execution execution) {
        List<Try> tries = new ArrayList<>();
        for (Branch branch : Branch.of(execution.steps())) {
            Step step = branch.step();
            if (step.attempts().isEmpty()) {
                tries.add(new Try(step, branch.name(), branch.depth(), null));
            }
            step.attempts().forEach(attempt -> tries.add(new Try(step, branch.name(), branch.depth(), attempt)));
        }
        return tries;
    }

    private static Table<Event> events(Execution execution) {
        return Table.of("events", execution.events())
                .column("at", "at", it -> Cell.moment(it.at()))
                .column("name", "event", it -> Cell.name(it.name()))
                .column(
                        "payload",
                        "what",
                        it -> it.payload().isNone()
                                ? Cell.ABSENT
                                : Cell.text(it.payload().json()));
    }

    private static Cell recovery(@Nullable Recovery recovery) {
        if (recovery == null) {
            return Cell.ABSENT;
        }
        String what = switch (recovery) {
            case Recovery.Retry it -> "retry after " + Figures.duration(it.after());
            case Recovery.FallBack it -> "fall back to " + it.to();
            case Recovery.CreatePath it -> "create " + it.path();
            case Recovery.ClearCache it -> "clear " + it.cache();
            case Recovery.ReduceScope it -> "reduce to " + Figures.percent(it.fraction());
            case Recovery.ResetBreaker it -> "probe after " + Figures.duration(it.after());
            case Recovery.Simplify ignored -> "simplify";
            case Recovery.Reprompt ignored -> "ask again with the error";
            case Recovery.Custom it -> it.name();
            case Recovery.Skip ignored -> "skip";
            case Recovery.Escalate ignored -> "wait for a person";
            case Recovery.GiveUp ignored -> "give up";
        };
        List<Field> members = new ArrayList<>();
        members.add(Field.of("strategy", Cell.name(recovery.strategy())));
        if (recovery instanceof Recovery.Retry retry) {
            members.add(Field.of("after_ms", Cell.took(retry.after())));
        }
        members.add(Field.of("because", Cell.text(recovery.because())));
        return new Cell.Compound(Cell.text(what + ": " + recovery.because()), members);
    }

    private static String kind(Action action) {
        return switch (action) {
            case Action.Phase it -> "phase";
            case Action.ToolCall it -> "tool";
            case Action.ModelCall it -> "model";
            case Action.Delegate it -> "execution";
        };
    }
}
