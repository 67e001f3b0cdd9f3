package dev.afterwise.cli.answer;

/** In which form an answer is written. */
public enum Format {
    /** Tables and sentences for people. May change with any release. */
    TEXT,
    /** One object with a {@code schema}. Only ever grows. */
    JSON,
    /** One object a line, for each row of a list. */
    JSONL,
    /** GitHub Markdown. */
    MD,
    /** Nothing: the exit code says it all. */
    NONE
}
