package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import java.util.Locale;

/** Numbers of bytes, for people in words. */
final class Bytes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Bytes() {}

    /** Such as {@code 3.2 MB}. */
    static String words(long bytes) {
        double number = (double) bytes;
        int unit = 0;
        while (number >= 999.5 && unit < UNITS.length - 1) {
            number /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || number >= 99.5 ? "%.0f %s" : "%.1f %s", number, UNITS[unit]);
    }

    static Cell cell(long bytes) {
        return bytes == 0 ? Cell.ABSENT : new Cell.Figure(words(bytes));
    }

    /** A field that programs see as a number. */
    static Answer field(Answer answer, String key, String label, long bytes) {
        return answer.forPrograms(key, Cell.whole(bytes)).with(new Field("", label, new Cell.Figure(words(bytes))));
    }
}
