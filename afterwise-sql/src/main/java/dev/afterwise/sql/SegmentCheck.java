package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Segment;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.segment.StepNames;
import dev.afterwise.segment.Trait;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.SegmentTable.Piece;
import dev.afterwise.store.Damage;
import dev.afterwise.store.Damage.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares segments with what a rebuild would make of the executions: whether each is whole, whether all executions are in one unless
 * they are pending, and of some, the newest among them, all that they say. Within one transaction.
 */
record SegmentCheck(Connection connection, Workspace workspace) {
    /** How many segments of a workspace are compared. */
    private static final int SAMPLE = 20;

    /** Of how many executions of each the names of steps are compared, for which details must be read. */
    private static final int WITH_STEPS = 100;

    private static final String PART = "segment";

    static List<Damage> all(Connection connection) throws SQLException {
        var workspaces = new ArrayList<Workspace>();
        try (PreparedStatement find = connection.prepareStatement(
                        "SELECT workspace FROM execution UNION SELECT workspace FROM segment");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                workspaces.add(new Workspace(row.getString(1)));
            }
        }
        var found = new ArrayList<Damage>();
        for (Workspace each : workspaces) {
            found.addAll(new SegmentCheck(connection, each).differences());
        }
        return found;
    }

    private List<Damage> differences() throws SQLException {
        var table = new SegmentTable(connection, workspace);
        if (!table.isTrusted()) {
            return List.of(stale("all segments of the workspace %s are to be made anew".formatted(workspace)));
        }
        var found = new ArrayList<Damage>();
        List<Piece> pieces = table.all();
        TreeSet<Long> pending = numbers("SELECT seq FROM pending WHERE workspace = ?");
        TreeSet<Long> missing = numbers("SELECT seq FROM execution WHERE workspace = ?");
        missing.removeAll(pending);
        int step = Math.max(1, pieces.size() / SAMPLE);
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            try {
                Segment segment = table.load(piece);
                boolean isCompared = (pieces.size() - 1 - i) % step == 0;
                if (!areThere(segment, missing, pending) || (isCompared && !isRight(segment, pending))) {
                    found.add(different(piece));
                }
            } catch (IllegalArgumentException damaged) {
                found.add(stale("the segment from execution %d on of the workspace %s is damaged: %s"
                        .formatted(piece.first(), workspace, damaged.getMessage())));
            }
        }
        if (found.isEmpty() && !missing.isEmpty()) {
            found.add(
                    stale("%d executions of the workspace %s are in no segment".formatted(missing.size(), workspace)));
        }
        return found;
    }

    private static Damage stale(String details) {
        return new Damage(Kind.STALE, PART, details);
    }

    private Damage different(Piece piece) {
        return stale("the segment from execution %d on of the workspace %s is not what its executions are"
                .formatted(piece.first(), workspace));
    }

    /** Whether its executions are there, but for those that are pending, and in no other; they are missing no more. */
    private static boolean areThere(Segment segment, TreeSet<Long> missing, TreeSet<Long> pending) {
        for (int row = 0; row < segment.size(); row++) {
            long number = segment.number(row);
            if (!missing.remove(number) && !pending.contains(number)) {
                return false;
            }
        }
        return true;
    }

    private TreeSet<Long> numbers(String sql) throws SQLException {
        var numbers = new TreeSet<Long>();
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setString(1, workspace.name());
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
            }
        }
        return numbers;
    }

    private boolean isRight(Segment segment, TreeSet<Long> pending) throws SQLException {
        var placeOf = new TreeMap<Long, Integer>();
        for (int row = 0; row < segment.size(); row++) {
            if (!pending.contains(segment.number(row))) {
                placeOf.put(segment.number(row), row);
            }
        }
        Map<Long, @Nullable String> names = new TreeMap<>();
        placeOf.keySet().forEach(seq -> names.put(seq, "[]"));
        var entries = new SegmentEntries(connection, workspace);
        Segment right = built(entries.of(names, Steps.LEFT_OUT));
        for (int row = 0; row < right.size(); row++) {
            if (!isSame(segment, Objects.requireNonNull(placeOf.get(right.number(row))), right, row)) {
                return false;
            }
        }
        for (Entry each : entries.after(segment.number(0) - 1, WITH_STEPS, Steps.WANTED)) {
            Integer row = placeOf.get(each.number());
            if (row != null && each.steps() != null && !isSame(each.steps(), segment, row)) {
                return false;
            }
        }
        return true;
    }

    /** Old segments don't say where executions failed, which is no damage. */
    private static boolean isSame(StepNames names, Segment segment, int row) {
        return segment.isOld() ? names.begun().equals(segment.steps().at(row)) : names.equals(segment.names(row));
    }

    private static Segment built(List<Entry> entries) {
        var made = new SegmentBuilder();
        entries.forEach(made::add);
        return made.build();
    }

    /** But for the names of steps. */
    private static boolean isSame(Columns one, int row, Columns other, int otherRow) {
        for (Trait each : Trait.values()) {
            if (!isSame(one.labels(each), row, other.labels(each), otherRow)) {
                return false;
            }
        }
        for (Quantity each : Quantity.values()) {
            if (!isSame(one.numbers(each), row, other.numbers(each), otherRow)) {
                return false;
            }
        }
        var attributes = new TreeSet<>(one.attributes());
        attributes.addAll(other.attributes());
        for (String each : attributes) {
            if (!isSame(one.texts(each), row, other.texts(each), otherRow)
                    || !isSame(one.numbers(each), row, other.numbers(each), otherRow)) {
                return false;
            }
        }
        return isSame(one.recoveries(), row, other.recoveries(), otherRow);
    }

    private static <T> boolean isSame(Codes<T> one, int row, Codes<T> other, int otherRow) {
        return Objects.equals(one.at(row), other.at(otherRow));
    }

    private static boolean isSame(Numbers one, int row, Numbers other, int otherRow) {
        return one.has(row) == other.has(otherRow)
                && (!one.has(row)
                        || (one.whole(row) == other.whole(otherRow)
                                && Double.compare(one.at(row), other.at(otherRow)) == 0));
    }
}
