package dev.afterwise.cli.answer;

/** A piece of an answer. */
public sealed interface Part permits Field, Table, Part.Remark, Part.Hint {
    /** A sentence for people; programs find what it says in fields. */
    record Remark(String text, Tone tone) implements Part {}

    /** A sentence for everybody: why there is nothing to see, or what to do next. */
    record Hint(String text) implements Part {}
}
