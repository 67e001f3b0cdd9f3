package dev.afterwise.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versioned documents of one workspace, changed by compare-and-set. */
public interface Ledger {
    <D extends Document> Optional<Versioned<D>> read(Class<D> kind, String key);

    /** All documents of a kind, by key. */
    <D extends Document> List<Versioned<D>> list(Class<D> kind);

    /**
     * Writes all of these documents or none of them.
     *
     * @param expected for each document the version that was read, or 0 if it must not be there yet
     * @throws ConflictException if a document has another version by now; nothing was written
     */
    void write(Map<? extends Document, Long> expected);
}
