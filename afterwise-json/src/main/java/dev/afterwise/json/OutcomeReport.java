package dev.afterwise.json;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * How an execution went, told by whoever did the work, as a JSON object: with a {@code task}, it is a whole execution by the keys of
 * {@link ExecutionLines}, of which {@code started} may be left out; without, it concludes one that is told of elsewhere:
 *
 * <pre>{@code
 * {"id", "task", "outcome", "error": {"type", "message"}, "duration_ms", "steps": [...], ...}
 * {"id", "outcome", "error": {"type", "message"}}
 * }</pre>
 *
 * <p>The {@code outcome} must be there; null is the same as absent; unknown keys are errors. Told again, it is the same execution.
 */
public sealed interface OutcomeReport {
    /** How many may be told at once. */
    int MOST = 1_000;

    ExecutionId id();

    List<Fact> facts();

    /** An execution from its beginning to its end. */
    record Whole(ExecutionId id, List<Fact> facts) implements OutcomeReport {
        public Whole {
            facts = List.copyOf(facts);
        }
    }

    /**
     * How an execution went that somebody else tells of.
     *
     * @param name the id as it was given
     */
    record Conclusion(ExecutionId id, String name, Fact.Concluded fact) implements OutcomeReport {
        @Override
        public List<Fact> facts() {
            return List.of(fact);
        }

        /** Whether the name is an id as it stands, such as that of a trace, and no text that stands for one. */
        public boolean isExact() {
            return name.replace("-", "").equalsIgnoreCase(id.hex());
        }
    }

    /**
     * Reads one report, or those in a list: {@code {"outcomes": [...]}}.
     *
     * @param classify makes a failure of an error's type and message, either of which may be empty
     * @param ids gives an execution its id that has none
     * @throws UnreadableException if anything is wrong with any of them; the message names the key and the value
     */
    static List<OutcomeReport> read(
            String json, BiFunction<String, String, Failure> classify, Instant now, Supplier<ExecutionId> ids) {
        Fields body = Body.of(json);
        var form = new ExecutionForm(classify);
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        if (!body.has("outcomes")) {
            return List.of(one(body, form, at, ids));
        }
        body.only(Set.of("outcomes"), "several outcomes");
        List<OutcomeReport> all = body.objects("outcomes", each -> one(each, form, at, ids));
        if (all.isEmpty() || all.size() > MOST) {
            throw body.wrong("outcomes", "hold 1 to %,d outcomes".formatted(MOST));
        }
        return all;
    }

    private static OutcomeReport one(Fields told, ExecutionForm form, Instant at, Supplier<ExecutionId> ids) {
        if (told.has("task")) {
            Body.name(told, "task");
            ExecutionId id = told.has("id") ? ExecutionId.of(Body.name(told, "id")) : ids.get();
            return new Whole(id, form.told(told, new Origin(id, Source.RECORDED, at)));
        }
        told.only(Set.of("id", "outcome", "error"), "an outcome without a 'task'");
        String name = Body.name(told, "id");
        told.value("outcome");
        Outcome.Ended outcome = form.outcome(told);
        ExecutionId id = ExecutionId.of(name);
        return new Conclusion(id, name, new Fact.Concluded(new Origin(id, Source.RECORDED, at), outcome));
    }
}
