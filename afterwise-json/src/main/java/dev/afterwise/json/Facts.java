package dev.afterwise.json;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts as JSON: those of one execution in a document, which is what stores keep, or one on each line, which is what traces
 * are made of. What is read equals what was written, in the same order.
 *
 * <pre>{@code
 * {"v":1,"execution":"4bf92f3577b34da6a3ce929d0e0e4736","facts":[{"fact":"started","source":"recorded",...},...]}
 * {"v":1,"execution":"4bf92f3577b34da6a3ce929d0e0e4736","fact":"started","source":"recorded",...}
 * }</pre>
 */
public final class Facts {
    private static final int VERSION = 1;

    private Facts() {}

    /**
     * The facts of one execution as a document.
     *
     * @throws IllegalArgumentException if they are about several executions
     */
    public static String write(Collection<? extends Fact> facts) {
        return JsonText.object(json -> {
            json.number("v", VERSION);
            if (!facts.isEmpty()) {
                ExecutionId execution = facts.iterator().next().execution();
                facts.forEach(fact -> demand(execution, fact));
                json.text("execution", execution.hex());
            }
            json.list("facts", facts, fact -> FactForm.write(json, fact));
        });
    }

    private static void demand(ExecutionId execution, Fact fact) {
        if (!fact.execution().equals(execution)) {
            throw new IllegalArgumentException(
                    "The facts of one document must be about one execution, but some are about (%s) and some about (%s)."
                            .formatted(execution, fact.execution()));
        }
    }

    /**
     * The facts of a document.
     *
     * @throws UnreadableException if the text isn't such a document, or is of a newer version
     */
    public static List<Fact> read(String document) {
        return Stored.read("facts", document, VERSION, fields -> {
            ExecutionId execution = fields.has("execution") ? new ExecutionId(fields.text("execution")) : null;
            return fields.objects("facts", fact -> FactForm.read(execution(execution), fact));
        });
    }

    private static ExecutionId execution(@Nullable ExecutionId execution) {
        if (execution == null) {
            throw new UnreadableException("'execution' must be given, but it is missing");
        }
        return execution;
    }

    /** A fact as one line of a trace, without the line's end. */
    public static String writeLine(Fact fact) {
        return JsonText.object(json -> {
            json.number("v", VERSION).text("execution", fact.execution().hex());
            FactForm.write(json, fact);
        });
    }

    /** @throws UnreadableException if the text isn't a line of a trace, or is of a newer version */
    public static Fact readLine(String line) {
        return Stored.read(
                "fact", line, VERSION, fields -> FactForm.read(new ExecutionId(fields.text("execution")), fields));
    }
}
