package dev.afterwise.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An answer as GitHub shows it: fields and tables as tables, sentences as paragraphs. */
final class MarkdownForm {
    private final StringBuilder out = new StringBuilder();

    String of(Answer answer) {
        List<Field> fields = new ArrayList<>();
        for (Part part : answer.parts()) {
            if (part instanceof Field field) {
                fields.add(field);
                continue;
            }
            fields(fields);
            fields.clear();
            switch (part) {
                case Table<?> table -> table(table.grid());
                case Part.Remark remark -> paragraph(remark.text());
                case Part.Hint hint -> paragraph(hint.text());
                case Part.Block block -> block(block);
                case Field ignored -> throw new AssertionError();
            }
        }
        fields(fields);
        return out.toString();
    }

    private void fields(List<Field> all) {
        List<Field> shown =
                all.stream().filter(field -> !field.label().isEmpty()).toList();
        table(new Grid(
                List.of("", " "),
                List.of(
                        shown.stream().map(field -> Cell.text(field.label())).toList(),
                        shown.stream().map(Field::cell).toList())));
    }

    private void table(Grid grid) {
        if (grid.isEmpty()) {
            return;
        }
        separate();
        row(grid, i -> Safe.markdown(grid.headings().get(i)));
        row(grid, i -> grid.isNumeric(i) ? "---:" : "---");
        for (int each = 0; each < grid.rows(); each++) {
            int row = each;
            row(grid, i -> Safe.markdown(Shown.of(grid.columns().get(i).get(row))));
        }
    }

    private void row(Grid grid, Function<Integer, String> cell) {
        out.append(IntStream.range(0, grid.headings().size())
                        .boxed()
                        .map(cell)
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private void paragraph(String text) {
        separate();
        out.append(text.lines().map(Safe::markdown).collect(Collectors.joining("  \n")))
                .append('\n');
    }

    /** Fenced by more backticks than are in it, so that nothing in it ends it. */
    private void block(Part.Block block) {
        separate();
        String text = Safe.lines(block.text());
        int longest = Pattern.compile("`+")
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        out.append(fence)
                .append(block.language())
                .append('\n')
                .append(text)
                .append('\n')
                .append(fence)
                .append('\n');
    }

    private void separate() {
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }
}
