package dev.afterwise.cli.heal;

import dev.afterwise.Afterwise;
import dev.afterwise.BreakerState.Kind;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = {
            "The circuit breaker of each component that was called in the last day.",
            "It is what running processes wrote when it last changed, a second or so ago at the least."
        })
public final class BreakersList implements Verb {
    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.READ);
        List<Known> all = List.copyOf(Known.all(afterwise));
        Answer answer = Answer.of("breakers.list").listing(table(all));
        if (session.hint().isPresent()) {
            return answer.hint(session.hint().get());
        }
        return all.isEmpty()
                ? answer.hint(
                        "No component was called in the last day.\nMaybe call one by afterwise.call, or run a plan with a step that names its component.")
                : answer;
    }

    private static Table<Known> table(List<Known> all) {
        return Table.of("breakers", all)
                .column("component", "component", it -> Cell.name(it.component()))
                .column("state", "state", it -> state(it.state()))
                .column("retry_at", "next call", it -> moment(it.retryAt()))
                .column(
                        "ordered",
                        "ordered",
                        it -> it.order() == null
                                ? Cell.ABSENT
                                : Cell.name(it.order().wish().word()))
                .column("at", "as of", it -> moment(it.at()));
    }

    static Cell moment(@Nullable Instant at) {
        return at == null ? Cell.ABSENT : Cell.moment(at);
    }

    static Cell state(Kind kind) {
        return new Cell.Name(
                kind.label(),
                switch (kind) {
                    case CLOSED -> Tone.GOOD;
                    case HALF_OPEN -> Tone.WARNING;
                    case OPEN, FORCED_OPEN -> Tone.BAD;
                });
    }
}
