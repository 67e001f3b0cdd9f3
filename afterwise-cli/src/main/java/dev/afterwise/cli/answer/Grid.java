package dev.afterwise.cli.answer;

import java.util.List;

/** The part of a table that people see, column by column. */
public record Grid(List<String> headings, List<List<Cell>> columns) {
    private static final int NARROWEST_TEXT = 8;
    private static final int NARROWEST_ID = 12;

    static boolean isFilled(Cell cell) {
        return switch (cell) {
            case Cell.Absent it -> false;
            case Cell.Rows it -> false;
            case Cell.Json it -> false;
            case Cell.Several it -> !it.cells().isEmpty();
            case Cell.Compound it -> isFilled(it.shown());
            default -> true;
        };
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().size();
    }

    public boolean isEmpty() {
        return rows() == 0;
    }

    /** Whether a column holds numbers, which are read from their right end. */
    public boolean isNumeric(int column) {
        return filled(column).stream().allMatch(Grid::isNumber);
    }

    /** How narrow a column may be made to fit a terminal, at most. */
    int narrowest(int column, int width) {
        int least = filled(column).stream().allMatch(Grid::isText)
                ? NARROWEST_TEXT
                : isOfIds(column) ? NARROWEST_ID : width;
        return Math.min(width, Math.max(least, Width.of(headings.get(column))));
    }

    boolean isOfIds(int column) {
        return filled(column).stream().allMatch(cell -> cell instanceof Cell.Id);
    }

    private List<Cell> filled(int column) {
        return columns.get(column).stream().filter(Grid::isFilled).toList();
    }

    /** The same without the last column. */
    Grid withoutLast() {
        int rest = headings.size() - 1;
        return new Grid(headings.subList(0, rest), columns.subList(0, rest));
    }

    private static boolean isText(Cell cell) {
        return cell instanceof Cell.Text || (cell instanceof Cell.Compound it && isText(it.shown()));
    }

    private static boolean isNumber(Cell cell) {
        return switch (cell) {
            case Cell.Figure it -> true;
            case Cell.Whole it -> true;
            case Cell.Real it -> true;
            case Cell.Took it -> true;
            case Cell.Cost it -> true;
            case Cell.Compound it -> isNumber(it.shown());
            default -> false;
        };
    }
}
