package dev.afterwise.server.live;

/**
 * Something that happened in a workspace.
 *
 * @param number by which they follow each other; only ever grows
 * @param kind one word, such as {@code execution}
 * @param json one object on one line, which says the rest
 */
public record Happening(long number, String kind, String json) {
    /** Of this kind is the greeting of who joins: from its number on nothing is missed. */
    public static final String HELLO = "hello";

    /** Of this kind are those that say that others may have been missed. */
    public static final String MISSED = "missed";
}
