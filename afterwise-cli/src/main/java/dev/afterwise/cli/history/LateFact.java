package dev.afterwise.cli.history;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Origin;
import dev.afterwise.Source;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Ids;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.History;
import java.util.List;
import java.util.function.Function;

/** What a person says of an execution after the fact. */
final class LateFact {
    private LateFact() {}

    /**
     * Adds it to the history.
     *
     * @param name the execution, as people name it
     * @return the execution as it is now
     * @throws Refusal if there is none, or what could be added to is pruned
     */
    static Headline add(Session session, String name, Function<Origin, Fact> fact) {
        History history = session.open(Access.CHANGE).history();
        ExecutionId id = Ids.find(session, history, name);
        var origin = new Origin(id, Source.PERSON, session.shell().time().now());
        var redaction = new Redaction(session.configurations().recording().secrets());
        if (history.append(List.of(redaction.of(fact.apply(origin)))).refused() > 0) {
            throw new Refusal(
                    Exit.FAILED,
                    "An execution must have its details to be added to, but those of (%s) are past their time and gone."
                            .formatted(id));
        }
        return history.execution(id).orElseThrow(() -> Ids.none(session, name)).headline();
    }
}
