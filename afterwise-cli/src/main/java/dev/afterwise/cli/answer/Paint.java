package dev.afterwise.cli.answer;

/** Colours, or none. */
public enum Paint {
    COLOUR,
    PLAIN;

    /** The text in its tone. What is in the text must be safe to print already. */
    public String apply(Tone tone, String text) {
        return this == PLAIN || tone.code().isEmpty() || text.isEmpty()
                ? text
                : "\u001b[" + tone.code() + "m" + text + "\u001b[0m";
    }
}
