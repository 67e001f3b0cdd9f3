package dev.afterwise.cli.plan;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.OpenRuns;
import dev.afterwise.OpenRuns.Question;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Status;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Ids;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Signal;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.WorkspaceStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show a run of a plan, also while it goes on: its steps, what each needs, and how far it is.")
public final class ShowRun implements Verb {
    @Parameters(paramLabel = "RUN", description = "the run's id, or its beginning")
    String id = "";

    /**
     * A step as it stands.
     *
     * @param because why it was skipped or left, or what is asked; null if there is nothing to say
     */
    private record Standing(
            PlanStep step,
            int stage,
            Cell.Name state,
            List<StepRun> attempts,
            @Nullable String because) {}

    @Override
    public Answer answer(Session session) {
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        ExecutionId run = Ids.find(session, store.history(), id);
        PlanRun begun = store.plans()
                .run(run)
                .orElseThrow(() -> new Refusal(
                        Exit.FAILED, "There must be a run of a plan (%s), but this is none.".formatted(run)));
        Plan plan = Configured.begun(
                "the plan of run " + run, begun.source(), Path.of(begun.folder()), session.shell(), session.limits());
        OpenRuns open = OpenRuns.of(store, session.shell().time());
        boolean isOver = begun.status() != Status.RUNNING;
        List<Question> questions = isOver ? List.of() : open.questions(begun);
        List<Standing> steps = steps(plan, store, begun, questions);
        return Answer.of("plan.show")
                .listing(table(steps))
                .field("id", "run", Cell.id(run))
                .field("plan", "plan", Cell.name(begun.plan()))
                .field("status", "status", questions.isEmpty() ? Cell.status(begun.status()) : waiting())
                .field("started_at", "began", Cell.moment(begun.startedAt()))
                .forPrograms("stages", Cell.whole(Stages.of(plan).count()))
                .field(
                        "paused",
                        "paused",
                        isOver
                                ? Cell.ABSENT
                                : open.paused(run).map(ShowRun::words).orElse(Cell.ABSENT))
                .with(Table.of("questions", questions)
                        .column("step", "asks", it -> Cell.name(it.step()))
                        .column("question", "what", it -> Cell.text(it.question()))
                        .column("asked_at", "since", it -> Cell.moment(it.askedAt())));
    }

    private static Cell words(Signal paused) {
        String why = paused.because().isBlank() ? "" : ": " + paused.because();
        return new Cell.Compound(
                Cell.text("by " + paused.by() + why),
                List.of(
                        Field.of("by", Cell.text(paused.by())),
                        Field.of("because", Cell.text(paused.because())),
                        Field.of("at", Cell.moment(paused.at()))));
    }

    private static List<Standing> steps(Plan plan, WorkspaceStore store, PlanRun begun, List<Question> questions) {
        Map<String, List<StepRun>> attempts =
                store.plans().steps(begun.id()).stream().collect(Collectors.groupingBy(StepRun::step));
        Map<String, String> asked = questions.stream()
                .collect(Collectors.toMap(Question::step, Question::question, (first, last) -> first));
        Map<String, String> notes = notes(store.history().execution(begun.id()));
        var stages = Stages.of(plan);
        return plan.steps().stream()
                .map(step -> {
                    List<StepRun> made = attempts.getOrDefault(step.id(), List.of());
                    String question = asked.get(step.id());
                    String note = notes.get(step.id());
                    return new Standing(
                            step,
                            stages.of(step),
                            state(made, question != null, note != null),
                            made,
                            question == null ? note : question);
                })
                .toList();
    }

    /** Why steps were skipped or left, as it was noted: the step, a colon, and the reason. */
    private static Map<String, String> notes(Optional<Execution> execution) {
        return execution.stream()
                .flatMap(whole -> whole.events().stream())
                .filter(each ->
                        each.name().equals("step_skipped") || each.name().equals("step_left"))
                .map(each -> text(each.payload()).split(": ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, last) -> last));
    }

    /** What a payload that is a text says. */
    private static String text(Payload payload) {
        String json = payload.json();
        return json.length() < 2 || json.charAt(0) != '"'
                ? ""
                : json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static Cell.Name waiting() {
        return new Cell.Name("waiting", Tone.WARNING);
    }

    private static Cell.Name state(List<StepRun> attempts, boolean isAsked, boolean isNoted) {
        if (isAsked) {
            return waiting();
        }
        if (attempts.isEmpty()) {
            return new Cell.Name(isNoted ? "skipped" : "not_begun", Tone.FAINT);
        }
        return (Cell.Name) Cell.status(attempts.getLast().outcome().status());
    }

    private static Table<Standing> table(List<Standing> steps) {
        return Table.of("steps", steps)
                .column("step", "step", it -> Cell.name(it.step.id()))
                .forPrograms("stage", it -> Cell.whole(it.stage))
                .column("needs", "needs", it -> Cell.several(it.step.needs()))
                .forPrograms("kind", it -> Cell.name(Graph.kind(it.step)))
                .forPrograms(
                        "does",
                        it -> Cell.text(
                                Deed.of(it.step.among().getFirst().body()).inShort()))
                .forPrograms(
                        "condition",
                        it -> it.step.condition() == null
                                ? Cell.ABSENT
                                : Cell.text(it.step.condition().toString()))
                .forPrograms("critical", it -> new Cell.Flag(it.step.critical()))
                .column("state", "state", it -> it.state)
                .column(
                        "agent",
                        "agent",
                        it -> it.attempts.isEmpty()
                                ? Cell.ABSENT
                                : Cell.text(it.attempts.getLast().agent()))
                .column("attempts", "attempts", it -> Cell.whole(it.attempts.size()))
                .forPrograms(
                        "started_at",
                        it -> it.attempts.isEmpty()
                                ? Cell.ABSENT
                                : Cell.moment(it.attempts.getFirst().startedAt()))
                .column("duration_ms", "took", it -> took(it.attempts))
                .column(
                        "error",
                        "error",
                        it -> it.attempts.isEmpty()
                                ? Cell.ABSENT
                                : Outcomes.error(it.attempts.getLast().outcome()))
                .column("because", "why", it -> it.because == null ? Cell.ABSENT : Cell.text(it.because));
    }

    /** From the beginning of the first attempt to the end of the last, if that has ended. */
    private static Cell took(List<StepRun> attempts) {
        Duration last = attempts.isEmpty() || !(attempts.getLast().outcome() instanceof Outcome.Ended ended)
                ? null
                : ended.took();
        return last == null
                ? Cell.ABSENT
                : Cell.took(Duration.between(
                                attempts.getFirst().startedAt(),
                                attempts.getLast().startedAt())
                        .plus(last));
    }
}
