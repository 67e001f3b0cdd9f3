package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Cursor;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What comes after {@code WHERE} in a query about executions, and the values of its parameters. For one thread. */
final class Conditions {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    Conditions(Workspace workspace, Filter filter) {
        // With words there is a better index than those that begin with the workspace.
        sql = new StringBuilder(filter.text().isEmpty() ? "workspace = ?" : "+workspace = ?");
        values.add(workspace.name());
        filter.subject().parts().forEach((dimension, value) -> {
            if (dimension != Dimension.STEP) {
                and(column(dimension) + " = ?", value);
            }
        });
        Window window = filter.window();
        Instant from = window.from();
        if (from != null) {
            and("started_us >= ?", Micros.ceiling(from));
        }
        Instant until = window.until();
        if (until != null) {
            and("started_us < ?", Micros.ceiling(until));
        }
        if (filter.statuses().size() == 1) {
            // There are indexes of some, which IN doesn't find.
            and("status = '" + filter.statuses().iterator().next().word() + "'");
        } else if (filter.statuses().size() < Status.values().length) {
            and(filter.statuses().stream()
                    .map(status -> "'" + status.word() + "'")
                    .collect(Collectors.joining(", ", "status IN (", ")")));
        }
        filter.conditions().forEach(this::and);
        filter.text().forEach(word -> andSaying(workspace, word));
    }

    /** Only those in whose description or last words the word is. */
    private void andSaying(Workspace workspace, String word) {
        and(
                Stream.of(Speech.values())
                        .map(kind -> kind.column + " IN (SELECT rowid FROM words WHERE words MATCH ?)")
                        .collect(Collectors.joining(" OR ", "(", ")")),
                Stream.of(Speech.values())
                        .map(kind -> kind.having(workspace, word))
                        .toArray());
    }

    private void and(Condition condition) {
        switch (condition) {
            case Condition.OfComplexity(Comparison comparison, double number) ->
                // What isn't there is different from everything.
                and("complexity " + (comparison == Comparison.DIFFERENT ? "IS NOT" : comparison.sign()) + " ?", number);
            case Condition.OfAttribute attribute -> and(attribute);
        }
    }

    private void and(Condition.OfAttribute attribute) {
        String found = "EXISTS (SELECT 1 FROM json_each(attributes) a WHERE a.key = ? AND ";
        Comparison comparison = attribute.comparison();
        if (comparison.orders()) {
            and(
                    found + "a.type <> 'text' AND a.value " + comparison.sign() + " ?)",
                    attribute.name(),
                    attribute.number().orElseThrow());
            return;
        }
        String not = comparison == Comparison.DIFFERENT ? "NOT " : "";
        String text = attribute.value().toString();
        if (attribute.number().isPresent()) {
            and(
                    not + found + "a.value IN (?, ?))",
                    attribute.name(),
                    text,
                    attribute.number().getAsDouble());
        } else {
            and(not + found + "a.value = ?)", attribute.name(), text);
        }
    }

    /** The column, or what stands for it, in which a dimension's values are; a missing value is the empty one. */
    static String column(Dimension dimension) {
        return switch (dimension) {
            case TASK, AGENT -> dimension.word();
            case MODEL, ROUTE -> "coalesce(" + dimension.word() + ", '')";
            case STEP -> "''";
        };
    }

    /** Only what comes after this place in lists. */
    Conditions after(Cursor cursor) {
        return and(
                "(started_us, id) < (?, ?)",
                Micros.floor(cursor.startedAt()),
                cursor.id().hex());
    }

    Conditions and(String condition, Object... parameters) {
        sql.append(" AND ").append(condition);
        values.addAll(List.of(parameters));
        return this;
    }

    /** Sets the first parameters of the statement, and returns the number of the next. */
    int bind(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }

    @Override
    public String toString() {
        return sql.toString();
    }
}
