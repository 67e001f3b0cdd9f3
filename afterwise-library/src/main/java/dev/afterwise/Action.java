package dev.afterwise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a step set out to do. */
public sealed interface Action {
    /** A short name under which steps of different executions are compared. */
    String name();

    /** The kind of step in one word: {@code phase}, {@code tool}, {@code model} or {@code delegate}. */
    default String kind() {
        return switch (this) {
            case Phase it -> "phase";
            case ToolCall it -> "tool";
            case ModelCall it -> "model";
            case Delegate it -> "delegate";
        };
    }

    /** A part of the work that someone thought worth a name, and perhaps how long it should take. */
    record Phase(String name, @Nullable Duration estimate) implements Action {}

    /** A call of a tool: a function, a service, a command. */
    record ToolCall(String tool, Payload arguments) implements Action {
        @Override
        public String name() {
            return tool;
        }
    }

    record ModelCall(String model) implements Action {
        @Override
        public String name() {
            return model;
        }
    }

    /** Another execution, started by this one. */
    record Delegate(ExecutionId child) implements Action {
        @Override
        public String name() {
            return child.hex();
        }
    }
}
