package dev.afterwise.benchmarks.faults;

import java.util.function.Consumer;

/** One process that calls the component, and knows of no other. */
@FunctionalInterface
public interface Client {
    /** Does what its policy does about a request, and says in the end whether that succeeded. */
    void handle(Request request, Consumer<Boolean> done);
}
