package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.Fingerprint;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Value;
import dev.afterwise.store.StepRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How a run ends, by how its steps did. */
final class RunEnd {
    private RunEnd() {}

    /** @param stop what ended it before its steps did, or null */
    static Outcome.Ended outcome(Plan plan, Map<String, StepEnd> ends, Duration took, Steering.@Nullable Stop stop) {
        return switch (stop) {
            case null -> outcome(plan, ends, took);
            case Steering.Stop.Wanted(String because) -> new Outcome.Cancelled(took, because);
            case Steering.Stop.Spent(String what) -> new Outcome.Failed(took, Purse.failure(what));
        };
    }

    private static Outcome.Ended outcome(Plan plan, Map<String, StepEnd> ends, Duration took) {
        for (PlanStep step : plan.steps()) {
            if (!(ends.get(step.id()) instanceof StepEnd.Made(Outcome.Ended outcome, var ignored))) {
                continue;
            }
            if (outcome instanceof Outcome.Failed(var unused, Failure failure) && step.critical()) {
                return new Outcome.Failed(
                        took,
                        new Failure(
                                failure.failureClass(),
                                failure.severity(),
                                failure.transience(),
                                failure.type(),
                                message(step, failure),
                                // The step's id tells failures apart, so it must not be masked like other quoted text.
                                Fingerprint.of(step.id() + "\n" + failure.type(), failure.message())));
            }
            if (outcome instanceof Outcome.Cancelled(var unused, String reason)) {
                return new Outcome.Cancelled(took, reason);
            }
        }
        return new Outcome.Succeeded(took);
    }

    private static String message(PlanStep step, Failure failure) {
        return "step '%s': %s".formatted(step.id(), failure.message().isBlank() ? failure.type() : failure.message());
    }

    /** How it stands with the steps of a run that is over, as far as its journal knows. */
    static Map<String, StepEnd> ends(Plan plan, List<StepRun> past) {
        var ends = new LinkedHashMap<String, StepEnd>();
        for (PlanStep step : plan.steps()) {
            past.stream()
                    .filter(each -> each.step().equals(step.id()))
                    .reduce((first, last) -> last)
                    .map(StepRunner::over)
                    .ifPresent(end -> ends.put(step.id(), end));
        }
        return ends;
    }

    /** What all steps gave, such as {@code {"fetch":{"page":"a.html"}}}. */
    static String outputs(Map<String, StepEnd> ends) {
        var steps = new ArrayList<String>();
        ends.forEach((step, end) -> {
            if (end instanceof StepEnd.Made(var ignored, var outputs) && !outputs.isEmpty()) {
                steps.add(quoted(step) + ":" + object(outputs));
            }
        });
        return "{" + String.join(",", steps) + "}";
    }

    private static String object(SortedMap<String, Value> outputs) {
        var members = new ArrayList<String>();
        outputs.forEach((name, value) -> members.add(quoted(name) + ":" + Template.Encoding.JSON_VALUE.of(value)));
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String text) {
        return Payload.text(text, text.length()).json();
    }
}
