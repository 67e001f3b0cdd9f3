package dev.afterwise.record;

import org.jspecify.annotations.Nullable;

/**
 * One walk over a text that leaves out the secrets in it. For one thread, once.
 *
 * <p>What is looked for: values beside a {@link SecretNames secret name}, in JSON of any depth of quoting, in assignments, headers,
 * options of commands, addresses and tags; {@link TokenShapes tokens} that can be told by their looks; passwords in addresses;
 * private keys. Each character is looked at a bounded number of times, whatever the text: a look ahead that finds nothing is
 * short, and one that finds something is not repeated.
 *
 * <p>JSON text stays JSON text: no replacement begins or ends within an escape or reaches out of a string, but for one that takes
 * the place of a whole value.
 */
final class SecretScan {
    /** What stands in the place of a secret. */
    static final String MARK = "[redacted]";

    private static final int LONGEST_GAP = 40;
    private static final int LONGEST_STRUCTURE = 2_000;

    private final String text;
    private final int limit;
    private final boolean isJson;
    private final boolean isCut;
    private @Nullable StringBuilder clean;
    private int copied;
    private int at;
    private int wordFrom;
    private int wordTo;

    private SecretScan(String text, int limit, boolean isJson, boolean isCut) {
        this.text = text;
        this.limit = limit;
        this.isJson = isJson;
        this.isCut = isCut;
    }

    /**
     * The text without its secrets: itself, if it has none.
     *
     * @param isCut whether it is the beginning of a longer one
     */
    static String text(String text, int limit, boolean isCut) {
        return new SecretScan(text, limit, false, isCut).scanned();
    }

    /**
     * As {@link #text}, for JSON.
     *
     * @param limit where what was said ends, before a note that something was cut
     */
    static String json(String json, int limit, boolean isCut) {
        return new SecretScan(json, limit, true, isCut).scanned();
    }

    private String scanned() {
        if (!isCut && !Suspicion.of(text, limit)) {
            return text;
        }
        while (at < limit) {
            char c = text.charAt(at);
            switch (Characters.kind(c)) {
                case Characters.WORD -> word();
                case Characters.BACKSLASH -> at = Characters.afterEscape(text, at, limit);
                case Characters.PERCENT ->
                    at = Math.min(limit, Characters.isEncoded(text, at, limit) ? at + 3 : at + 1);
                case Characters.ASSIGNMENT -> assignment(c);
                case Characters.DOT -> dot();
                default -> at++;
            }
        }
        if (clean == null) {
            return text;
        }
        String cleaned = clean.append(text, copied, text.length()).toString();
        return cleaned.equals(text) ? text : cleaned;
    }

    /** Puts the mark in the place of what stands there, and goes on behind it. */
    private void leaveOut(int from, int to) {
        replace(from, to, MARK);
    }

    private void replace(int from, int to, String by) {
        if (to > from) {
            clean = clean == null ? new StringBuilder(text.length()) : clean;
            clean.append(text, copied, from).append(by);
            copied = to;
        }
        at = Math.max(at, to);
    }

    private void word() {
        int from = at;
        int to = from + 1;
        while (to < limit && Characters.isWord(text.charAt(to))) {
            to++;
        }
        at = to;
        wordFrom = from;
        wordTo = to;
        int length = to - from;
        if (length >= TokenShapes.SHORTEST || (isCut && to == limit) || (length >= 10 && text.charAt(from) == '-')) {
            longWord(from, to);
        } else if (length == 5 || length == 6) {
            scheme(from, to);
        }
        if (length > 3 && text.charAt(from) == '-') {
            option(from, to);
        }
    }

    private void longWord(int from, int to) {
        int token = TokenShapes.begin(text, from, to, limit, isCut);
        if (token >= 0) {
            leaveOut(token, TokenShapes.end(text, token, to, limit));
        } else if (text.startsWith("-BEGIN", to - 6)) {
            privateKey(from, to);
        }
    }

    /** A private key is left out with its frame; one without an end, to the end of the text. */
    private void privateKey(int from, int to) {
        if (!text.substring(to, Math.min(limit, to + LONGEST_GAP)).contains("PRIVATE KEY")) {
            return;
        }
        int end = text.indexOf("-----END", to);
        int last = end < 0 ? -1 : text.indexOf("-----", end + 8);
        int whole = stringEnd(to);
        leaveOut(from, last < 0 || last + 5 > whole ? whole : last + 5);
    }

    /** Where the JSON string ends that the position is in; the end of any other text. */
    private int stringEnd(int from) {
        return isJson ? Quotes.stringEnd(text, from, limit) : limit;
    }

    /** A dot after the beginning of a token that has one. */
    private void dot() {
        int dot = at++;
        if (wordTo == dot && dot + 1 < limit && Characters.isWord(text.charAt(dot + 1)) && isDottedStart(dot)) {
            int end = TokenShapes.dotted(text, dot, limit);
            if ((end - dot > 20 && TokenShapes.isMixed(text, dot, end)) || (isCut && end == limit)) {
                leaveOut(wordFrom, end);
            }
        }
    }

