package dev.afterwise.store;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much a store holds, over all workspaces.
 *
 * @param parts by name, such as {@code execution}, {@code detail} or {@code free}; a store names them as it likes
 * @param oldest when the first of the executions began, or null if there are none
 * @param newest when the last of them began
 * @param workspaces how many have an execution
 * @param pruned how many executions were removed because their time was over
 * @param tail how many executions statistics still read one by one
 * @param journalBytes what is written, but not yet in its final place
 */
public record Extent(
        SortedMap<String, Part> parts,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        long workspaces,
        long pruned,
        long tail,
        long journalBytes) {
    /** One part; {@code bytes} counts its indexes, and is 0 where nobody knows. */
    public record Part(long rows, long bytes) {
        public Part plus(Part other) {
            return new Part(rows + other.rows, bytes + other.bytes);
        }
    }

    public Extent {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** All parts together. */
    public long bytes() {
        return parts.values().stream().mapToLong(Part::bytes).sum();
    }
}
