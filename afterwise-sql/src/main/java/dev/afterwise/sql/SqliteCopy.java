package dev.afterwise.sql;

import dev.afterwise.store.Damage;
import dev.afterwise.store.Existing;
import dev.afterwise.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a store on its way into a file. It is written beside its place under another name, looked through, forced to the
 * disk, and gets its name in one moment: whoever looks sees the old file, or the whole new one.
 *
 * <p>A file that is replaced must not be in use. SQLite tells processes apart by locks on bytes far behind the file's end, and
 * whoever has a store open holds one all the time; so this takes all of those locks first, and if it gets them, nobody has.
 * Who comes in between finds a file that says that it is none.
 */
final class SqliteCopy {
    /** Where SQLite's locks begin, and how many bytes of them there are. */
    private static final long LOCKS = 0x40000000;

    private static final int LOCK_BYTES = 512;
    private static final byte[] REPLACED = "replaced by copy".getBytes(StandardCharsets.US_ASCII);

    private final SqliteFile file;
    private final Existing existing;

    SqliteCopy(Path place, Existing existing) {
        this.file = new SqliteFile(place.toAbsolutePath().normalize());
        this.existing = existing;
    }

    /** Writes a copy into a file that is there and empty. */
    interface Source {
        void copyTo(Path empty);
    }

    /** @throws StoreException if there is a file that is to be kept or is in use, or the copy is damaged */
    void write(Source source, Instant now) {
        boolean isReserved = file.create();
        if (!isReserved && existing == Existing.KEEP) {
            throw new StoreException("""
                    The file (%s) must not be there yet, but it is.
                    Maybe choose another name, or have it replaced.""".formatted(file.path()));
        }
        Path beside = null;
        try {
            beside = Files.createTempFile(folder(), "." + file.path().getFileName() + ".", ".partial");
            source.copyTo(beside);
            demandWhole(new SqliteFile(beside), now);
            force(beside, StandardOpenOption.WRITE);
            if (isReserved) {
                move(beside);
            } else {
                replaceBy(beside);
            }
            force(folder(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new StoreException("The copy (%s) must be written, but: %s".formatted(file.path(), e), e);
        } catch (SQLException e) {
            throw SqliteErrors.explain(file.path(), e);
        } finally {
            removeQuietly(beside);
            if (isReserved) {
                file.removeIfEmpty();
            }
        }
    }

    private Path folder() {
        Path folder = file.path().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** Brings it up to date, too, so that a copy that an older version made is checked as what it will be. */
    private static void demandWhole(SqliteFile copy, Instant now) throws SQLException {
        copy.demandStore();
        List<Damage> damage;
        try (var writer = new SqliteWriter(copy, SqlitePlace.Durability.NORMAL, now)) {
            damage = writer.write(new SqlCheck());
        }
        if (!damage.isEmpty()) {
            throw new StoreException(
                    """
                    The copy must be whole, but: %s.
                    Maybe there is another copy.""".formatted(damage.stream().map(Damage::details).collect(Collectors.joining("; "))));
        }
    }

    private void replaceBy(Path copy) throws IOException {
        moveLogIntoFile();
        try (FileChannel old = FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = old.tryLock(LOCKS, LOCK_BYTES, false)) {
            if (lock == null) {
                throw new StoreException("""
                        The store (%s) must not be in use to be replaced, but another process has it open.
                        Maybe end that process first.""".formatted(file.path()));
            }
            Files.deleteIfExists(file.beside("-wal"));
            Files.deleteIfExists(file.beside("-shm"));
            Files.deleteIfExists(file.beside("-journal"));
            move(copy);
            old.write(ByteBuffer.wrap(REPLACED), 0);
        }
    }

    /** So that no moment is lost if this stops halfway. A file that is damaged has nothing more to lose. */
    private void moveLogIntoFile() {
        try (var connection = SqliteConnections.toWrite(file)) {
            SqliteConnections.text(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException | StoreException damaged) {
            // It is about to be replaced.
        }
    }

    private void move(Path copy) throws IOException {
        try {
            Files.move(copy, file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new StoreException(
                    "The copy (%s) must be on a disk that renames files, but this one can't.".formatted(file.path()),
                    e);
        }
    }

    /** That nothing is lost if the machine loses power in the next moment; where folders can't be forced, the system sees to it. */
    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        } catch (IOException e) {
            if (how == StandardOpenOption.WRITE) {
                throw e;
            }
        }
    }

    private static void removeQuietly(@Nullable Path partial) {
        if (partial != null) {
            var copy = new SqliteFile(partial);
            for (Path each : List.of(partial, copy.beside("-wal"), copy.beside("-shm"), copy.beside("-journal"))) {
                try {
                    Files.deleteIfExists(each);
                } catch (IOException left) {
                    // It says by its name what it is.
                }
            }
        }
    }
}
