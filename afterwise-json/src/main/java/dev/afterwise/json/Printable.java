package dev.afterwise.json;

/** Text from outside in a form that is safe to print: short, on one line, and without a way to command a terminal. */
public final class Printable {
    private static final int MOST_CHARS = 80;

    private Printable() {}

    /** The text between single quotes, cut to 80 characters. */
    public static String quoted(String text) {
        return "'" + cut(text) + "'";
    }

    /** The text, escaped and cut to 80 characters. */
    public static String cut(String text) {
        return text.length() <= MOST_CHARS ? escaped(text) : escaped(text.substring(0, MOST_CHARS)) + "...";
    }

    /** The text with escapes for line ends, control and formatting characters, and halves of surrogate pairs. */
    public static String escaped(String text) {
        if (text.codePoints().noneMatch(Printable::isUnsafe)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> {
                    if (isUnsafe(c)) {
                        safe.append(c <= 0xffff ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
                    } else {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
