package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.store.Existing;
import dev.afterwise.store.Health;
import dev.afterwise.store.History;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.Segments;
import dev.afterwise.store.Signals;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Upkeep;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/** A store in one file. Safe for use by many threads, and by many processes at once. */
record SqliteStore(SqliteFile file, Database database, SqlArrivals arrivals, Upkeep upkeep) implements Store {
    private record Space(
            History history, Ledger ledger, PlanJournal plans, Signals signals, Metrics metrics, Segments segments)
            implements WorkspaceStore {}

    private SqliteStore(SqliteFile file, Database database, Timekeeper time) {
        this(file, database, new SqlArrivals(time), new SqliteUpkeep(file, database, time));
    }

    /** Opens the store, and makes it first if there is none. What can't be written to is opened for reading. */
    static SqliteStore open(SqlitePlace place, Timekeeper time) {
        var file = new SqliteFile(place.path());
        boolean made = false;
        if (file.isNew()) {
            made = file.create();
        } else {
            file.demandStore();
        }
        var readOnly = file.whyReadOnly();
        if (readOnly.isPresent()) {
            return reading(file, readOnly.get(), time);
        }
        try {
            Instant now = time.now();
            var writer = new SqliteWriter(file, place.durability(), now);
            var database = new SqliteDatabase(SqliteReaders.besideAWriter(file), writer);
            return settled(new SqliteStore(file, database, time), writer.process(), now);
        } catch (SQLException e) {
            throw SqliteErrors.explain(file.path(), e);
        } finally {
            if (made) {
                file.removeIfEmpty();
            }
        }
    }

    /** The store, brought up to what this version keeps and to who is gone; closed, if that fails. */
    private static SqliteStore settled(SqliteStore store, RecordingProcess process, Instant now) {
        try {
            SearchRebuild.ifDue(store.database);
            SegmentRebuild.ifDue(store.database);
            Unfinished.settle(store.database, store.arrivals, process, now);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Opens the store without making or changing anything. */
    static SqliteStore openReadOnly(SqlitePlace place, Timekeeper time) {
        var file = new SqliteFile(place.path());
        if (file.isNew()) {
            throw new StoreException("""
                    The store (%s) must be there to be read, but it is not.
                    Maybe import a history or run a plan first.""".formatted(file.path()));
        }
        file.demandStore();
        return reading(file, "it was opened for reading only", time);
    }

    /** Makes the store at this place from a copy, which may be one that an older version made. */
    static void restore(Path copy, SqlitePlace place, Existing existing, Timekeeper time) {
        var source = new SqliteFile(copy);
        if (source.isNew()) {
            throw new StoreException("The copy (%s) must be there to restore from, but it is not.".formatted(copy));
        }
        source.demandStore();
        try (var readers = SqliteReaders.alone(source)) {
            new SqliteCopy(place.path(), existing)
                    .write(
                            empty -> readers.readAlone(connection -> SqliteUpkeep.vacuumInto(connection, empty)),
                            time.now());
        }
    }

    private static SqliteStore reading(SqliteFile file, String why, Timekeeper time) {
        if (file.isNew()) {
            throw new StoreException("""
                    The store (%s) must be made first, but %s.
                    Maybe choose another place.""".formatted(file.path(), why));
        }
        var readers = SqliteReaders.alone(file);
        try {
            int version = readers.read(connection -> Migrations.applied(connection, file));
            if (version < Migrations.newest()) {
                throw new StoreException("""
                        The store (%s) must have tables of version %d, but they are of version %d, and %s.
                        Maybe open it once with leave to write, which brings it up to date.""".formatted(file.path(), Migrations.newest(), version, why));
            }
            return new SqliteStore(file, new ReadOnlyDatabase(readers, file, why), time);
        } catch (RuntimeException e) {
            readers.close();
            throw e;
        }
    }

    @Override
    public WorkspaceStore workspace(Workspace workspace) {
        return new Space(
                new SqlHistory(database, workspace, arrivals),
                new SqlLedger(database, workspace),
                new SqlPlanJournal(database, workspace),
                new SqlSignals(database, workspace),
                new SqlMetrics(database, workspace),
                new SqlSegments(database, workspace));
    }

    @Override
    public Health check() {
        try {
            long bytes = Files.size(file.path());
            return new Health.Up(database.read(
                    connection -> "%s, executions: %,d, bytes: %,d, tables: version %d, SQLite %s%s"
                            .formatted(
                                    file.path(),
                                    Long.valueOf(SqliteConnections.text(connection, "SELECT count(*) FROM execution")),
                                    bytes,
                                    Migrations.applied(connection, file),
                                    SqliteConnections.text(connection, "SELECT sqlite_version()"),
                                    database instanceof ReadOnlyDatabase ? ", read-only" : "")));
        } catch (StoreException e) {
            return new Health.Down(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Health.Down("The store (%s) must be there, but: %s".formatted(file.path(), e));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
