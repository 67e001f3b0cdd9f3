package dev.afterwise.heal.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a type and a message, as phrases are looked for in them: in lower case, names taken apart where their writers
 * put a capital, a hyphen or an underscore. {@code RateLimitError}, {@code rate_limit_error} and "Rate limit error" are the
 * same three words. Immutable.
 *
 * <p>What names a place is no statement about a failure: each address, path, host name and package becomes one {@link
 * #PLACE}, and frames of stack traces are left out. Of a long message only the two ends are read, so that the costs of
 * looking are bounded.
 */
final class Wording {
    /** Stands for an address or a path. No phrase asks for it, but a gap may span it. */
    static final String PLACE = "*";

    private static final String BREAK = "|";

    private static final int END_CHARS = 16_000;
    private static final int MAX_TYPE_CHARS = 1_000;

    /** One word and where it is written. */
    record Word(String text, int from, int to, boolean opensLine) {}

    private final String source;
    private final List<Word> words;
    private final int typeWords;

    private Wording(String source, List<Word> words, int typeWords) {
        this.source = source;
        this.words = words;
        this.typeWords = typeWords;
    }

    static Wording of(String type, String message) {
        String name = type.length() > MAX_TYPE_CHARS ? type.substring(type.length() - MAX_TYPE_CHARS) : type;
        String text = name + "\n" + ends(message);
        var words = new ArrayList<Word>();
        new Reader(text, 0, name.length(), words).read();
        int typeWords = words.size();
        words.add(new Word(BREAK, name.length(), name.length(), true));
        new Reader(text, name.length() + 1, text.length(), words).read();
        return new Wording(text, List.copyOf(words), typeWords);
    }

    private static String ends(String message) {
        int length = message.length();
        return length <= 2 * END_CHARS
                ? message
                : message.substring(0, END_CHARS) + "\n" + message.substring(length - END_CHARS);
    }

    int size() {
        return words.size();
    }

    String word(int index) {
        return words.get(index).text;
    }

    /** Whether a line, the type or the message begins with this word. */
    boolean opensLine(int index) {
        return words.get(index).opensLine;
    }

    /** Whether a line, the type or the message ends before this word. */
    boolean endsBefore(int index) {
        return index == words.size() || words.get(index).opensLine;
    }

    /** How many words the type has. A break follows, and then the message. */
    int typeWords() {
        return typeWords;
    }

    /** Whether a line begins with this word and goes on with a JSON object, as some clients write a status and a body. */
    boolean opensObject(int index) {
        int at = words.get(index).to;
        while (at < source.length() && source.charAt(at) == ' ') {
            at++;
        }
        return words.get(index).opensLine && at < source.length() && source.charAt(at) == '{';
    }

    /** The text from one word up to another. */
    String text(int from, int end) {
        return source.substring(words.get(from).from, words.get(end - 1).to);
    }

    /** Reads a part of a text. A chunk is what stands between white space, quotation marks and brackets. */
    private static final class Reader {
        private static final String APOSTROPHES = "'\u2019";
        private static final char ESCAPE = '\u001b';

        private final String text;
        private final int end;
        private final List<Word> words;
        private int at;
        private boolean isLineOpen = true;

        Reader(String text, int from, int end, List<Word> words) {
            this.text = text;
            this.at = from;
            this.end = end;
            this.words = words;
        }

        void read() {
            skipFrame();
            while (at < end) {
                char c = text.charAt(at);
                if (c == '\n') {
                    at++;
                    isLineOpen = true;
                    skipFrame();
                } else if (c == ESCAPE) {
                    skipEscape();
                } else if (isWritten(c)) {
                    at++;
                } else if (isBetween(c)) {
                    at++;
                } else {
                    chunk();
                }
            }
        }

        /** A line of a Java, JavaScript, .NET or Python stack trace says where, not what. */
        private void skipFrame() {
            int from = at;
            while (from < end && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
                from++;
            }
            boolean isJava = from > at && text.startsWith("at ", from);
            boolean isPython = from > at && text.startsWith("File \"", from);
            if (isJava || isPython) {
                int stop = text.indexOf('\n', from);
                at = stop < 0 || stop > end ? end : stop;
            }
        }

        private void skipEscape() {
            at++;
            if (at < end && text.charAt(at) == '[') {
                at++;
                while (at < end && !Character.isLetter(text.charAt(at)) && text.charAt(at) != '\n') {
                    at++;
                }
                at = Math.min(end, at + 1);
            }
        }

        /** Steps over the backslash of an escape that JSON text has. */
        private boolean isWritten(char c) {
            boolean isEscape = c == '\\' && at + 1 < end && "nrt".indexOf(text.charAt(at + 1)) >= 0;
            at += isEscape ? 1 : 0;
            return isEscape;
        }

        private static boolean isBetween(char c) {
            return c <= ' ' || "\"'`()[]{}<>,;=|\\\u00ab\u00bb\u201c\u201d\u2018\u2019".indexOf(c) >= 0;
        }

        private void chunk() {
            int from = at;
            while ((at < end && !isBetween(text.charAt(at)) && text.charAt(at) != ESCAPE) || isApostrophe()) {
                at++;
            }
            int start = Places.end(text, from, at);
            if (start > from) {
                add(PLACE, from, start);
            }
            start = Places.name(text, start, at);
            names(start, at);
        }

        /** As in "can't". */
        private boolean isApostrophe() {
            return at > 0
                    && at + 1 < end
                    && APOSTROPHES.indexOf(text.charAt(at)) >= 0
                    && Character.isLetter(text.charAt(at - 1))
                    && Character.isLetter(text.charAt(at + 1));
        }

        private void names(int from, int to) {
            int start = from;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (!Character.isLetterOrDigit(c) && APOSTROPHES.indexOf(c) < 0) {
                    word(start, i);
                    start = i + 1;
                } else if (i > start && isCapitalised(i, to)) {
                    word(start, i);
                    start = i;
                }
            }
            word(start, to);
        }

        /** Whether a word within a name begins here: {@code timeOut}, {@code SQLTimeout}, {@code s3Error}. */
        private boolean isCapitalised(int i, int to) {
            if (!Character.isUpperCase(text.charAt(i))) {
                return false;
            }
            boolean lowerFollows = i + 1 < to && Character.isLowerCase(text.charAt(i + 1));
            return Character.isLowerCase(text.charAt(i - 1)) || lowerFollows;
        }

        private void word(int from, int to) {
            if (from < to) {
                add(lower(from, to), from, to);
            }
        }

        private String lower(int from, int to) {
            var lower = new StringBuilder(to - from);
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (APOSTROPHES.indexOf(c) < 0) {
                    lower.append(Character.toLowerCase(c));
                }
            }
            return lower.toString();
        }

        private void add(String word, int from, int to) {
            words.add(new Word(word, from, to, isLineOpen));
            isLineOpen = false;
        }
    }
}
