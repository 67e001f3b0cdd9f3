package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Value;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.time.Timekeeper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether what an attempt made is what was wanted. */
final class Checks {
    private static final List<String> CODES = List.of("exit", "status");

    private Checks() {}

    /**
     * An attempt as it stands after the checks.
     *
     * @param outputs empty unless it succeeded
     */
    record Checked(Performed performed, SortedMap<String, Value> outputs) {}

    static Checked check(PlanStep step, Performed performed, Scope scope) {
        if (!isCandidate(step, performed)) {
            return new Checked(performed, new TreeMap<>());
        }
        var outputs = new TreeMap<String, Value>();
        Failure failure = collect(step, performed.made(), outputs);
        if (failure == null) {
            failure = unmet(step.success(), new AttemptScope(scope, performed, outputs));
        }
        Outcome.Ended outcome = performed.outcome();
        return failure == null
                ? new Checked(performed.withOutcome(new Outcome.Succeeded(outcome.took())), outputs)
                : new Checked(performed.withOutcome(new Outcome.Failed(outcome.took(), failure)), new TreeMap<>());
    }

    /** A step that says itself which exit codes are a success has the last word about them. */
    private static boolean isCandidate(PlanStep step, Performed performed) {
        return performed.outcome() instanceof Outcome.Succeeded
                || (performed.outcome() instanceof Outcome.Failed
                        && performed.code() != null
                        && step.success().stream()
                                .flatMap(check -> check.references().stream())
                                .anyMatch(path -> path.size() == 1 && CODES.contains(path.getFirst())));
    }

    private static @Nullable Failure collect(PlanStep step, Output.Made made, Map<String, Value> outputs) {
        for (Map.Entry<String, Output> each : step.outputs().entrySet()) {
            String name = each.getKey();
            Optional<Value> value = each.getValue().in(made);
            if (value.isEmpty()) {
                return Failures.invalid(
                        "no output",
                        "The output '%s' must be in what was made (%s), but isn't.".formatted(name, each.getValue()));
            }
            int length = value.get().toString().length();
            if (length > Output.LONGEST) {
                return Failures.invalid(
                        "too long",
                        "The output '%s' must have at most %,d characters, but it has %,d.\nMaybe write it into a file."
                                .formatted(name, Output.LONGEST, length));
            }
            outputs.put(name, value.get());
        }
        return null;
    }

    /** What a checkpoint finds. The same checks would find the same again, so it is not to be tried again. */
    static Performed look(Body.Check check, Scope scope, Timekeeper time) {
        long start = time.nanos();
        Failure failure = unmet(check.checks(), scope);
        return Performed.of(
                failure == null
                        ? new Outcome.Succeeded(time.since(start))
                        : new Outcome.Failed(time.since(start), Failures.permanent(failure)));
    }

    private static @Nullable Failure unmet(List<Expression> checks, Scope scope) {
        for (Expression check : checks) {
            try {
                if (!check.holds(scope)) {
                    return Failures.invalid(
                            "check",
                            "The check (%s) must hold, but does not%s.".formatted(check, values(check, scope)));
                }
            } catch (ExpressionException e) {
                return Failures.invalid(
                        "check", "The check (%s) can't be worked out: %s".formatted(check, e.getMessage()));
            }
        }
        return null;
    }

    /** Such as {@code : outputs.score is 0.3}. */
    private static String values(Expression check, Scope scope) {
        String values = check.references().stream()
                .filter(path -> !path.getFirst().equals("text"))
                .distinct()
                .map(path -> String.join(".", path) + " is " + shown(scope.value(path)))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "" : ": " + values;
    }

    private static String shown(@Nullable Value value) {
        String text = value == null ? "nothing" : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    /** What checks can refer to, besides what every expression can. */
    private record AttemptScope(Scope run, Performed performed, Map<String, Value> outputs) implements Scope {
        @Override
        public @Nullable Value value(List<String> path) {
            Integer code = performed.code();
            return switch (path.getFirst()) {
                case "outputs" -> path.size() == 2 ? outputs.get(path.get(1)) : null;
                case "text" -> path.size() == 1 ? Value.of(performed.made().text()) : null;
                case "exit", "status" -> path.size() > 1 || code == null ? null : Value.of(code);
                default -> run.value(path);
            };
        }

        @Override
        public boolean exists(String file) {
            return run.exists(file);
        }
    }
}
