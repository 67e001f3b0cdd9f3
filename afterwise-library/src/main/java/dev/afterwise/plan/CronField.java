package dev.afterwise.plan;

import java.util.List;
import java.util.Locale;

/** One of the fields of a {@link Cron}. */
enum CronField {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY("day", 1, 31, ""),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    WEEKDAY("weekday", 0, 7, "SUN MON TUE WED THU FRI SAT");

    private static final int SUNDAY_AGAIN = 7;

    private final String noun;
    private final int least;
    private final int most;
    private final String names;

    /** @param names of the numbers from the least on; empty if they have none */
    CronField(String noun, int least, int most, String names) {
        this.noun = noun;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    /** Bit n is set if the field says n. */
    long mask(String text) {
        long mask = 0;
        for (String part : text.split(",", -1)) {
            mask |= part(part);
        }
        return this == WEEKDAY && ((mask >>> SUNDAY_AGAIN) & 1L) != 0 ? (mask & ~(1L << SUNDAY_AGAIN)) | 1L : mask;
    }

    /** What {@code *} says. */
    long all() {
        return mask("*");
    }

    private long part(String part) {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : whole(part.substring(slash + 1), part);
        int dash = range.indexOf('-');
        boolean isAll = range.equals("*");
        if (step < 1 || (slash >= 0 && !isAll && dash < 0)) {
            throw wrong(
                    part,
                    "have a range before the step, such as %d-%d/2, and a step of 1 or more".formatted(least, most));
        }
        int from = isAll ? least : number(dash < 0 ? range : range.substring(0, dash), part);
        int to = isAll ? last() : dash < 0 ? from : number(range.substring(dash + 1), part);
        if (from > to) {
            throw wrong(part, "go up");
        }
        long mask = 0;
        for (int each = from; each <= to; each += step) {
            mask |= 1L << each;
        }
        return mask;
    }

    /** The week has seven days, though Sunday has two numbers. */
    private int last() {
        return this == WEEKDAY ? most - 1 : most;
    }

    private int number(String text, String part) {
        int named = text.isEmpty() ? -1 : List.of(names.split(" ", -1)).indexOf(text.toUpperCase(Locale.ROOT));
        int number = named >= 0 ? named + least : whole(text, part);
        if (number < least || number > most) {
            throw wrong(part, "be from %d to %d".formatted(least, most));
        }
        return number;
    }

    private int whole(String text, String part) {
        if (!text.matches("[0-9]{1,4}")) {
            throw wrong(
                    part,
                    names.isEmpty()
                            ? "be *, or numbers, ranges and steps such as 1,5-9,*/15"
                            : "be *, or numbers, names such as %s, ranges and steps such as 1-5 or */2"
                                    .formatted(names.substring(names.length() - 3)));
        }
        return Integer.parseInt(text);
    }

    private IllegalArgumentException wrong(String part, String must) {
        return new IllegalArgumentException(
                "The %s of a schedule must %s, but it is (%s).".formatted(noun, must, part));
    }
}
