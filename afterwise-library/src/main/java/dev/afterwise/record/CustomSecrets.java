package dev.afterwise.record;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that somebody described by patterns of their own. A pattern that takes more steps than a text of its length deserves is
 * given up, and then the text is left out as a whole: it is not known what is in it. Safe for use by many threads.
 */
final class CustomSecrets {
    static final String LEFT_OUT = "[redacted: a pattern took too long]";

    private static final int STEPS_AT_LEAST = 100_000;
    private static final int STEPS_A_CHARACTER = 50;

    private final List<Pattern> patterns;

    CustomSecrets(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    boolean areNone() {
        return patterns.isEmpty();
    }

    String text(String text) {
        String clean = text;
        for (Pattern pattern : patterns) {
            try {
                clean = without(pattern, clean);
            } catch (TooManySteps | StackOverflowError tooLong) {
                return LEFT_OUT;
            }
        }
        return clean;
    }

    /** What a match is empty of is not a secret; what is marked already stays as it is. */
    private static String without(Pattern pattern, String text) {
        Matcher match = pattern.matcher(
                new Counted(text, new Patience(STEPS_AT_LEAST + STEPS_A_CHARACTER * text.length()), 0, text.length()));
        var clean = new StringBuilder();
        int copied = 0;
        while (match.find()) {
            if (match.end() > match.start() && !isMark(text, match.start(), match.end())) {
                clean.append(text, copied, match.start()).append(SecretScan.MARK);
                copied = match.end();
            }
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    /** Whether it is part of a mark, as a pattern for words might find it. */
    private static boolean isMark(String text, int from, int to) {
        int mark = text.lastIndexOf(SecretScan.MARK, from);
        return mark >= 0 && mark + SecretScan.MARK.length() >= to;
    }

    /** As {@link #text}, for each string of a JSON text. */
    String json(String json) {
        StringBuilder clean = null;
        int copied = 0;
        int at = json.indexOf('"');
        while (at >= 0 && at < json.length()) {
            int end = Quotes.stringEnd(json, at + 1, json.length());
            String said = JsonStrings.unquoted(json, at + 1, end);
            String kept = text(said);
            if (!kept.equals(said)) {
                clean = clean == null ? new StringBuilder(json.length()) : clean;
                clean.append(json, copied, at).append(JsonStrings.quoted(kept));
                copied = Math.min(json.length(), end + 1);
            }
            at = json.indexOf('"', Math.min(json.length(), end + 1));
        }
        return clean == null ? json : clean.append(json, copied, json.length()).toString();
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** How many steps are left. */
    private static final class Patience {
        private int left;

        Patience(int steps) {
            this.left = steps;
        }

        void step() {
            if (--left < 0) {
                throw new TooManySteps();
            }
        }
    }

    /** Text that may be looked at so many times. */
    private record Counted(String text, Patience patience, int from, int to) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            patience.step();
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, patience, from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
