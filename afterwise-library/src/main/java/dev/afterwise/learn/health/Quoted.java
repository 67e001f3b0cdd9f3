package dev.afterwise.learn.health;

import java.util.regex.Pattern;

/** A word as a shell takes it. */
final class Quoted {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/@%+=-]+");

    private Quoted() {}

    static String word(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
