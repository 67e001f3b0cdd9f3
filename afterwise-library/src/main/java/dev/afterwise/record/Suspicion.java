package dev.afterwise.record;

/** A quick look at a text that was not cut, for whether a {@link SecretScan closer one} is worth while. */
final class Suspicion {
    private Suspicion() {}

    /**
     * Whether there may be any: nothing is found in a text without an assignment, an option, a long word, a dot within
     * a word or a scheme of authorization. Most texts are such.
     */
    static boolean of(String text, int limit) {
        int length = 0;
        for (int i = 0; i < limit; i++) {
            char c = text.charAt(i);
            switch (Characters.kind(c)) {
                case Characters.WORD -> {
                    boolean isSuspicious = ++length >= TokenShapes.SHORTEST
                            || (c == '-' && i > 0 && text.charAt(i - 1) == '-')
                            || (length == 5 && (text.charAt(i - 4) | 0x20) == 'b' && isScheme(text, i - 4));
                    if (isSuspicious) {
                        return true;
                    }
                }
                case Characters.ASSIGNMENT -> {
                    return true;
                }
                case Characters.DOT -> {
                    if (length > 1 && i + 1 < limit && Characters.isWord(text.charAt(i + 1))) {
                        return true;
                    }
                    length = 0;
                }
                case Characters.BACKSLASH -> {
                    i = Characters.afterEscape(text, i, limit) - 1;
                    length = 0;
                }
                case Characters.PERCENT -> {
                    if (Characters.isEncoded(text, i, limit)) {
                        return true;
                    }
                    length = 0;
                }
                default -> length = 0;
            }
        }
        return false;
    }

    private static boolean isScheme(String text, int from) {
        return text.regionMatches(true, from, "beare", 0, 5) || text.regionMatches(true, from, "basic", 0, 5);
    }
}
