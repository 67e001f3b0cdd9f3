package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.answer.Forms;
import dev.afterwise.cli.answer.Paint;
import dev.afterwise.cli.answer.Part;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.cli.answer.Tone;
import java.util.List;

/** Findings as GitHub Markdown: a heading for each chapter, tables below. */
final class Markdown {
    private Markdown() {}

    static String of(Findings findings) {
        var out = new StringBuilder("# ")
                .append(Safe.markdown(Sayings.title(findings)))
                .append("\n\n");
        for (Chapter chapter : Chapters.of(findings, Extent.WHOLE)) {
            if (!chapter.title().isEmpty()) {
                out.append("\n## ").append(Safe.markdown(chapter.title())).append("\n\n");
            }
            List<Part> parts = chapter.parts().stream()
                    .filter(part -> !(part instanceof Part.Remark remark && remark.tone() == Tone.STRONG))
                    .filter(part -> !(part instanceof Field field && field.cell() instanceof Cell.Absent))
                    .toList();
            out.append(Forms.write(new Answer("report", parts, "", Exit.OK), Format.MD, Paint.PLAIN, 0));
        }
        return out.toString();
    }
}
