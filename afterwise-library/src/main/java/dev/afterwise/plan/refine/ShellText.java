package dev.afterwise.plan.refine;

/** The text of a shell script, read as far as its quotes: what is a comment, and what is quoted. */
final class ShellText {
    /** Stands where something was quoted; no program has this name. */
    static final String QUOTED = "QUOTED";

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private ShellText(String text) {
        this.text = text;
    }

    /** The script without its comments; a {@code #} between quotes begins none. */
    static String withoutComments(String script) {
        var out = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < script.length()) {
                out.append(c).append(script.charAt(++i));
                continue;
            }
            if (c == '#' && quote == 0 && (i == 0 || Character.isWhitespace(script.charAt(i - 1)))) {
                int end = script.indexOf('\n', i);
                i = (end < 0 ? script.length() : end) - 1;
                continue;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The script with 0 for each number that the shell works out: there are no programs in {@code $((a / b))}. */
    static String withoutArithmetic(String script) {
        var out = new StringBuilder();
        int done = 0;
        for (int begin = script.indexOf("$(("); begin >= 0; begin = script.indexOf("$((", done)) {
            out.append(script, done, begin).append('0');
            int open = 2;
            done = begin + 3;
            while (done < script.length() && open > 0) {
                char c = script.charAt(done++);
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return out.append(script, done, script.length()).toString();
    }

    /**
     * The script with {@link #QUOTED} for each of its quoted texts: a pattern of sed has no programs in it. What double quotes have
     * the shell carry out follows after them.
     *
     * @param script without comments
     */
    static String withoutQuoted(String script) {
        var read = new ShellText(script);
        read.commands(false);
        return read.out.toString();
    }

    /** @param isInner whether a bracket ends them */
    private void commands(boolean isInner) {
        int open = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> {
                    out.append(QUOTED);
                    int end = text.indexOf('\'', at);
                    at = end < 0 ? text.length() : end + 1;
                }
                case '"' -> doubleQuoted();
                case '`' -> out.append(';');
                case '\\' -> {
                    out.append(c).append(text, at, Math.min(at + 1, text.length()));
                    at++;
                }
                default -> {
                    out.append(c);
                    if (isInner && c == ')' && open-- == 0) {
                        return;
                    }
                    open += c == '(' ? 1 : 0;
                }
            }
        }
    }

    private void doubleQuoted() {
        out.append(QUOTED);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                at++;
            } else if (c == '$' && text.startsWith("(", at)) {
                at++;
                out.append(" $(");
                commands(true);
            } else if (c == '`') {
                int end = text.indexOf('`', at);
                out.append(';').append(text, at, end < 0 ? text.length() : end).append(';');
                at = end < 0 ? text.length() : end + 1;
            }
        }
    }
}
