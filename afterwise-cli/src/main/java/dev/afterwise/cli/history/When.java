package dev.afterwise.cli.history;

import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Newest;
import dev.afterwise.store.Window;
import dev.afterwise.time.Timekeeper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A moment as people write it on a command line: a date, a date with a time, or so long before the newest execution. */
public final class When {
    private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,4})([mhdw])");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private When() {}

    /** The first moment that is meant; a date alone begins at midnight UTC. */
    public static Instant first(String text, Supplier<Optional<Instant>> newest) {
        return parse(text, newest, 0);
    }

    /** The first moment after all that is meant; a date alone is meant as a whole. */
    public static Instant last(String text, Supplier<Optional<Instant>> newest) {
        return parse(text, newest, 1);
    }

    /** When the newest of the matching executions began, as far as that can be true. */
    public static Optional<Instant> newest(History history, Filter filter) {
        return Newest.of(history, filter, Timekeeper.system().now());
    }

    /**
     * The span from the first of these moments to the last; open where none is given.
     *
     * @throws Refusal if there is none
     */
    public static Window window(@Nullable String since, @Nullable String until, Supplier<Optional<Instant>> newest) {
        Instant from = since == null ? null : first(since, newest);
        Instant end = until == null ? null : last(until, newest);
        if (from != null && end != null && end.isBefore(from)) {
            throw Refusal.usage(
                    "--until must not be before --since, but they are (%s) and (%s).".formatted(until, since));
        }
        return new Window(from, end);
    }

    private static Instant parse(String text, Supplier<Optional<Instant>> newest, int moreDays) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            Duration length = length(Integer.parseInt(ago.group(1)), ago.group(2));
            return newest.get().map(at -> at.minus(length)).orElse(Instant.EPOCH);
        }
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text)
                        .plusDays(moreDays)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            return text.matches(".*(Z|[+-]\\d{2}(:?\\d{2})?)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Refusal.usage("""
                    A moment must be a date, a date with a time, or so long before the newest execution, but this is (%s).
                    Maybe 2026-01-31, 2026-01-31T09:30:00Z, 7d or 24h.""".formatted(text));
        }
    }

    /**
     * A length of time, such as {@code 7d}.
     *
     * @throws Refusal if it is none
     */
    public static Duration length(String option, String text) {
        Matcher length = AGO.matcher(text);
        if (!length.matches()) {
            throw Refusal.usage("""
                    %s must be a length of time, but it is (%s).
                    Maybe 7d, 24h or 2w.""".formatted(option, text));
        }
        return length(Integer.parseInt(length.group(1)), length.group(2));
    }

    private static Duration length(int number, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7L * number);
        };
    }
}
