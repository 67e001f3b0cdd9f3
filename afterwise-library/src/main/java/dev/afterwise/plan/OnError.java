package dev.afterwise.plan;

import dev.afterwise.FailureClass;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What to do when an attempt at a step fails in certain ways. Of several that apply the first is done that still can be.
 *
 * @param classes of failure; empty for any
 */
public record OnError(Set<FailureClass> classes, Reaction reaction) {
    public OnError {
        classes = Set.copyOf(classes);
    }

    /** What is done. */
    public sealed interface Reaction {
        /** Try again, within the step's {@code retry}, whether the failure looks as if it might pass or not. */
        record Retry() implements Reaction {}

        /**
         * Do it in another way, once.
         *
         * @param to one of the step's agents, or {@link PlanStep#FALLBACK}
         */
        record FallBack(String to) implements Reaction {}

        /** Go on without the step. */
        record Skip() implements Reaction {}

        /**
         * Make a folder, once, and try again.
         *
         * @param path inside the plan's folder
         */
        record CreatePath(String path) implements Reaction {
            /** @throws IllegalArgumentException if the path leads out of the plan's folder, or is that folder */
            public CreatePath {
                if (!Folders.isInside(path)) {
                    throw new IllegalArgumentException(
                            "The folder (%s) to be made must be inside the plan's, but it is not.".formatted(path));
                }
            }
        }

        /** Wait for a person: the run stops there, and is resumed when somebody has seen to it. */
        record Escalate() implements Reaction {}
    }

    boolean covers(FailureClass failureClass) {
        return classes.isEmpty() || classes.contains(failureClass);
    }

    /** Such as {@code rate_limit, timeout: retry}. */
    @Override
    public String toString() {
        String which = classes.isEmpty()
                ? "*"
                : new TreeSet<>(classes).stream().map(FailureClass::label).collect(Collectors.joining(", "));
        return which
                + ": "
                + switch (reaction) {
                    case Reaction.Retry() -> "retry";
                    case Reaction.FallBack(String to) -> "fallback to " + to;
                    case Reaction.Skip() -> "skip";
                    case Reaction.CreatePath(String path) -> "create " + path;
                    case Reaction.Escalate() -> "escalate";
                };
    }
}
