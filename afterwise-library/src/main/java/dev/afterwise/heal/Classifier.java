package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** Says what a failure is, going by rules. Immutable, safe for use by many threads. */
public final class Classifier {
    private static final int MAX_CAUSES = 8;

    private static final Rule NONE =
            new Rule(symptom -> true, FailureClass.UNKNOWN, Transience.UNKNOWN, Severity.MEDIUM, "no rule matches");

    /** A classified failure, and the sign that decided it. */
    public record Classified(Failure failure, String because) {}

    /** Knows the built-in rules. */
    public Classifier() {}

    public Classified classify(Symptom symptom) {
        Rule rule = Rules.BUILT_IN.stream()
                .filter(each -> each.matches().test(symptom))
                .findFirst()
                .orElse(NONE);
        return new Classified(
                Failure.of(rule.failureClass(), rule.severity(), rule.transience(), symptom.type(), symptom.message()),
                rule.because());
    }

    /** Classifies what another system said. */
    public Failure classify(String type, String message) {
        return classify(Symptom.said(type, message)).failure();
    }

    /** Classifies an exception by its type, its message and, where these say nothing, by those of its causes. */
    public Failure classify(Throwable thrown) {
        String type = thrown.getClass().getName();
        String message = message(thrown);
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            Failure seen = byKind(cause, message(cause));
            if (seen.failureClass() != FailureClass.UNKNOWN) {
                return Failure.of(seen.failureClass(), seen.severity(), seen.transience(), type, message);
            }
        }
        return classify(type, message);
    }

    private Failure byKind(Throwable thrown, String message) {
        String type = thrown.getClass().getName();
        return switch (thrown) {
            case InterruptedException e -> cancelled(type, message);
            case CancellationException e -> cancelled(type, message);
            case TimeoutException e ->
                Failure.of(FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, type, message);
            case OutOfMemoryError e ->
                Failure.of(FailureClass.RESOURCE_EXHAUSTED, Severity.CRITICAL, Transience.PERMANENT, type, message);
            default -> classify(type, message);
        };
    }

    private static Failure cancelled(String type, String message) {
        return Failure.of(FailureClass.CANCELLED, Severity.LOW, Transience.UNKNOWN, type, message);
    }

    /** Never null, and never an exception: this runs while something else is failing. */
    private static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException brokenGetter) {
            return "";
        }
    }
}
