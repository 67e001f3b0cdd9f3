package dev.afterwise;

import java.util.regex.Pattern;

/** The isolation boundary: every row belongs to one, and no query crosses it. */
public record Workspace(String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Where everything is that names no other; made after the pattern that its name must match. */
    public static final Workspace DEFAULT = new Workspace("default");

    /** @throws IllegalArgumentException unless the name is 1 to 64 letters, digits, dots, dashes and underscores */
    public Workspace {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("""
                    A workspace's name must be 1 to 64 letters, digits, dots, dashes or underscores and begin with a \
                    letter or digit, but this is (%s).""".formatted(name));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
