package dev.afterwise.cli.eval;

import dev.afterwise.cli.shell.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;

/** Values and when they were, from a CSV file whose first row names the columns: one of them {@code timestamp}, one {@code value}. */
record TimedValues(String file, List<Row> rows) {
    private static final String TIMESTAMP = "timestamp";
    private static final String VALUE = "value";

    /** Such as {@code 2014-04-01 00:05:00} or {@code 2014-04-01T00:05:00.5Z}; without an offset it is UTC. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX]")
            .toFormatter();

    /**
     * One value.
     *
     * @param timestamp as it is written
     * @param written the value as it is written
     * @param value not a number where nothing is written
     */
    record Row(String timestamp, String written, Instant at, double value) {}

    /** @throws Refusal if this is no such file, or has no value */
    static TimedValues read(String file, Path place) throws IOException {
        List<List<String>> rows = Csv.read(file, place);
        List<String> names = rows.isEmpty() ? List.of() : rows.getFirst();
        int timestamp = names.indexOf(TIMESTAMP);
        int value = names.indexOf(VALUE);
        if (timestamp < 0 || value < 0) {
            throw Refusal.usage("%s:1: the first row must name the columns 'timestamp' and 'value', but it does not."
                    .formatted(file));
        }
        if (rows.size() == 1) {
            throw Refusal.usage("A file (%s) of values must have at least one, but it has none.".formatted(file));
        }
        var read = new ArrayList<Row>(rows.size());
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (row.size() != names.size()) {
                throw Refusal.usage("%s: row %d must have %d fields, but it has %d."
                        .formatted(file, i + 1, names.size(), row.size()));
            }
            read.add(row(file, i + 1, row.get(timestamp), row.get(value)));
        }
        return new TimedValues(file, read);
    }

    private static Row row(String file, int number, String timestamp, String value) {
        try {
            TemporalAccessor time = TIME.parseBest(timestamp.strip(), Instant::from, LocalDateTime::from);
            Instant at = time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
            return new Row(timestamp, value, at, value.isBlank() ? Double.NaN : Double.parseDouble(value));
        } catch (DateTimeException e) {
            throw Refusal.usage("%s: the timestamp (%s) in row %d must be such as 2014-04-01 00:05:00, but it is not."
                    .formatted(file, timestamp, number));
        } catch (NumberFormatException e) {
            throw Refusal.usage(
                    "%s: the value (%s) in row %d must be a number, but it is not.".formatted(file, value, number));
        }
    }
}
