package dev.afterwise.cli.loop;

import dev.afterwise.Afterwise;
import dev.afterwise.Cycle;
import dev.afterwise.Loop;
import dev.afterwise.LoopSettings;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What is told of cycles. */
final class Told {
    private Told() {}

    /** A cycle that was just carried out. */
    static Answer cycle(Afterwise afterwise, Cycle cycle) {
        Answer answer = cycle(afterwise, cycle, "loop.cycle");
        return cycle.isDone() ? answer : answer.exit(Exit.FAILED);
    }

    static Answer cycle(Afterwise afterwise, Cycle cycle, String name) {
        Answer answer = Answer.of(name)
                .field("started_at", "cycle of", Cell.moment(cycle.startedAt()))
                .field("took_ms", "took", Cell.took(cycle.took()))
                .field("cause", "because of", Cell.name(cycle.cause().word()))
                .field("execution", "recorded as", Cell.id(cycle.execution()))
                .field(
                        "workspace",
                        "in workspace",
                        Cell.name(afterwise.loop().own().name()))
                .with(phases(cycle.phases()));
        return cycle.moves().isEmpty()
                ? answer
                : answer.with(moves(cycle.moves(), afterwise.recommendations().list()));
    }

    private static Table<Cycle.Phase> phases(List<Cycle.Phase> phases) {
        return Table.of("phases", phases)
                .column("name", "phase", it -> Cell.name(it.name()))
                .forPrograms("done", it -> new Cell.Flag(it.isDone()))
                .forPeople("done", it -> it.isDone() ? new Cell.Name("yes", Tone.GOOD) : new Cell.Name("no", Tone.BAD))
                .column("said", "what", it -> Cell.text(it.said()));
    }

    private static Table<Cycle.Move> moves(List<Cycle.Move> moves, List<Recommendation> all) {
        return Table.of("moves", moves)
                .column("id", "id", it -> Cell.name(it.recommendation()))
                .column(
                        "from",
                        "from",
                        it -> it.from() == null
                                ? Cell.ABSENT
                                : Cell.name(it.from().word()))
                .column("to", "to", it -> Cell.name(it.to().word()))
                .column(
                        "change",
                        "change",
                        it -> all.stream()
                                .filter(each -> each.id().equals(it.recommendation()))
                                .findFirst()
                                .map(each -> Changes.cell(each.change()))
                                .orElse(Cell.ABSENT));
    }

    /** Somebody else is at it. */
    static Answer elsewhere(Loop loop) {
        var lease = loop.state().lease();
        return Answer.of("loop.cycle")
                .forPrograms("holder", lease == null ? Cell.ABSENT : Cell.name(lease.holder()))
                .remark(
                        lease == null
                                ? "Another process was carrying out a cycle."
                                : "A cycle is being carried out by %s; its lease ends at %s."
                                        .formatted(lease.holder(), Figures.moment(lease.until())));
    }

    /** A cycle in one line. */
    static String line(Cycle cycle) {
        String phases = cycle.phases().stream()
                .map(each -> "%s: %s".formatted(each.name(), each.said()))
                .collect(Collectors.joining("; "));
        return "%s  %s".formatted(Figures.moment(cycle.startedAt()), phases);
    }

    /** When there will be cycles. */
    static String plan(LoopSettings settings) {
        Duration every = settings.every();
        String time = every == null ? "" : "every " + Figures.duration(every);
        String executions = settings.after() == 0 ? "" : "after %d new executions".formatted(settings.after());
        String when = time.isEmpty() || executions.isEmpty() ? time + executions : time + " and " + executions;
        return "Cycles %s; adopt: %s. Stop it with Ctrl-C."
                .formatted(when.isEmpty() ? "never" : when, settings.adopt().word());
    }
}
