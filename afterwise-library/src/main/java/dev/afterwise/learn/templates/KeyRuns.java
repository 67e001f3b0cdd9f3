package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.List;

/** Keys with colons, as in {@code state: IDLE, retries: 3}: what follows each of several in a row is a value. */
final class KeyRuns {
    private KeyRuns() {}

    static List<String> mask(List<String> tokens) {
        var masked = new ArrayList<>(tokens);
        int previousEnd = -1;
        int previousKey = -1;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (!isKey(tokens, i)) {
                continue;
            }
            int end = valueEnd(tokens, i + 2);
            if (end < 0) {
                continue;
            }
            boolean follows = previousEnd == i;
            if (follows) {
                star(masked, previousKey);
                star(masked, i);
            }
            previousKey = i;
            previousEnd = end;
        }
        return masked;
    }

    private static boolean isKey(List<String> tokens, int at) {
        return Tokens.isWord(tokens.get(at))
                && (tokens.get(at + 1).equals(":") || tokens.get(at + 1).equals("="));
    }

    /** Where the next key would be, or less than 0 if the value isn't one token. */
    private static int valueEnd(List<String> tokens, int at) {
        if (at >= tokens.size() || Tokens.isPunctuation(tokens.get(at))) {
            return -1;
        }
        int next = at + 1;
        if (next < tokens.size()
                && (tokens.get(next).equals(",") || tokens.get(next).equals(";"))) {
            next++;
        }
        return next == tokens.size() || (next + 1 < tokens.size() && isKey(tokens, next)) ? next : -1;
    }

    private static void star(List<String> tokens, int key) {
        if (!tokens.get(key + 2).equals(Tokens.STAR) && !Line.isSaying(tokens.get(key))) {
            tokens.set(key + 2, Tokens.STAR);
        }
    }
}
