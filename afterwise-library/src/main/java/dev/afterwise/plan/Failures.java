package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Failures that the plan itself finds, so that nobody need guess what they are. */
final class Failures {
    private static final int LINES = 10;

    private Failures() {}

    /** @param said what it said before; only the last lines are kept */
    static Failure timedOut(Duration limit, String said) {
        String last = lastLines(said);
        return Failure.of(
                FailureClass.TIMEOUT,
                Severity.MEDIUM,
                Transience.TRANSIENT,
                "timeout",
                "It took longer than %s s.".formatted(seconds(limit)) + (last.isBlank() ? "" : "\n" + last));
    }

    static Failure notStarted(FailureClass failureClass, String message) {
        return Failure.of(failureClass, Severity.HIGH, Transience.PERMANENT, "not started", message);
    }

    /** What was made is not what was wanted. */
    static Failure invalid(String type, String message) {
        return Failure.of(FailureClass.VALIDATION, Severity.MEDIUM, Transience.UNKNOWN, type, message);
    }

    /** The same, which will not pass by itself. */
    static Failure permanent(Failure failure) {
        return new Failure(
                failure.failureClass(),
                failure.severity(),
                Transience.PERMANENT,
                failure.type(),
                failure.message(),
                failure.fingerprint());
    }

    static String lastLines(String text) {
        List<String> lines = text.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
