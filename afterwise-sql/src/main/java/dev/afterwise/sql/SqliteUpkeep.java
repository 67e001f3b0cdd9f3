package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Damage;
import dev.afterwise.store.Existing;
import dev.afterwise.store.Extent;
import dev.afterwise.store.Pruned;
import dev.afterwise.store.Retention;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Upkeep;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Upkeep of one file. What takes long has a connection of its own, so that nobody waits for it to be done. */
record SqliteUpkeep(SqliteFile file, Database database, Timekeeper time) implements Upkeep {
    @Override
    public Extent extent() {
        return database.read(new SqlExtent(file));
    }

    @Override
    public long uncounted() {
        return database.read(
                connection -> Long.parseLong(SqliteConnections.text(connection, "SELECT count(*) FROM pending")));
    }

    @Override
    public List<Damage> check() {
        try {
            return database.read(new SqlCheck());
        } catch (StoreException e) {
            if (e.getCause() instanceof SQLException why && SqliteErrors.isDamage(why)) {
                return List.of(new Damage(Damage.Kind.BROKEN, "file", String.valueOf(why.getMessage())));
            }
            throw e;
        }
    }

    @Override
    public Optional<Instant> lastPruned() {
        long micros = database.read(connection -> SqlPrune.mark(connection, SqlPrune.MARK));
        return micros == 0 ? Optional.empty() : Optional.of(Micros.instant(micros));
    }

    @Override
    public Pruned prune(Retention retention, Instant now, Progress progress) {
        return beside(writer -> new SqlPrune(writer, retention, now, progress).run());
    }

    @Override
    public void backup(Path copy, Existing existing) {
        new SqliteCopy(copy, existing)
                .write(empty -> database.readAlone(connection -> vacuumInto(connection, empty)), time.now());
    }

    /** All that is there at one moment, without what is free. */
    static boolean vacuumInto(Connection connection, Path empty) throws SQLException {
        try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, empty.toString());
            vacuum.executeUpdate();
        }
        return true;
    }

    @Override
    public void rebuild() {
        List<String> workspaces = database.read(SqliteUpkeep::workspaces);
        workspaces.forEach(each -> new CubeRebuild(database, new Workspace(each)).all());
        workspaces.forEach(each -> new ErrorRebuild(database, new Workspace(each)).all());
        workspaces.forEach(each -> new SegmentRebuild(database, new Workspace(each)).all());
        new SearchRebuild(database).all();
    }

    private static List<String> workspaces(Connection connection) throws SQLException {
        var workspaces = new ArrayList<String>();
        try (PreparedStatement find = connection.prepareStatement(
                        "SELECT workspace FROM execution UNION SELECT workspace FROM cube UNION SELECT workspace FROM segment");
                ResultSet row = find.executeQuery()) {
            while (row.next()) {
                workspaces.add(row.getString(1));
            }
        }
        return workspaces;
    }

    @Override
    public void vacuum() {
        beside(writer -> {
            SqliteConnections.run(writer.connection(), "VACUUM");
            return SqliteConnections.text(writer.connection(), "PRAGMA wal_checkpoint(TRUNCATE)");
        });
    }

    /** Something for a connection of its own. */
    private interface Chore<T extends @Nullable Object> {
        T with(SideWriter writer) throws SQLException;
    }

    private <T extends @Nullable Object> T beside(Chore<T> chore) {
        if (database instanceof ReadOnlyDatabase reading) {
            throw reading.refusal();
        }
        try (var writer = new SideWriter(file, time)) {
            return chore.with(writer);
        } catch (SQLException e) {
            throw SqliteErrors.explain(file.path(), e);
        }
    }
}
