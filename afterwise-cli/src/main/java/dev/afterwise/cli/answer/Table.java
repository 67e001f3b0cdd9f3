package dev.afterwise.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Things of one kind and what each has under which name. A column without a single value is not shown to people.
 *
 * @param key the name of the list in JSON; empty if programs have no use for it
 */
public record Table<T>(String key, List<Column<T>> columns, List<T> rows) implements Part {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A table that has no columns yet. */
    public static <T> Table<T> of(String key, List<T> rows) {
        return new Table<>(key, List.of(), rows);
    }

    /** This table with one column more. */
    public Table<T> column(String key, String heading, Function<? super T, ? extends Cell> cell) {
        var more = new ArrayList<>(columns);
        more.add(new Column<>(key, heading, cell));
        return new Table<>(this.key, more, rows);
    }

    /** This table with a column that only programs see. */
    public Table<T> forPrograms(String key, Function<? super T, ? extends Cell> cell) {
        return column(key, "", cell);
    }

    /** This table with a column that only people see. */
    public Table<T> forPeople(String heading, Function<? super T, ? extends Cell> cell) {
        return column("", heading, cell);
    }

    /** What programs see of each row. */
    List<List<Field>> objects() {
        return rows.stream()
                .map(row -> columns.stream()
                        .filter(column -> !column.key().isEmpty())
                        .map(column -> Field.of(column.key(), column.cell().apply(row)))
                        .toList())
                .toList();
    }

    boolean isForPrograms() {
        return !key.isEmpty()
                && columns.stream().anyMatch(column -> !column.key().isEmpty());
    }

    /** What people see: the columns that have a heading and a value. */
    public Grid grid() {
        List<String> headings = new ArrayList<>();
        List<List<Cell>> shown = new ArrayList<>();
        for (Column<T> column : columns) {
            if (!column.heading().isEmpty()) {
                List<Cell> cells =
                        rows.stream().<Cell>map(row -> column.cell().apply(row)).toList();
                if (rows.isEmpty() || cells.stream().anyMatch(Grid::isFilled)) {
                    headings.add(column.heading());
                    shown.add(cells);
                }
            }
        }
        return new Grid(headings, shown);
    }
}
