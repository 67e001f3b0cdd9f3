package dev.afterwise.sql;

import dev.afterwise.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite complains about, in words that say what to do. */
final class SqliteErrors {
    private SqliteErrors() {}

    static StoreException explain(Path path, SQLException e) {
        String because = switch (primary(e)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> """
                            must be whole, but a part of it is damaged.
                            Maybe restore it from a copy.""";
            case SQLITE_BUSY, SQLITE_LOCKED -> """
                            must be free to write to, but another process has kept it locked for 5 s.
                            Maybe wait for that process, or end it.""";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> """
                            must be writable, but it is not: %s.
                            Maybe allow its owner to write to the file and its folder.""";
            case SQLITE_CANTOPEN -> """
                            must be in a place where files can be opened and made, but: %s.
                            Maybe the folder is gone, or may not be written to.""";
            case SQLITE_FULL -> """
                            must have room to grow, but the disk is full.
                            Maybe make room, or move it to a larger disk.""";
            case SQLITE_IOERR -> """
                            must be on a disk that can be read and written, but: %s.
                            Maybe the disk is full, failing, or gone.""";
            default -> "must answer, but says: %s";
        };
        return new StoreException("The store (%s) ".formatted(path) + because.formatted(e.getMessage()), e);
    }

    /** Whether somebody else has a lock. */
    static boolean isBusy(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_BUSY;
    }

    /** Whether the file is not what was written. */
    static boolean isDamage(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_CORRUPT || primary(e) == SQLiteErrorCode.SQLITE_NOTADB;
    }

    /** The code without its extension, which says more about the same. */
    private static SQLiteErrorCode primary(SQLException e) {
        return e instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
