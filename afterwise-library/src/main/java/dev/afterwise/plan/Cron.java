package dev.afterwise.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The minutes at which something begins again and again, as {@code cron} writes them: {@code 30 3 * * MON-FRI}.
 *
 * <p>The fields are minute, hour, day of the month, month and day of the week; each is {@code *}, or a list of numbers, ranges
 * and steps. Months and weekdays have English names of three letters; 0 and 7 are Sunday. If neither day begins with {@code *},
 * either of them is enough.
 *
 * <p>When clocks are put forward, what was to begin within the hour that is left out begins at once after it; when they are put back, it
 * begins the first time only. What begins in every hour ({@code *}) follows the clock instead: it is left out, or begins twice.
 */
public final class Cron {
    private static final Map<String, String> SHORT = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    /** A 29 February that must fall on some day of the week comes within so many years, or never. */
    private static final int YEARS = 45;

    /** No clock was ever put back by more, but for the date line, which is crossed the other way. */
    private static final int MOST_HOURS_BACK = 3;

    private final String text;
    private final long minutes;
    private final long hours;
    private final long days;
    private final long months;
    private final long weekdays;
    private final boolean eitherDay;

    private Cron(String text, List<String> fields) {
        this.text = text;
        this.minutes = CronField.MINUTE.mask(fields.get(0));
        this.hours = CronField.HOUR.mask(fields.get(1));
        this.days = CronField.DAY.mask(fields.get(2));
        this.months = CronField.MONTH.mask(fields.get(3));
        this.weekdays = CronField.WEEKDAY.mask(fields.get(4));
        this.eitherDay = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
    }

    /** @throws IllegalArgumentException if the text is something else, or there is no such day */
    public static Cron parse(String text) {
        String said = text.strip();
        String whole = SHORT.getOrDefault(said.toLowerCase(Locale.ROOT), said);
        List<String> fields = List.of(whole.split("\\s+", -1));
        if (fields.size() != CronField.values().length) {
            throw new IllegalArgumentException(
                    "A schedule must have five fields (minute, hour, day, month, weekday), but (%s) has %d.\nMaybe such as '30 3 * * *', every day at half past three."
                            .formatted(said, said.isEmpty() ? 0 : fields.size()));
        }
        var cron = new Cron(said, fields);
        if (cron.next(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
            throw new IllegalArgumentException(
                    "A schedule must come to pass some day, but (%s) never does.".formatted(said));
        }
        return cron;
    }

    /** The first of its moments that is after another; empty if there is none within some 40 years. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone).minusHours(MOST_HOURS_BACK);
        LocalDate last = local.toLocalDate().plusYears(YEARS);
        for (LocalDate date = local.toLocalDate(); date.isBefore(last); date = nextDate(date)) {
            Instant first = firstOf(date, local, after, zone.getRules());
            if (first != null) {
                // A day may begin again after it has begun.
                Instant other = firstOf(date.plusDays(1), local, after, zone.getRules());
                return Optional.of(other != null && other.isBefore(first) ? other : first);
            }
        }
        return Optional.empty();
    }

    /** The day after, or the first of the next month that is one of these. */
    private LocalDate nextDate(LocalDate date) {
        LocalDate next = date.plusDays(1);
        while (!has(months, next.getMonthValue())) {
            next = next.withDayOfMonth(1).plusMonths(1);
        }
        return next;
    }

    private @Nullable Instant firstOf(LocalDate date, LocalDateTime from, Instant after, ZoneRules rules) {
        if (!matches(date)) {
            return null;
        }
        Instant first = null;
        int found = 24;
        for (int hour = 0; hour < 24 && hour <= found + MOST_HOURS_BACK; hour++) {
            if (has(hours, hour) && !date.atTime(hour, 59).isBefore(from)) {
                Instant within = firstOf(date.atTime(hour, 0), after, rules);
                if (within != null && (first == null || within.isBefore(first))) {
                    first = within;
                    found = hour;
                }
            }
        }
        return first;
    }

    private @Nullable Instant firstOf(LocalDateTime hour, Instant after, ZoneRules rules) {
        Instant first = null;
        for (int minute = 0; minute < 60; minute++) {
            if (has(minutes, minute)) {
                for (Instant each : moments(hour.plusMinutes(minute), rules)) {
                    if (each.isAfter(after) && (first == null || each.isBefore(first))) {
                        first = each;
                    }
                }
            }
        }
        return first;
    }

    private boolean matches(LocalDate date) {
        boolean day = has(days, date.getDayOfMonth());
        boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
        return has(months, date.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
    }

    /** When it is this time on the clock: once, twice, or not at all. */
    private List<Instant> moments(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        boolean followsTheClock = hours == CronField.HOUR.all();
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(local);
            return followsTheClock ? List.of() : List.of(gap.getInstant());
        }
        var moments = new ArrayList<Instant>();
        for (ZoneOffset each : followsTheClock ? offsets : offsets.subList(0, 1)) {
            moments.add(local.toInstant(each));
        }
        return moments;
    }

    private static boolean has(long mask, int number) {
        return ((mask >>> number) & 1L) != 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cron it && it.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
