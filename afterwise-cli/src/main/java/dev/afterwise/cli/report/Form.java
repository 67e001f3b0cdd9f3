package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Forms;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.shell.Refusal;
import java.nio.file.Path;
import java.util.Locale;

/** In which form a report is kept; the end of the file's name says it. */
enum Form {
    HTML,
    MARKDOWN,
    JSON;

    /** @throws Refusal if no form goes by such a name */
    static Form of(Path file) {
        String name = String.valueOf(file.getFileName());
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "html", "htm" -> HTML;
            case "md", "markdown" -> MARKDOWN;
            case "json" -> JSON;
            default ->
                throw Refusal.usage(
                        "The name of a report (%s) must end in .html, .md or .json, which says what it is to be, but it does not."
                                .formatted(file));
        };
    }

    String write(Findings findings) {
        return switch (this) {
            case HTML -> Page.of(findings);
            case MARKDOWN -> Markdown.of(findings);
            case JSON -> Forms.write(Chapters.answer(findings, Extent.WHOLE), Format.JSON, Paint.PLAIN, 0);
        };
    }
}
