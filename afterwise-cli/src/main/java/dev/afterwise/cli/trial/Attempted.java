package dev.afterwise.cli.trial;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Words;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What somebody wants to try, as he writes it: {@code attempts=5}. */
final class Attempted {
    private static final String THRESHOLD = "threshold:";
    private static final List<String> KEYS =
            List.of("attempts", "timeout", "agent", "model", "route", THRESHOLD + "NAME");

    private Attempted() {}

    /** @throws Refusal unless it is a key and a value that go with the subject */
    static Change change(Subject subject, String what) {
        int sign = what.indexOf('=');
        if (sign < 1 || sign == what.length() - 1) {
            throw Refusal.usage("--try must be such as attempts=5, but it is (%s).".formatted(what));
        }
        String key = what.substring(0, sign);
        String value = what.substring(sign + 1);
        if (key.startsWith(THRESHOLD)) {
            return new Change.MoveThreshold(subject, key.substring(THRESHOLD.length()), number(what, value));
        }
        return switch (key) {
            case "attempts" -> new Change.RetryUpTo(step(subject, what), whole(what, value));
            case "timeout" -> new Change.TimeOutAfter(step(subject, what), duration(what, value));
            case "agent" -> new Change.PreferAgent(subject, value);
            case "model" -> new Change.PreferModel(work(subject, what), value);
            case "route" -> new Change.PreferRoute(work(subject, what), value);
            default ->
                throw Refusal.usage("--try must be about one of %s, but it is about (%s)%s"
                        .formatted(String.join(", ", KEYS), key, Words.didYouMean(key, KEYS)));
        };
    }

    private static Subject step(Subject subject, String what) {
        if (subject.part(Dimension.STEP).isEmpty()) {
            throw Refusal.usage("--try %s must be about a step of a plan, but there is no --step.".formatted(what));
        }
        return subject;
    }

    private static Subject work(Subject subject, String what) {
        if (subject.part(Dimension.STEP).isPresent()) {
            throw Refusal.usage("--try %s must be about a whole task, but there is a --step.".formatted(what));
        }
        return subject;
    }

    private static double number(String what, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw Refusal.usage("--try %s must hold a number, but (%s) is none.".formatted(what, value));
        }
    }

    private static int whole(String what, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw Refusal.usage("--try %s must hold a whole number, but (%s) is none.".formatted(what, value));
        }
    }

    private static Duration duration(String what, String value) {
        try {
            return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw Refusal.usage(
                    "--try %s must hold a time such as 30s or 5m, but (%s) is none.".formatted(what, value));
        }
    }
}
