package dev.afterwise.json;

import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What another process wants of the guard of a component, as a JSON object. Null is the same as absent; unknown keys are errors. What
 * reads it throws {@link UnreadableException} if anything is wrong.
 */
public sealed interface GuardInquiry {
    /**
     * May a call be made?
     *
     * @param lease after how long a permit counts as given back though nobody did
     * @param caller by whose work; null if nobody said
     */
    record Ask(String component, Duration lease, @Nullable Profile caller) implements GuardInquiry {
        /** Of {@code {"component", "lease_ms", "task", "agent"}}. */
        public static Ask read(String json) {
            Fields asked = Body.of(json);
            asked.only(Set.of("component", "lease_ms", "task", "agent"), "a question for a permit");
            int millis = Body.between(asked, "lease_ms", 1_000, 600_000, 60_000);
            Profile caller = asked.has("task") ? Profile.of(Body.name(asked, "task")) : null;
            if (caller != null && asked.has("agent")) {
                caller = caller.withAgent(Body.name(asked, "agent"));
            }
            return new Ask(Body.name(asked, "component"), Duration.ofMillis(millis), caller);
        }
    }

    /** The call for which this permit was given is over. */
    record Report(String permit, Outcome.Ended outcome) implements GuardInquiry {
        /** Of {@code {"permit", "outcome", "error": {"type", "message"}}}. */
        public static Report read(String json, BiFunction<String, String, Failure> classify) {
            Fields told = Body.of(json);
            told.only(Set.of("permit", "outcome", "error"), "the report of a call");
            told.value("outcome");
            return new Report(Body.name(told, "permit"), new ExecutionForm(classify).outcome(told));
        }
    }

    /**
     * May a call that failed be made again?
     *
     * @param attempt how many were made up to now
     * @param attempts how many there may be in all
     * @param spent how long all of it took up to now
     * @param retryAfter how long the component asked to wait; zero if it did not
     */
    record Take(String component, Failure failure, int attempt, int attempts, Duration spent, Duration retryAfter)
            implements GuardInquiry {
        /** Of {@code {"component", "error": {"type", "message"}, "attempt", "attempts", "spent_ms", "retry_after_ms"}}. */
        public static Take read(String json, BiFunction<String, String, Failure> classify) {
            Fields asked = Body.of(json);
            asked.only(
                    Set.of("component", "error", "attempt", "attempts", "spent_ms", "retry_after_ms"),
                    "a question for another attempt");
            Fields error = asked.object("error");
            error.only(Set.of("type", "message"), "an error");
            return new Take(
                    Body.name(asked, "component"),
                    new ExecutionForm(classify).failure(error),
                    Body.between(asked, "attempt", 1, 1_000, 1),
                    Body.between(asked, "attempts", 1, 100, 3),
                    Duration.ofMillis(Body.between(asked, "spent_ms", 0, 86_400_000, 0)),
                    Duration.ofMillis(Body.between(asked, "retry_after_ms", 0, 86_400_000, 0)));
        }
    }

    /** The attempt for which this was charged is over, and the call with it. */
    record Settle(String charge, boolean helped) implements GuardInquiry {
        /** Of {@code {"charge", "helped"}}. */
        public static Settle read(String json) {
            Fields told = Body.of(json);
            told.only(Set.of("charge", "helped"), "the settling of a charge");
            told.value("helped");
            return new Settle(Body.name(told, "charge"), Body.flag(told, "helped", false));
        }
    }
}
