package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.store.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How wide the slots of a course are: a period, or a part of an hour where all of it lies within a few hours.
 *
 * @param word such as {@code day} or {@code 10 s}
 */
record Grain(Duration length, String word) {
    private static final Duration FEW_HOURS = Duration.ofHours(6);
    private static final long[] SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900};
    private static final int MOST_SLOTS = 30;
    private static final int FEWEST_SLOTS = 6;
    /** On average, so that a slot says something. */
    private static final int PER_SLOT = 6;

    private static final DateTimeFormatter DAY = formatter("d MMM");
    private static final DateTimeFormatter MINUTE = formatter("HH:mm");
    private static final DateTimeFormatter SECOND = formatter("HH:mm:ss");

    static Grain of(Period period) {
        return new Grain(period.length(), period.word());
    }

    /** Parts of an hour, if so little time is covered; the fewer executions, the wider. */
    static Optional<Grain> fine(Duration covered, long executions) {
        if (covered.compareTo(FEW_HOURS) >= 0) {
            return Optional.empty();
        }
        long most = Math.clamp(executions / PER_SLOT, FEWEST_SLOTS, MOST_SLOTS);
        long seconds = LongStream.of(SECONDS)
                .filter(each -> covered.toSeconds() / each < most)
                .findFirst()
                .orElse(SECONDS[SECONDS.length - 1]);
        Duration length = Duration.ofSeconds(seconds);
        return Optional.of(new Grain(length, Figures.duration(length)));
    }

    /** When the slot began in which a moment is, for parts of an hour. */
    Instant slotOf(Instant at) {
        long second = Math.floorDiv(at.getEpochSecond(), length.toSeconds()) * length.toSeconds();
        return Instant.ofEpochSecond(second);
    }

    /** A slot in full: its date, and the time of day unless it is as long as a day. */
    String label(Instant start) {
        String moment = Figures.moment(start);
        int shown = isOfDays() ? "2026-01-01".length() : isOfMinutes() ? "2026-01-01 00:00".length() : moment.length();
        return moment.substring(0, shown);
    }

    /** A slot as an axis has room for it. */
    String tick(Instant start) {
        return (isOfDays() ? DAY : isOfMinutes() ? MINUTE : SECOND).format(start);
    }

    private boolean isOfDays() {
        return length.toHours() >= 24;
    }

    private boolean isOfMinutes() {
        return length.toSeconds() % 60 == 0;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
