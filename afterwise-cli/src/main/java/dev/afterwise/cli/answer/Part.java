package dev.afterwise.cli.answer;

/** A piece of an answer. */
public sealed interface Part permits Field, Table, Part.Remark, Part.Hint, Part.Block {
    /** A sentence for people; programs find what it says in fields. */
    record Remark(String text, Tone tone) implements Part {}

    /** A sentence for everybody: why there is nothing to see, or what to do next. */
    record Hint(String text) implements Part {}

    /**
     * Lines that have to stay as they are, such as a drawing; programs find what they say in fields.
     *
     * @param language as Markdown calls it; empty if it has none
     */
    record Block(String language, String text) implements Part {}
}