    private boolean isDottedStart(int dot) {
        return switch (dot - wordFrom) {
            case 2 -> text.startsWith("SG", wordFrom);
            case 3 -> text.startsWith("hvs", wordFrom) || text.startsWith("hvb", wordFrom);
            case 4 -> text.startsWith("ya29", wordFrom);
            default -> false;
        };
    }

    /** {@code Bearer} or {@code Basic}, and what follows it. */
    private void scheme(int from, int to) {
        boolean bearer = text.regionMatches(true, from, "bearer", 0, to - from) && to - from == 6;
        if (!bearer && !(to - from == 5 && text.regionMatches(true, from, "basic", 0, 5))) {
            return;
        }
        int value = to;
        while (value < limit && value - to < 4 && text.charAt(value) == ' ') {
            value++;
        }
        int end = value;
        while (end < limit && isCredential(text.charAt(end))) {
            end++;
        }
        boolean atCut = isCut && end == limit;
        if (value > to
                && end > value
                && (atCut || (bearer ? isBearer(value, end) : Addresses.isEncodedPair(text, value, end)))) {
            leaveOut(value, end);
        } else {
            at = Math.max(at, to);
        }
    }

    private boolean isBearer(int from, int to) {
        return to - from >= 8 && (TokenShapes.isMixed(text, from, to) || to - from >= 24);
    }

