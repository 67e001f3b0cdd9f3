package dev.afterwise.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** An answer for people: fields, tables and sentences, with an empty line between them. */
final class TextForm {
    private static final String GAP = "  ";

    private final Paint paint;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    /** @param columns how wide the terminal is; 0 if nothing is to be cut */
    TextForm(Paint paint, int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    String of(Answer answer) {
        List<Field> fields = new ArrayList<>();
        boolean afterSentence = false;
        for (Part part : answer.parts()) {
            if (part instanceof Field field) {
                fields.add(field);
                continue;
            }
            fields(fields);
            fields.clear();
            boolean isSentence = part instanceof Part.Remark || part instanceof Part.Hint;
            if (!isSentence || !afterSentence || isHeading(part)) {
                separate(part);
            }
            afterSentence = isSentence;
            switch (part) {
                case Table<?> table -> table(table.grid());
                case Part.Remark remark -> sentence(remark.text(), remark.tone());
                case Part.Hint hint -> sentence(hint.text(), Tone.PLAIN);
                case Part.Block block -> sentence(block.text(), Tone.PLAIN);
                case Field ignored -> throw new AssertionError();
            }
        }
        fields(fields);
        return out.toString();
    }

    private static boolean isHeading(Part part) {
        return part instanceof Part.Remark remark && remark.tone() == Tone.STRONG;
    }

    private void separate(Part next) {
        boolean isShown = !(next instanceof Table<?> table) || !table.grid().isEmpty();
        if (!out.isEmpty() && isShown) {
            out.append('\n');
        }
    }

    private void sentence(String text, Tone tone) {
        Safe.lines(text)
                .lines()
                .forEach(line -> out.append(paint.apply(tone, line)).append('\n'));
    }

    private void fields(List<Field> all) {
        List<Field> shown = all.stream()
                .filter(field -> !field.label().isEmpty() && Grid.isFilled(field.cell()))
                .toList();
        int widest =
                shown.stream().mapToInt(field -> Width.of(field.label())).max().orElse(0);
        if (!shown.isEmpty() && !out.isEmpty()) {
            out.append('\n');
        }
        for (Field field : shown) {
            out.append(paint.apply(Tone.FAINT, field.label()))
                    .repeat(" ", widest - Width.of(field.label()))
                    .append(GAP)
                    .append(paint.apply(Shown.tone(field.cell()), Shown.of(field.cell())))
                    .append('\n');
        }
    }

    private void table(Grid whole) {
        if (whole.isEmpty()) {
            return;
        }
        Grid grid = whole;
        int[] widths = widths(grid);
        while (!fits(widths) && widths.length > 1) {
            grid = grid.withoutLast();
            widths = widths(grid);
        }
        var heading = new Line();
        boolean[] isNumeric = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            isNumeric[i] = grid.isNumeric(i);
            heading.add(grid.headings().get(i).toUpperCase(Locale.ROOT), Tone.FAINT, widths[i], isNumeric[i]);
        }
        heading.end();
        for (int row = 0; row < grid.rows(); row++) {
            var line = new Line();
            for (int i = 0; i < widths.length; i++) {
                Cell cell = grid.columns().get(i).get(row);
                line.add(Shown.within(cell, widths[i]), Shown.tone(cell), widths[i], isNumeric[i]);
            }
            line.end();
        }
        List<String> missing =
                whole.headings().subList(widths.length, whole.headings().size());
        if (!missing.isEmpty()) {
            sentence("The terminal has no room for: " + String.join(", ", missing) + ".", Tone.FAINT);
        }
    }

    /** Each column as wide as its widest cell; where that is too much for the terminal, ids are cut first, then the widest. */
    private int[] widths(Grid grid) {
        int[] widths = new int[grid.headings().size()];
        int[] narrowest = new int[widths.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Width.of(grid.headings().get(i));
            for (Cell cell : grid.columns().get(i)) {
                widths[i] = Math.max(widths[i], Width.of(Shown.of(cell)));
            }
            narrowest[i] = grid.narrowest(i, widths[i]);
        }
        for (int i = 0; i < widths.length && !fits(widths); i++) {
            widths[i] = grid.isOfIds(i) ? narrowest[i] : widths[i];
        }
        while (!fits(widths)) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > narrowest[i] && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private boolean fits(int[] widths) {
        return columns == 0 || IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) <= columns;
    }

    /** A line of a table. Nothing trails its last cell, so that lines are no wider than what is in them. */
    private final class Line {
        private int owed;

        void add(String text, Tone tone, int width, boolean isNumeric) {
            if (text.isEmpty()) {
                owed += width + GAP.length();
                return;
            }
            int padding = width - Width.of(text);
            out.repeat(" ", owed + (isNumeric ? padding : 0)).append(paint.apply(tone, text));
            owed = GAP.length() + (isNumeric ? 0 : padding);
        }

        void end() {
            out.append('\n');
        }
    }
}
