package dev.afterwise.plan;

import java.util.List;

/** What one step of a plan does. */
public sealed interface Body {
    /** Runs a program with these arguments, as they are: no shell reads them. */
    record Command(List<String> arguments) implements Body {
        /** @throws IllegalArgumentException if there is no program to run */
        public Command {
            arguments = List.copyOf(arguments);
            if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
                throw new IllegalArgumentException("A command must begin with the program to run, but this is (%s)."
                        .formatted(String.join(" ", arguments)));
            }
        }
    }
}
