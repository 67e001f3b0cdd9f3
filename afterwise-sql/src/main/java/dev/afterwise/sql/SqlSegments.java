package dev.afterwise.sql;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Scan;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.SegmentReading.Part;
import dev.afterwise.store.Segments;
import dev.afterwise.store.Window;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The executions of one workspace, column by column. */
record SqlSegments(Database database, Workspace workspace) implements Segments {
    @Override
    public Columns scan(Window window) {
        return database.read(connection -> {
            var reading = new SegmentReading(connection, database.segments(), workspace);
            var kept = reading.parts(window, Steps.WANTED);
            List<Part> parts = kept.isPresent() ? kept.get() : reading.rows(window, Steps.WANTED);
            var scan = new Scan.Builder();
            parts.forEach(part -> scan.add(part.segment(), part.rows()));
            return scan.build();
        });
    }

    @Override
    public Map<Long, ExecutionId> ids(Collection<Long> numbers) {
        return database.read(connection -> {
            var ids = new HashMap<Long, ExecutionId>();
            try (PreparedStatement find = connection.prepareStatement(
                    "SELECT seq, id FROM execution WHERE workspace = ? AND seq IN (SELECT value FROM json_each(?))")) {
                find.setString(1, workspace.name());
                find.setString(2, List.copyOf(numbers).toString());
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        ids.put(row.getLong(1), new ExecutionId(row.getString(2)));
                    }
                }
            }
            return ids;
        });
    }
}
