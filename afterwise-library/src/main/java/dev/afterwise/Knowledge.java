package dev.afterwise;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is known about a kind of work and can be used again: what to do, what to beware of, what to expect.
 *
 * <p>All of it is text from somewhere: names out of a history, the words of a person, a pack from another house. It is never carried
 * out, and whoever shows it to a model marks it as data.
 *
 * @param id the same whenever the same is learned again; 12 hex digits
 * @param scope of which work it is said
 * @param statement what is known, on one line
 * @param action what to do about it, on one line; empty if nothing
 */
public record Knowledge(
        String id, Kind kind, Scope scope, String statement, String action, Provenance provenance, Trust trust) {
    /** How long a statement, or what to do about it, may be. */
    public static final int MOST_CHARS = 1_000;

    private static final int DIGITS = 12;

    /** What an item is for. */
    public enum Kind {
        /** What works better than something else. */
        BEST_PRACTICE,
        /** What goes wrong, and what helps. */
        KNOWN_ISSUE,
        /** Where time or money can be saved. */
        OPTIMIZATION,
        /** What goes along with success, failure or duration. */
        PATTERN;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Of which work something is said.
     *
     * @param subject whose work; everything where it holds for all
     * @param category in a word of somebody's choice, such as {@code web} or {@code failure_cause}; empty if in none
     * @param conditions under which it is said, such as {@code complexity > 7}; all of them have to hold
     */
    public record Scope(Subject subject, String category, List<String> conditions) {
        /** How long a category or a condition may be. */
        public static final int MOST_CHARS = 200;

        /** How many conditions there may be. */
        public static final int MOST_CONDITIONS = 10;

        /** All work. */
        public static final Scope EVERYTHING = new Scope(Subject.EVERYTHING, "", List.of());

        /** @throws IllegalArgumentException if a category or a condition is too long, or more than a line, or there are too many */
        public Scope {
            conditions = List.copyOf(conditions);
            line("category", category, 0, MOST_CHARS);
            if (conditions.size() > MOST_CONDITIONS) {
                throw new IllegalArgumentException("There must be at most %d conditions, but there are %d."
                        .formatted(MOST_CONDITIONS, conditions.size()));
            }
            conditions.forEach(each -> line("condition", each, 1, MOST_CHARS));
            subject.parts().forEach((dimension, name) -> line(dimension.word(), name, 0, MOST_CHARS));
        }

        public static Scope of(Subject subject) {
            return new Scope(subject, "", List.of());
        }

        /** The kind of work; empty if all. */
        public String task() {
            return subject.part(Dimension.TASK).orElse("");
        }
    }

    /**
     * Where it comes from.
     *
     * @param source the analysis that found it, who wrote it, or the pack that held it
     * @param at when
     */
    public record Provenance(From from, String source, Instant at) {
        /** How long the name of a source may be. */
        public static final int MOST_CHARS = 200;

        /** @throws IllegalArgumentException if the source's name is too long, or more than a line */
        public Provenance {
            line("source", source, 0, MOST_CHARS);
        }
    }

    /** How it came to be known. */
    public enum From {
        /** The history of this workspace shows it. */
        LEARNED,
        /** A person said so. */
        WRITTEN,
        /** A pack said so. */
        IMPORTED;

        /** The word used in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if the id is no id, there is no statement, or a text is too long or more than a line */
    public Knowledge {
        if (!ExecutionId.isHex(id, DIGITS)) {
            throw new IllegalArgumentException(
                    "An item's id must be 12 lowercase hex digits, but this is (%s).".formatted(oneLine(id, 40)));
        }
        line("statement", statement, 1, MOST_CHARS);
        line("action", action, 0, MOST_CHARS);
    }

    /** The id of what is known about something: the same for the same kind, scope and matter. */
    public static String id(Kind kind, Scope scope, String matter) {
        String all = String.join("\n", kind.word(), scope.subject().toString(), scope.category(), matter);
        return ExecutionId.digest(all).substring(0, DIGITS);
    }

    /** The text on one line, with a blank in the place of whatever can't be printed, cut to so many characters. */
    public static String oneLine(String text, int mostChars) {
        var line = new StringBuilder(Math.min(text.length(), mostChars + 1));
        text.codePoints().limit(4L * mostChars).forEach(c -> {
            if (c != ' ' && !isUnfit(c)) {
                line.appendCodePoint(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        });
        return Excerpt.of(line.toString().strip(), mostChars);
    }

    private static void line(String what, String text, int least, int most) {
        if (text.strip().length() < least
                || text.length() > most
                || text.codePoints().anyMatch(Knowledge::isUnfit)) {
            throw new IllegalArgumentException(
                    "The %s must be one line of %d to %,d printable characters, but it is (%s)."
                            .formatted(what, least, most, oneLine(text, 80)));
        }
    }

    private static boolean isUnfit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    public Knowledge with(Trust other) {
        return new Knowledge(id, kind, scope, statement, action, provenance, other);
    }

    /** Whether it may be used: nobody has doubts about it that are not settled. */
    public boolean isFree() {
        return trust.doubt().isEmpty();
    }
}
