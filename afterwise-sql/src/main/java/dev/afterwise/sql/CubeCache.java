package dev.afterwise.sql;

import dev.afterwise.Workspace;
import dev.afterwise.sql.cube.Cube;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cubes that were read lately, taken apart already, for as long as there is memory to spare. A row's id says
 * what it holds, for rows are only replaced, so nothing here is ever out of date. Safe for use by many threads.
 */
final class CubeCache {
    private final ConcurrentHashMap<Key, Kept> cubes = new ConcurrentHashMap<>();

    /** Whose cube it is, and of when. */
    record Key(Workspace workspace, CubeReading.Kind kind, int hours, long bucket) {}

    private record Kept(long id, SoftReference<Cube> cube) {}

    @Nullable
    Cube find(Key key, long id) {
        Kept kept = cubes.get(key);
        return kept == null || kept.id != id ? null : kept.cube.get();
    }

    void keep(Key key, long id, Cube cube) {
        cubes.put(key, new Kept(id, new SoftReference<>(cube)));
    }
}
