package dev.afterwise.sql;

import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.store.Cursor;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. Words are looked up in the index where few executions have the rarest of them; where many have it, a
 * page is full sooner by reading the newest executions one by one. So it is where the filter is about something that no index knows; if few
 * of the newest pass it, all are looked at column by column.
 */
final class SqlList implements Work<Page<Headline>> {
    private static final int FEW = 5_000;

    /** So many executions are read one by one before the index or the columns are asked after all. */
    private static final int MOST_READ = 20_000;

    private final SegmentCache segments;
    private final Workspace workspace;
    private final Filter filter;
    private final @Nullable Cursor after;
    private final int limit;

    private final int few;
    private final int mostRead;

    /** @throws IllegalArgumentException if the page is to begin where none has ended */
    SqlList(SegmentCache segments, Workspace workspace, Query query) {
        this(segments, workspace, query, FEW, MOST_READ);
    }

    SqlList(SegmentCache segments, Workspace workspace, Query query, int few, int mostRead) {
        this.segments = segments;
        this.workspace = workspace;
        this.filter = query.filter();
        String end = query.after();
        this.after = end == null ? null : Cursor.parse(end);
        this.limit = query.limit();
        this.few = few;
        this.mostRead = mostRead;
    }

    @Override
    public Page<Headline> with(Connection connection) throws SQLException {
        SortedSet<String> words = filter.text();
        if (words.isEmpty()) {
            return page(
                    Scarce.maySuit(filter)
                            ? scarce(connection)
                            : read(connection, filter, limit + 1).found());
        }
        String rarest = rarest(connection, words);
        if (!isRare(connection, rarest)) {
            Read newest = read(connection, filter.saying(""), mostRead);
            if (newest.isEnough()) {
                return page(newest.found());
            }
        }
        return page(read(connection, filter.saying(rarest), Integer.MAX_VALUE).found());
    }

    private List<Headline> scarce(Connection connection) throws SQLException {
        var scarce = new Scarce(connection, segments, workspace, after);
        Optional<Long> oldest = scarce.newest(filter, mostRead);
        if (oldest.isPresent()) {
            Window window =
                    new Window(Micros.instant(oldest.get()), filter.window().until());
            List<Headline> newest =
                    read(connection, filter.with(window), limit + 1).found();
            if (newest.size() > limit) {
                return newest;
            }
            Optional<List<Long>> numbers = scarce.numbers(filter, limit + 1);
            if (numbers.isPresent()) {
                return numbered(connection, numbers.get());
            }
        }
        return read(connection, filter, limit + 1).found();
    }

    private List<Headline> numbered(Connection connection, List<Long> numbers) throws SQLException {
        String place = after == null ? "" : " AND (started_us, id) < (?, ?)";
        try (PreparedStatement find = connection.prepareStatement("SELECT " + HeadlineRow.ALL
                + " FROM execution WHERE +workspace = ? AND seq IN (SELECT value FROM json_each(?))" + place
                + " ORDER BY started_us DESC, id DESC LIMIT ?")) {
            int next = 1;
            find.setString(next++, workspace.name());
            find.setString(next++, numbers.toString());
            if (after != null) {
                find.setLong(next++, Micros.floor(after.startedAt()));
                find.setString(next++, after.id().hex());
            }
            find.setInt(next, limit + 1);
            var found = new ArrayList<Headline>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    found.add(HeadlineRow.headline(row));
                }
            }
            return found;
        }
    }

    private Page<Headline> page(List<Headline> found) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<Headline> page = found.subList(0, limit);
        return new Page<>(page, Cursor.of(page.getLast()).toString());
    }

    /**
     * What was found of a page and of the one that begins the next.
     *
     * @param isEnough whether no more are needed, or there are none
     */
    private record Read(List<Headline> found, boolean isEnough) {}

    /** Reads what the database lets through, newest first, and keeps what the whole filter does. */
    private Read read(Connection connection, Filter some, int most) throws SQLException {
        var conditions = new Conditions(workspace, some);
        if (after != null) {
            conditions.after(after);
        }
        String sql = "SELECT " + HeadlineRow.ALL + " FROM execution WHERE " + conditions
                + " ORDER BY started_us DESC, id DESC LIMIT ?";
        var found = new ArrayList<Headline>();
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setInt(conditions.bind(find), most);
            int read = 0;
            try (ResultSet row = find.executeQuery()) {
                while (found.size() <= limit && row.next()) {
                    read++;
                    if (some.text().equals(filter.text()) || filter.says(HeadlineRow.description(row), said(row))) {
                        found.add(HeadlineRow.headline(row));
                    }
                }
            }
            return new Read(found, found.size() > limit || read < most);
        }
    }

    private static String said(ResultSet row) throws SQLException {
        String said = HeadlineRow.message(row);
        return said == null ? "" : said;
    }

    /** The word that is in the fewest texts, more or less. */
    private String rarest(Connection connection, SortedSet<String> words) throws SQLException {
        String rarest = words.first();
        long fewest = Long.MAX_VALUE;
        try (PreparedStatement find = connection.prepareStatement(
                "SELECT coalesce(sum(texts), 0) FROM term WHERE workspace = ? AND kind IN ('d', 's') AND word = ?")) {
            find.setString(1, workspace.name());
            for (String word : words) {
                find.setString(2, word);
                try (ResultSet row = find.executeQuery()) {
                    row.next();
                    if (row.getLong(1) < fewest) {
                        fewest = row.getLong(1);
                        rarest = word;
                    }
                }
            }
        }
        return rarest;
    }

    /** Whether so few executions have the word that reading all of them is quick. */
    private boolean isRare(Connection connection, String word) throws SQLException {
        String uses = Stream.of(Speech.values())
                .map(kind -> "SELECT 1 FROM execution WHERE " + kind.column
                        + " IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT " + (few + 1) + ")")
                .collect(Collectors.joining(" UNION ALL ", "SELECT count(*) FROM (", " LIMIT ?)"));
        try (PreparedStatement count = connection.prepareStatement(uses)) {
            int next = 1;
            for (Speech kind : Speech.values()) {
                count.setString(next++, kind.having(workspace, word));
            }
            count.setInt(next, few + 1);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1) <= few;
            }
        }
    }
}