    private static boolean isCredential(char c) {
        return Characters.isWord(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    /** {@code --password hunter2}, also as two strings of a list. */
    private void option(int from, int to) {
        if (text.charAt(from + 1) != '-' || !isCertain(SecretNames.kind(text, from, to))) {
            return;
        }
        int mark = Quotes.opening(text, to, limit);
        int comma = mark < 0 ? -1 : afterSpace(mark + 1);
        boolean isListed = comma >= 0 && comma < limit && text.charAt(comma) == ',';
        int value = afterSpace(isListed ? comma + 1 : to);
        if (value < limit && value > to && text.charAt(value) != '-') {
            value(value, SecretNames.Kind.CERTAIN, isListed ? mark : -1, true);
        }
    }

    private int afterSpace(int from) {
        int value = from;
        while (value < limit && value - from < LONGEST_GAP && Characters.isSpace(text.charAt(value))) {
            value++;
        }
        return value;
    }

    private static boolean isCertain(SecretNames.Kind kind) {
        return kind == SecretNames.Kind.CERTAIN || kind == SecretNames.Kind.LIKELY;
    }

    private void assignment(char sign) {
        int sep = at++;
        if (sign == ':' && Addresses.is(text, sep, limit)) {
            leaveOut(Addresses.secret(text, sep, limit, isCut));
        } else if (wordTo == 0 || sep - wordTo > LONGEST_GAP / 4) {
            return;
        } else if (sign == '>') {
            tag(sep);
        } else {
            if (sign == ':' && wordTo == sep) {
                leaveOut(Addresses.botToken(text, wordFrom, sep, limit, isCut));
            }
            SecretNames.Kind kind = named(sep);
            if (at == sep + 1 && kind != SecretNames.Kind.NONE && (kind != SecretNames.Kind.ASSIGNED || sign == '=')) {
                assigned(sep, kind);
            }
        }
    }

    private void leaveOut(Addresses.@Nullable Span secret) {
        if (secret != null) {
            leaveOut(secret.from(), secret.to());
        }
    }

    private void assigned(int sep, SecretNames.Kind kind) {
        int mark = Quotes.markBetween(text, wordTo, sep);
        boolean isDouble = sep + 1 < limit && (text.charAt(sep + 1) == '>' || text.charAt(sep + 1) == '=');
        int gap = isDouble ? sep + 2 : sep + 1;
        int value = afterSpace(gap);
        boolean isNextLine =
                mark < 0 && value > gap && text.substring(gap, value).indexOf('\n') >= 0;
        if (value < limit && !isNextLine) {
            value(value, kind, mark, value > gap && text.charAt(sep) == ':');
        }
    }

    /** What the name before the sign says; of a pair of name and value, what the other name says. */
    private SecretNames.Kind named(int sep) {
        int from = wordFrom;
        if (wordTo - wordFrom == 3
                && wordFrom > 1
                && text.charAt(wordFrom - 1) == ' '
                && text.regionMatches(true, wordFrom, "key", 0, 3)) {
            from--;
            while (from > 0 && wordFrom - from < LONGEST_GAP && Characters.isWord(text.charAt(from - 1))) {
                from--;
            }
        }
        if (wordTo - wordFrom == 5 && text.regionMatches(true, wordFrom, "value", 0, 5)) {
            return Quotes.nameBefore(text, wordFrom);
        }
        if (!Quotes.isGap(text, wordTo, sep)) {
            return SecretNames.Kind.NONE;
        }
        return isFolder(sep) ? SecretNames.Kind.NONE : SecretNames.kind(text, from, wordTo);
    }

    /** {@code PWD=/home/me}: not what it looks like. */
    private boolean isFolder(int sep) {
        return wordTo >= 3 && text.regionMatches(true, wordTo - 3, "pwd", 0, 3) && text.startsWith("/", sep + 1);
    }

    /**
     * Leaves the value out that begins there, if it may be a secret.
     *
     * @param mark the quotation mark behind the name, or -1
     * @param isAfterSpace whether it follows as the next word in prose does
     */
    private void value(int from, SecretNames.Kind kind, int mark, boolean isAfterSpace) {
        if (text.startsWith(MARK, from)) {
            at = Math.min(limit, from + MARK.length());
            return;
        }
        int opening = Quotes.opening(text, from, limit);
        char first = text.charAt(from);
        if (opening >= 0) {
            quoted(opening, opening - from, kind, mark);
        } else if ((first == '{' || first == '[') && structure(from, kind, mark)) {
            return;
        } else if (mark >= 0) {
            literal(from, kind, mark);
        } else if (kind == SecretNames.Kind.LINE) {
            if (!SecretNames.isProse(text, from, Quotes.wordEnd(text, from, limit))) {
                leaveOut(
                        from,
                        Quotes.lineEnd(text, from, limit, isJson, wordFrom == 0 ? ' ' : text.charAt(wordFrom - 1)));
            }
        } else {
            bare(from, kind, isAfterSpace);
        }
    }

    private void quoted(int opening, int backslashes, SecretNames.Kind kind, int mark) {
        boolean isOfJson = text.charAt(opening) == '"' && backslashes == 0 && isJson;
        if (isOfJson && (mark < 0 || text.charAt(mark) != '"' || text.charAt(mark - 1) == '\\')) {
            return; // the string ends here
        }
        int to = Quotes.end(text, opening, backslashes, limit, isJson);
        if (kind != SecretNames.Kind.LIKELY || !isShortNumber(opening + 1, to)) {
            leaveOut(opening + 1, to);
        }
    }

    /** An object or a list. @return whether it is one that ends */
    private boolean structure(int from, SecretNames.Kind kind, int mark) {
        int backslashes = mark < 0 ? 0 : mark - Quotes.backslashesBefore(text, mark);
        if (kind == SecretNames.Kind.LIKELY) {
            return mark >= 0;
        }
        int most = mark < 0 ? Math.min(limit, from + LONGEST_STRUCTURE) : limit;
        int to = Quotes.closed(text, from, backslashes, most, isJson && mark < 0);
        if (to < 0 && mark >= 0) {
            to = isJson && backslashes > 0 ? stringEnd(from) : limit;
        }
        if (to < 0) {
            return false;
        }
        replace(from, to, marked(mark));
        return true;
    }

    /** What JSON has without quotation marks. */
    private void literal(int from, SecretNames.Kind kind, int mark) {
        int to = Quotes.literalEnd(text, from, limit);
        if (!SecretNames.isProse(text, from, to) && !(kind == SecretNames.Kind.LIKELY && isShortNumber(from, to))) {
            replace(from, to, marked(mark));
        }
    }

    private void bare(int from, SecretNames.Kind kind, boolean isAfterSpace) {
        int to = Quotes.bareEnd(text, from, limit, isJson);
        boolean isWord = isAfterSpace && to - from < 16 && !TokenShapes.isMixed(text, from, to);
        boolean isHarmless = SecretNames.isProse(text, from, to)
                || (kind == SecretNames.Kind.LIKELY && (isWord || isShortNumber(from, to)));
        if (!isHarmless) {
            leaveOut(from, to);
        }
    }

    /** The mark in the quotation marks that the name beside it has, so that JSON stays JSON. */
    private String marked(int mark) {
        if (mark < 0) {
            return MARK;
        }
        String marks = text.substring(Quotes.backslashesBefore(text, mark), mark + 1);
        return marks + MARK + marks;
    }

    private boolean isShortNumber(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to - from < 8;
    }

    /** {@code <password>hunter2</password>}. */
    private void tag(int sep) {
        boolean isTag =
                wordTo == sep && wordFrom > 0 && (text.charAt(wordFrom - 1) == '<' || text.charAt(wordFrom - 1) == ':');
        if (isTag && SecretNames.kind(text, wordFrom, wordTo) == SecretNames.Kind.CERTAIN) {
            int end = text.indexOf('<', sep);
            int to = end < 0 || end > limit ? limit : end;
            leaveOut(sep + 1, isJson ? Quotes.stringEnd(text, sep + 1, to) : to);
        }
    }
}
