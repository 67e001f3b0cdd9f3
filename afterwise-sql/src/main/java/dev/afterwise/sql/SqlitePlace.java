package dev.afterwise.sql;

import dev.afterwise.store.StoreException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a store is, and how safe its writes are to be: {@code file:/srv/afterwise/history.db?durability=full}, or
 * {@code sqlite:} instead of {@code file:}.
 */
record SqlitePlace(Path path, Durability durability) {
    /** What of the last writes is still there after the machine lost power. A process that ends takes nothing with it. */
    enum Durability {
        /** All but perhaps the last moments; the store is whole in any case. */
        NORMAL,
        /** All of it. Each write waits for the disk. */
        FULL
    }

    /** Empty if it is not a place of this kind. */
    static Optional<SqlitePlace> of(URI uri) {
        if (!"file".equals(uri.getScheme()) && !"sqlite".equals(uri.getScheme())) {
            return Optional.empty();
        }
        return Optional.of(new SqlitePlace(path(uri), durability(uri)));
    }

    private static Path path(URI uri) {
        if (uri.getRawPath() == null || uri.getRawAuthority() != null) {
            throw new StoreException("""
                    A store's place must be a path on this machine that begins with a slash, but this is (%s).
                    Maybe (%s:/path/to/history.db) is meant.""".formatted(uri, uri.getScheme()));
        }
        try {
            return Path.of(URI.create("file:" + uri.getRawPath())).normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new StoreException("A store's place must be that of a file, but this is (%s).".formatted(uri), e);
        }
    }

    private static Durability durability(URI uri) {
        String options = uri.getQuery();
        return switch (options == null ? "" : options) {
            case "", "durability=normal" -> Durability.NORMAL;
            case "durability=full" -> Durability.FULL;
            default -> throw new StoreException("""
                        The options of a store must be known, but these are (%s).
                        Maybe durability=full or durability=normal is meant.""".formatted(options));
        };
    }
}
