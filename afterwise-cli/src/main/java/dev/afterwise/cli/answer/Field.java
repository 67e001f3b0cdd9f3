package dev.afterwise.cli.answer;

/**
 * A value with a name.
 *
 * @param key its name in JSON, in snake case; empty if programs have no use for it
 * @param label its name for people; empty if people have no use for it
 */
public record Field(String key, String label, Cell cell) implements Part {
    /** A field for programs. */
    public static Field of(String key, Cell cell) {
        return new Field(key, "", cell);
    }
}
