package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line into the tokens that tell it from lines of another kind: words, punctuation, and a star for each value. Of a
 * long line only the beginning is read.
 */
final class Line {
    static final int MAX_CHARS = 2_000;
    static final int MAX_TOKENS = 200;

    private static final int MAX_QUOTED = 200;
    private static final String ENDS = ".:!?";
    private static final Set<String> UNITS = Set.of(
            "ns", "us", "ms", "s", "sec", "secs", "min", "mins", "h", "hrs", "B", "kB", "KB", "MB", "GB", "TB", "KiB",
            "MiB", "GiB", "K", "M", "G", "Hz", "kHz", "KHz", "MHz", "GHz", "am", "pm", "AM", "PM", "UTC", "GMT");
    private static final Set<String> MONTHS = Set.of(
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
            "Dec",
            "January",
            "February",
            "March",
            "April",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final Set<String> SAYING =
            Set.of("msg", "message", "error", "err", "reason", "cause", "event", "exception", "detail", "description");
    private static final Set<String> DAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private final String text;
    private final int end;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int quoteEnd = -1;
    private int keyEnd = -1;
    private @Nullable String hidden;

    private Line(String text) {
        this.end = text.length() <= MAX_CHARS ? text.length() : lastBlank(text);
        this.text = text.substring(0, end);
    }

    private static int lastBlank(String text) {
        int blank = text.lastIndexOf(' ', MAX_CHARS);
        return blank > MAX_CHARS / 2 ? blank : MAX_CHARS;
    }

    static List<String> tokens(String text) {
        var line = new Line(text);
        line.read();
        if (line.hidden != null && line.tokens.stream().noneMatch(Tokens::isWord)) {
            line.tokens.addFirst(line.hidden);
        }
        return KeyRuns.mask(line.tokens);
    }

    private void read() {
        while (at < end && tokens.size() < MAX_TOKENS) {
            char c = text.charAt(at);
            if (at == quoteEnd) {
                add("\"");
                at++;
            } else if (c <= ' ' || at == keyEnd || c == '\u00a0') {
                at++;
            } else if (isQuote(c)) {
                quoted();
            } else if (c == '=') {
                at++;
                equals();
            } else if (isOpening(c)) {
                opening(c);
            } else if (c == ')' || c == ']' || c == '}' || c == ',' || c == ':' || c == ';' || c == '|') {
                punctuation(c);
                at++;
            } else if (c == '<' || c == '>' || isQuoteLike(c)) {
                at++;
            } else {
                chunk();
            }
        }
    }

    private static boolean isQuoteLike(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean isOpening(char c) {
        return c == '(' || c == '[' || c == '{';
    }

    private boolean isQuote(char c) {
        return c == '"' || c == '`' || (c == '\'' && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))));
    }

    /** One quoted word is a value, and so is what is quoted after a colon. A mark that nothing answers is passed over. */
    private void quoted() {
        int close = closingQuote(at);
        if (close < 0) {
            at++;
        } else if (isOneWord(close) && isKey(close)) {
            keyEnd = close;
            at++;
        } else if (isAnnounced() || isOneWord(close)) {
            value();
            at = close + 1;
        } else {
            add("\"");
            quoteEnd = close;
            at++;
        }
    }

    private boolean isOneWord(int close) {
        int space = text.indexOf(' ', at);
        return space < 0 || space > close;
    }

    /** Where a quotation ends, or less than 0 if it doesn't, or is too long for one. */
    private int closingQuote(int from) {
        int close = text.indexOf(text.charAt(from), from + 1);
        return close < Math.min(end, from + MAX_QUOTED) ? close : -1;
    }

    /** As in JSON. */
    private boolean isKey(int close) {
        return close + 1 < end && text.charAt(close + 1) == ':' && Character.isLetter(text.charAt(at + 1));
    }

    private boolean isAnnounced() {
        int last = tokens.size() - 1;
        return last > 0 && tokens.get(last).equals(":") && !isSaying(tokens.get(last - 1));
    }

    static boolean isSaying(String key) {
        return SAYING.contains(key.toLowerCase(Locale.ROOT));
    }

    /** After which stands what is said, and no value. */
    private boolean isMessageKey() {
        return !tokens.isEmpty() && isSaying(tokens.getLast());
    }

    /** After a key: what is between this and the next blank or bracket is a value, though it be empty. */
    private void equals() {
        if (at < end && (text.charAt(at) == '=' || text.charAt(at) == '>')) {
            at++;
            return;
        }
        boolean isMessage = isMessageKey();
        add("=");
        if (isMessage) {
            return;
        }
        int from = at;
        while (from < end && text.charAt(from) == ' ') {
            from++;
        }
        int to = from;
        while (to < end && !isValueEnd(text.charAt(to))) {
            to++;
        }
        if (from < end && isQuote(text.charAt(from))) {
            int close = closingQuote(from);
            if (close >= 0) {
                value();
                at = close + 1;
                return;
            }
        }
        if (to < end && isOpening(text.charAt(to)) && (to > from || text.charAt(to) == '[')) {
            to = pastBrackets(to);
        }
        int after = to;
        while (after < end && text.charAt(after) == ' ') {
            after++;
        }
        boolean isNextKey = after < end && text.charAt(after) == '=' && to > from;
        value();
        if (!isNextKey) {
            at = to;
        }
    }

    /** Brackets that are glued to a value belong to it, if they hold no keys themselves. */
    private int pastBrackets(int from) {
        char close = closing(text.charAt(from));
        int to = from + 1;
        while (to < end && text.charAt(to) != close) {
            char c = text.charAt(to);
            if (c == '=' || isOpening(c)) {
                return from;
            }
            to++;
        }
        return to < end ? to + 1 : from;
    }

    private static char closing(char open) {
        return switch (open) {
            case '(' -> ')';
            case '[' -> ']';
            default -> '}';
        };
    }

    private static boolean isValueEnd(char c) {
        return c <= ' '
                || isOpening(c)
                || isQuoteLike(c)
                || c == ')'
                || c == ']'
                || c == '}'
                || c == ','
                || c == '='
                || c == ';'
                || c == '|'
                || c == '<'
                || c == '>';
    }

    private void opening(char c) {
        boolean isFree =
                at == 0 || text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '=' || text.charAt(at - 1) == ':';
        boolean isEmpty = at + 1 < end && text.charAt(at + 1) == closing(c);
        add(String.valueOf(c));
        if (isFree && isEmpty) {
            value();
        }
        at++;
    }

    private void chunk() {
        int code = codeEnd();
        if (code > at) {
            value();
            at = code;
            return;
        }
        int from = at;
        boolean isAddress = false;
        boolean isQuery = false;
        while (at < end) {
            char c = text.charAt(at);
            if (c == ':' && isAddressColon(from)) {
                isAddress = true;
            } else if (c == '=' && isQuery) {
                at++;
                continue;
            } else if ((c == ':' ? !isAddress : isValueEnd(c)) && !isApostrophe(c)) {
                break;
            }
            isQuery |= c == '?' && at > from;
            at++;
        }
        int to = at;
        while (to > from && ENDS.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        if (to == from) {
            return;
        }
        String masked = Chunk.mask(text, from, to);
        hidden = hidden == null && hasLetters(from, to) ? text.substring(from, to) : hidden;
        if (masked.equals(Tokens.STAR)) {
            value();
        } else if (isWord(masked)) {
            word(masked);
        }
    }

    /**
     * Where hexadecimal digits end that stand in groups between colons, as in a hardware address, an IPv6 address or a time of day;
     * the place itself if there are none. Where there is no digit from 0 to 9 among them, it takes four groups of two.
     */
    private int codeEnd() {
        int i = at;
        int groups = 0;
        int pairs = 0;
        int start = i;
        boolean hasDigit = false;
        while (i < end) {
            char c = text.charAt(i);
            if (Chunk.isHexDigit(c) && i - start < 4) {
                hasDigit |= c <= '9';
                i++;
            } else if (c == ':' && i > at && i + 1 < end && isCodeGoingOn(i + 1)) {
                groups++;
                pairs += i - start == 2 ? 1 : 0;
                i++;
                start = i;
            } else {
                break;
            }
        }
        boolean isEnd = i == end || !Chunk.isAlnum(text.charAt(i));
        boolean isCode = hasDigit ? groups >= 2 : groups >= 3 && pairs == groups && i - start == 2;
        return isEnd && isCode ? i : at;
    }

    private boolean isCodeGoingOn(int from) {
        char c = text.charAt(from);
        return Chunk.isHexDigit(c) || (c == ':' && text.charAt(from - 2) != ':');
    }

    /** As in "can't". */
    private boolean isApostrophe(char c) {
        return c == '\''
                && at > 0
                && at + 1 < end
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }

    private static boolean isWord(String masked) {
        for (int i = 0; i < masked.length(); i++) {
            if (Character.isLetterOrDigit(masked.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasLetters(int from, int to) {
        int letters = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (to - from > Chunk.LONGEST_WORD || Character.isDigit(c) || c == '/' || c == '@' || c == '\\') {
                return false;
            }
            letters += Character.isLetter(c) ? 1 : 0;
        }
        return letters > 0;
    }

    private boolean isAddressColon(int from) {
        return at + 1 < end && (text.startsWith("://", at) || (text.charAt(at + 1) == '\\' && at == from + 1));
    }

    private void word(String word) {
        if (isAfterValue() && UNITS.contains(word)) {
            return;
        }
        if (word.indexOf('*') < 0 || tokens.isEmpty() || !tokens.getLast().equals(word)) {
            add(word);
        }
    }

    private boolean isAfterValue() {
        return !tokens.isEmpty() && tokens.getLast().equals(Tokens.STAR);
    }

    /** A value. One value, with separators between its parts, is what has no words. */
    private void value() {
        while (!tokens.isEmpty() && (MONTHS.contains(tokens.getLast()) || DAYS.contains(tokens.getLast()))) {
            tokens.removeLast();
        }
        int last = tokens.size() - 1;
        while (last >= 0 && isSeparator(tokens.get(last))) {
            last--;
        }
        if (last >= 0 && tokens.get(last).equals(Tokens.STAR)) {
            while (tokens.size() > last + 1) {
                tokens.removeLast();
            }
        } else {
            add(Tokens.STAR);
        }
    }

    private static boolean isSeparator(String token) {
        return token.length() == 1 && ",:;|-/.".indexOf(token.charAt(0)) >= 0;
    }

    private void punctuation(char c) {
        add(String.valueOf(c));
    }

    private void add(String token) {
        tokens.add(token);
    }
}
