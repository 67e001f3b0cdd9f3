package dev.afterwise;

/**
 * Who has a turn taken, and why.
 *
 * @param by the person; empty if it is taken by itself, or nobody said who it is
 * @param because may be empty if a person has it taken
 */
record Voice(String by, String because) {
    /** A person who didn't say who. */
    static final Voice SOMEBODY = new Voice("", "");

    static Voice itself(String because) {
        return new Voice("", because);
    }

    /** @throws IllegalArgumentException if the name is blank */
    static Voice of(String person, String because) {
        if (person.isBlank()) {
            throw new IllegalArgumentException("Who decides must have a name, but it is (%s).".formatted(person));
        }
        return new Voice(person, because);
    }

    boolean isItself() {
        return by.isEmpty() && !because.isEmpty();
    }

    /** Such as {@code A person}. */
    String words() {
        return by.isEmpty() ? "A person" : by;
    }

    /** The end of a sentence, such as {@code : it is too dear.} */
    String reason() {
        String text = because.strip();
        return text.isEmpty() ? "." : ": " + text + (text.endsWith(".") ? "" : ".");
    }
}
