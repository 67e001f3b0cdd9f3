package dev.afterwise.cli.answer;

import java.util.stream.Collectors;

/** What people read of a cell, safe to print and on one line. */
public final class Shown {
    private static final int MOST_SHOWN = 4;

    private Shown() {}

    public static String of(Cell cell) {
        return switch (cell) {
            case Cell.Absent it -> "";
            case Cell.Text it -> Safe.line(it.text());
            case Cell.Name it -> Safe.line(it.text());
            case Cell.Id it -> it.hex();
            case Cell.Figure it -> it.text();
            case Cell.Whole it -> Figures.whole(it.number());
            case Cell.Real it -> Figures.significant(it.number());
            case Cell.Flag it -> it.flag() ? "yes" : "no";
            case Cell.Took it -> Figures.duration(it.duration());
            case Cell.Moment it -> Figures.moment(it.at());
            case Cell.Cost it -> it.amount().toString();
            case Cell.Several it -> several(it);
            case Cell.Compound it -> of(it.shown());
            case Cell.Rows it -> "";
            case Cell.Json it -> "";
        };
    }

    /** As much of it as so many columns of a terminal hold. */
    static String within(Cell cell, int columns) {
        String whole = of(cell);
        return cell instanceof Cell.Id && whole.length() > columns
                ? whole.substring(0, columns)
                : Width.cut(whole, columns);
    }

    private static String several(Cell.Several several) {
        int count = several.cells().size();
        String first = several.cells().stream()
                .limit(count > MOST_SHOWN ? MOST_SHOWN - 1 : MOST_SHOWN)
                .map(Shown::of)
                .collect(Collectors.joining(", "));
        return count > MOST_SHOWN ? first + " and " + Figures.whole(count - MOST_SHOWN + 1) + " more" : first;
    }

    static Tone tone(Cell cell) {
        return switch (cell) {
            case Cell.Text it -> it.tone();
            case Cell.Name it -> it.tone();
            case Cell.Compound it -> tone(it.shown());
            default -> Tone.PLAIN;
        };
    }
}
