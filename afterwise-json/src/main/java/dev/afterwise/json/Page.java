package dev.afterwise.json;

/** A text by its lines. Offsets count {@code char}s. */
record Page(String text) {
    /** The text with this instead of what stands between the offsets. */
    String splice(int from, int to, String with) {
        return text.substring(0, from) + with + text.substring(to);
    }

    /** Where the line of this offset begins. */
    int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** Where the line of this offset ends, before its line break. */
    int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        if (end < 0) {
            return text.length();
        }
        return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Where the line after that of this offset begins; the end of the text if there is none. */
    int nextLine(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    /** How far the offset is from the beginning of its line. */
    int column(int offset) {
        return offset - lineStart(offset);
    }

    /** As the file does it. */
    String lineBreak() {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    boolean isBlank(int lineStart) {
        return text.substring(lineStart, lineEnd(lineStart)).isBlank();
    }

    boolean isComment(int lineStart) {
        return text.substring(lineStart, lineEnd(lineStart)).strip().startsWith("#");
    }

    /** The first offset from this one on that is neither a space nor a tab. */
    int afterSpace(int offset) {
        int at = offset;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** The text with whole lines at the beginning of a line, or at the end of the text, which may lack a line break. */
    String insertLines(int at, String lines) {
        boolean isOpen = at == text.length() && at > 0 && text.charAt(at - 1) != '\n';
        return splice(at, at, (isOpen ? lineBreak() : "") + lines);
    }
}
