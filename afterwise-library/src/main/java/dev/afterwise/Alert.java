package dev.afterwise;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something that a person may want to know at once.
 *
 * @param id the same for what is the same, whoever notices it and however often
 * @param subject what it is about: a task, or a rule's name
 * @param statement a sentence without a full stop
 * @param examples some executions that show it
 */
public record Alert(
        String id,
        Kind kind,
        Severity severity,
        String subject,
        String statement,
        Raised raised,
        List<ExecutionId> examples) {
    public Alert {
        examples = List.copyOf(examples);
    }

    /** What an alert is about. */
    public enum Kind {
        /** A rule of the configuration is broken. */
        THRESHOLD,
        /** A failure of a kind that was never seen before. */
        NEW_ERROR,
        /** A failure that was taken for resolved, or had not been seen for long, is back. */
        REGRESSION,
        /** A task fails more often, takes longer or costs more than it did. */
        CHANGE,
        /** More was spent than may be. */
        BUDGET;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * When it was raised.
     *
     * @param times how often, each time after a while of silence
     */
    public record Raised(Instant first, Instant last, long times) {}

    /** An alert that was raised once. */
    static Alert of(
            Kind kind,
            Severity severity,
            String subject,
            String about,
            String statement,
            Instant at,
            List<ExecutionId> examples) {
        String id = ExecutionId.digest(kind + "\n" + subject + "\n" + about).substring(0, 12);
        return new Alert(id, kind, severity, subject, statement, new Raised(at, at, 1), examples);
    }

    /** This alert, raised again. */
    Alert after(Alert before) {
        Instant first = before.raised.first.isBefore(raised.first) ? before.raised.first : raised.first;
        Instant last = before.raised.last.isAfter(raised.last) ? before.raised.last : raised.last;
        return new Alert(
                id, kind, severity, subject, statement, new Raised(first, last, before.raised.times + 1), examples);
    }
}
