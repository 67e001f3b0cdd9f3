package dev.afterwise.heal.classify;

/** Tells what names a place from what says something, in a piece of text without white space and brackets. */
final class Places {
    private static final int MAX_EXTENSION = 5;

    private Places() {}

    /** Where the address, path or host name ends that the piece is; its beginning if it is none. */
    static int end(String text, int from, int to) {
        int last = to;
        while (last > from && ".:!?".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        return isUrl(text, from, last) || isPath(text, from, last) || isHost(text, from, last) ? last : from;
    }

    /** Where a name begins that may have a package before it, as in {@code java.net.ConnectException}. */
    static int name(String text, int from, int to) {
        int name = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && i + 1 < to && Character.isUpperCase(text.charAt(i + 1)) && i > from) {
                name = i + 1;
            } else if (c != '.' && c != '_' && !Character.isLowerCase(c) && !Character.isDigit(c)) {
                break;
            }
        }
        return name;
    }

    private static boolean isUrl(String text, int from, int to) {
        for (int i = from + 1; i + 2 < to; i++) {
            if (text.charAt(i) == ':' && text.startsWith("//", i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPath(String text, int from, int to) {
        int slashes = 0;
        int slash = -1;
        int dot = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                slashes++;
                slash = i;
            } else if (c == '.') {
                dot = i;
            } else if (c == ':' && i + 1 < to && text.charAt(i + 1) == '\\') {
                return true;
            }
        }
        boolean isRooted = slashes > 0 && (text.charAt(from) == '/' || "./~".indexOf(text.charAt(from)) >= 0);
        boolean isFile = slashes == 1 && dot > slash && to - dot <= MAX_EXTENSION && isLetters(text, dot + 1, to);
        return slashes > 1 || (isRooted && to - from > 1) || isFile;
    }

    private static boolean isLetters(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isLetter(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    /** Three parts or more, in lower case. */
    private static boolean isHost(String text, int from, int to) {
        int dots = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == from || i + 1 == to || text.charAt(i + 1) == '.') {
                    return false;
                }
                dots++;
            } else if (Character.isUpperCase(c) || (!Character.isLetterOrDigit(c) && "-_:".indexOf(c) < 0)) {
                return false;
            }
        }
        return dots > 1;
    }
}
