package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import dev.afterwise.json.Facts;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt at a plan's step ended, and what was decided then. Kept in the form that facts are kept in, so that there
 * is one form; whose facts they are, and when, stands in the row.
 */
record Ending(Outcome outcome, @Nullable Recovery then, Usage usage) {
    private static final Origin ROW = new Origin(ExecutionId.of(""), Source.RECORDED, Instant.EPOCH);
    private static final StepId STEP = StepId.of(0);

    /** Null if nothing ended and nothing was decided. */
    static @Nullable String write(Outcome outcome, @Nullable Recovery then, Usage usage) {
        var facts = new ArrayList<Fact>();
        if (outcome instanceof Outcome.Ended ended) {
            facts.add(new Fact.AttemptEnded(ROW, STEP, 1, ended, usage, Payload.NONE));
        }
        if (then != null) {
            facts.add(new Fact.Recovered(ROW, STEP, 1, then));
        }
        return facts.isEmpty() ? null : Facts.write(facts);
    }

    static Ending read(@Nullable String text) {
        Outcome outcome = new Outcome.Running();
        Recovery then = null;
        Usage usage = Usage.NONE;
        if (text != null) {
            for (Fact fact : Facts.read(text)) {
                if (fact instanceof Fact.AttemptEnded ended) {
                    outcome = ended.outcome();
                    usage = ended.usage();
                } else if (fact instanceof Fact.Recovered recovered) {
                    then = recovered.recovery();
                }
            }
        }
        return new Ending(outcome, then, usage);
    }
}
