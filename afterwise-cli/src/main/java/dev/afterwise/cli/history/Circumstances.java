package dev.afterwise.cli.history;

import dev.afterwise.About;
import dev.afterwise.Execution;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Rating;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.store.Child;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an execution dealt with and for whom, what was made on its behalf, and what was thought of it. */
final class Circumstances {
    private Circumstances() {}

    static List<Field> fields(About about) {
        return List.of(
                new Field("subject", "subject", Cell.text(about.subject())),
                new Field("conversation", "conversation", Cell.text(about.conversation())),
                new Field("parent", "parent", parent(about.parent())),
                new Field("input", "input", payload(about.input())),
                new Field("output", "output", payload(about.output())));
    }

    private static Cell parent(@Nullable Parent parent) {
        if (parent == null) {
            return Cell.ABSENT;
        }
        StepId step = parent.step();
        return new Cell.Compound(
                Cell.name(parent.execution().hex() + (step == null ? "" : ", step " + step.hex())),
                List.of(
                        Field.of("execution", Cell.id(parent.execution())),
                        Field.of("step", step == null ? Cell.ABSENT : Cell.name(step.hex()))));
    }

    /** JSON text as it was kept. */
    static Cell payload(Payload payload) {
        return payload.isNone()
                ? Cell.ABSENT
                : new Cell.Compound(
                        Cell.text(payload.truncated() ? payload.json() + " (cut)" : payload.json()),
                        List.of(
                                Field.of("json", Cell.text(payload.json())),
                                Field.of("truncated", new Cell.Flag(payload.truncated()))));
    }

    static Table<Rating> ratings(Execution execution) {
        return Table.of("ratings", execution.ratings())
                .column("by", "rated by", it -> Cell.text(it.by()))
                .column("score", "score", it -> Cell.real(it.score()))
                .column("comment", "comment", it -> Cell.text(it.comment()));
    }

    static Table<Child> children(Execution execution, List<Child> children) {
        return Table.of("children", children)
                .forPrograms("step", it -> {
                    StepId step = it.step();
                    return step == null ? Cell.ABSENT : Cell.name(step.hex());
                })
                .forPeople("on behalf of", it -> Cell.text(name(execution, it.step())))
                .column("id", "execution", it -> Cell.id(it.headline().id()))
                .column("task", "task", it -> Cell.text(it.headline().profile().task()))
                .column(
                        "agent",
                        "agent",
                        it -> Cell.text(it.headline().profile().agent()))
                .column("started", "started", it -> Cell.moment(it.headline().startedAt()))
                .column(
                        "outcome",
                        "outcome",
                        it -> Cell.status(it.headline().outcome().status()))
                .column("duration_ms", "took", it -> Outcomes.took(it.headline().outcome()))
                .column("error", "error", it -> Outcomes.error(it.headline().outcome()));
    }

    private static String name(Execution execution, @Nullable StepId id) {
        if (id == null) {
            return "all of it";
        }
        return execution.steps().stream()
                .filter(step -> step.id().equals(id))
                .map(Step::action)
                .map(action -> action.name())
                .findFirst()
                .orElse("step " + id.hex());
    }
}
