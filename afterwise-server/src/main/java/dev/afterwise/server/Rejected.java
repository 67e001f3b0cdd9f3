package dev.afterwise.server;

import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Source;
import java.util.List;
import java.util.Set;

/**
 * What of a request was not taken, and must not be sent again.
 *
 * @param count of spans or log records
 * @param because what is wrong with the first of them; empty if there is none
 */
record Rejected(long count, String because) {
    static final Rejected NOTHING = new Rejected(0, "");

    Rejected plus(long more, String why) {
        return new Rejected(count + more, because.isEmpty() ? why : because);
    }

    /** How many spans these facts were made of that are about one of these: each is a step, but for a root that is the whole. */
    static long spans(List<Fact> facts, Set<ExecutionId> about) {
        return about.isEmpty()
                ? 0
                : facts.stream()
                        .filter(fact -> about.contains(fact.execution()))
                        .filter(fact -> switch (fact) {
                            case Fact.StepStarted it -> it.parent() != null;
                            case Fact.Ended it -> it.origin().source() == Source.TELEMETRY;
                            default -> false;
                        })
                        .count();
    }
}
