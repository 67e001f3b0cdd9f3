package dev.afterwise.json;

import java.util.Comparator;

/**
 * One thing that is wrong with a file, and where. The message is one line, safe to print.
 *
 * @param line counts from 1
 * @param column counts characters from 1; 0 if the whole line is meant
 */
public record Problem(int line, int column, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    /** Such as {@code deploy.yaml:3:5: unknown key 'neds'; did you mean 'needs'?} */
    public String in(String file) {
        return Printable.escaped(file) + ":" + line + ":" + (column == 0 ? "" : column + ":") + " " + message;
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }
}
