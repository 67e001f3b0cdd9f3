package dev.afterwise.cli.answer;

/** Answers as text in the form that was asked for. */
public final class Forms {
    private Forms() {}

    /**
     * The answer in this form, ending with the end of a line; empty if there is nothing to say in it.
     *
     * @param columns how wide the terminal is; 0 if there is none, and nothing may be cut
     */
    public static String write(Answer answer, Format format, Paint paint, int columns) {
        return switch (format) {
            case TEXT -> new TextForm(paint, columns).of(answer);
            case JSON -> JsonForm.object(answer);
            case JSONL -> JsonForm.lines(answer);
            case MD -> new MarkdownForm().of(answer);
            case NONE -> "";
        };
    }
}
