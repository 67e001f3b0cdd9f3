package dev.afterwise.otel;

import dev.afterwise.Fact;
import java.util.List;

/**
 * What a request came to.
 *
 * @param facts what it says, of any number of executions
 * @param rejected how many of its parts say nothing that can be understood; all others are in the facts
 * @param because what is wrong with the first of those, for whoever sent it; empty if none is rejected
 */
public record Received(List<Fact> facts, long rejected, String because) {
    public Received {
        facts = List.copyOf(facts);
    }
}
