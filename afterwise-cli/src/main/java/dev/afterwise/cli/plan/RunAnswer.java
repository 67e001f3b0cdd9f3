package dev.afterwise.cli.plan;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Outcome;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.live.Display;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.json.Printable;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.StepEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a run went, as it is told when it has ended. */
final class RunAnswer {
    private static final int MOST_SHOWN = 10;

    private RunAnswer() {}

    /** An output of a step. */
    private record Made(String step, String name, String value) {}

    /** A step as the table shows it. */
    private record Row(String id, StepEnd end, List<Attempt> attempts) {}

    static Answer of(Session session, Plan plan, PlanResult result, Optional<Execution> execution) {
        List<Row> rows = plan.steps().stream()
                .map(step -> new Row(
                        step.id(), Objects.requireNonNull(result.steps().get(step.id())), attempts(step, execution)))
                .toList();
        Answer begun = session.format() == Format.JSONL
                ? Answer.of(Display.EVENT)
                        .forPrograms("event", Cell.name("run_ended"))
                        .forPrograms("at", Cell.moment(session.shell().time().now()))
                        .with(table(rows))
                : Answer.of("run").listing(table(rows));
        return begun.field("plan", "plan", Cell.text(plan.name()))
                .field(
                        "outcome",
                        "outcome",
                        result.isWaiting()
                                ? new Cell.Name("waiting", Tone.WARNING)
                                : Cell.status(result.outcome().status()))
                .field("duration_ms", "took", Outcomes.took(result.outcome()))
                .field("error", "error", Outcomes.error(result.outcome()))
                .field("id", "run", Cell.id(result.id()))
                .exit(exit(result));
    }

    /** The answer with what the steps made, and what is to be done next, below it. */
    static Answer ended(Answer answer, Plan plan, PlanResult result) {
        Table<Made> outputs = outputs(result);
        Answer whole = outputs.rows().isEmpty() ? answer : answer.with(outputs);
        if (!result.isWaiting()) {
            return whole;
        }
        String resume = "afterwise run --resume " + result.id();
        List<String> asked = plan.steps().stream()
                .filter(step -> result.steps().get(step.id()) instanceof StepEnd.Waiting
                        && step.among().getFirst().body() instanceof Body.Approval)
                .map(PlanStep::id)
                .toList();
        for (String step : asked) {
            whole = whole.hint("It asks whether to do '%s'. Say yes or no: afterwise plan approve|reject %s %s; then %s"
                    .formatted(step, result.id(), step, resume));
        }
        return asked.isEmpty() ? whole.hint("It waits for a person. When the cause is seen to: " + resume) : whole;
    }

    static Exit exit(PlanResult result) {
        if (result.isWaiting()) {
            return Exit.WAITING;
        }
        return result.outcome().status() == Status.SUCCEEDED ? Exit.OK : Exit.FAILED;
    }

    private static List<Attempt> attempts(PlanStep step, Optional<Execution> execution) {
        return Run.step(step, execution).map(Step::attempts).orElse(List.of());
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of("steps", rows)
                .column("step", "step", it -> Cell.name(it.id))
                .column(
                        "agent",
                        "agent",
                        it -> it.attempts.isEmpty()
                                ? Cell.ABSENT
                                : Cell.text(it.attempts.getLast().agent()))
                .column("attempts", "attempts", it -> Cell.whole(it.attempts.size()))
                .column("outcome", "outcome", it -> status(it.end))
                .column(
                        "duration_ms",
                        "took",
                        it -> it.end instanceof StepEnd.Made made ? Outcomes.took(made.outcome()) : Cell.ABSENT)
                .column("error", "error", it -> error(it.end));
    }

    private static Cell status(StepEnd end) {
        return switch (end) {
            case StepEnd.Made(Outcome.Ended outcome, var ignored) -> Cell.status(outcome.status());
            case StepEnd.Skipped ignored -> new Cell.Name("skipped", Tone.FAINT);
            case StepEnd.Left ignored -> new Cell.Name("not_begun", Tone.FAINT);
            case StepEnd.Waiting ignored -> new Cell.Name("waiting", Tone.WARNING);
        };
    }

    private static Cell error(StepEnd end) {
        return switch (end) {
            case StepEnd.Made(Outcome.Ended outcome, var ignored) -> Outcomes.error(outcome);
            case StepEnd.Skipped(String because) -> reason(because);
            case StepEnd.Left(String because) -> reason(because);
            case StepEnd.Waiting(String because) -> reason(because);
        };
    }

    private static Cell reason(String because) {
        return new Cell.Compound(Cell.text(because), List.of(Field.of("message", Cell.text(because))));
    }

    /** What the steps made. */
    private static Table<Made> outputs(PlanResult result) {
        var made = new ArrayList<Made>();
        result.steps().forEach((step, end) -> {
            if (end instanceof StepEnd.Made(Outcome.Ended ignored, var outputs)) {
                outputs.forEach((name, value) -> made.add(new Made(step, name, value.toString())));
            }
        });
        boolean isShort = made.size() <= MOST_SHOWN;
        return Table.of("outputs", List.copyOf(made))
                .column("step", isShort ? "from" : "", it -> Cell.name(it.step))
                .column("name", isShort ? "output" : "", it -> Cell.name(it.name))
                .forPrograms("value", it -> Cell.name(it.value))
                .forPeople(isShort ? "value" : "", it -> Cell.text(inShort(it.value)));
    }

    private static String inShort(String value) {
        String line = value.lines().findFirst().orElse("");
        return Printable.cut(line) + (line.length() < value.strip().length() ? " ..." : "");
    }
}
