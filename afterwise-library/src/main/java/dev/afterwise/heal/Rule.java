package dev.afterwise.heal;

import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Transience;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a failure is, if its symptom matches.
 *
 * @param because the sign it goes by, for people
 */
record Rule(
        Predicate<Symptom> matches,
        FailureClass failureClass,
        Transience transience,
        Severity severity,
        String because) {
    static Rule exit(int code, FailureClass failureClass, Transience transience, String because) {
        return new Rule(
                symptom -> symptom.exitCode().orElse(-1) == code, failureClass, transience, Severity.MEDIUM, because);
    }

    static Rule signal(int signal, FailureClass failureClass, Transience transience, String because) {
        return new Rule(
                symptom -> symptom.signal().orElse(-1) == signal, failureClass, transience, Severity.MEDIUM, because);
    }

    /**
     * Goes by the status of an HTTP answer.
     *
     * @param range such as {@code 500-599}
     */
    static Rule status(String range, FailureClass failureClass, Transience transience) {
        String[] ends = range.split("-", 2);
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(ends[ends.length - 1]);
        return new Rule(
                symptom ->
                        symptom.status().orElse(-1) >= from && symptom.status().orElse(-1) <= to,
                failureClass,
                transience,
                transience == Transience.PERMANENT ? Severity.HIGH : Severity.MEDIUM,
                "the HTTP status is " + range);
    }

    /** Goes by words in the type or the message, whatever their case. */
    static Rule words(String regex, FailureClass failureClass, Transience transience) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        return new Rule(
                symptom -> pattern.matcher(symptom.type()).find()
                        || pattern.matcher(symptom.message()).find(),
                failureClass,
                transience,
                transience == Transience.PERMANENT ? Severity.HIGH : Severity.MEDIUM,
                "the words match /" + regex + "/");
    }
}
