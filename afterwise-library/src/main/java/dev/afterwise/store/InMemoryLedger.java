package dev.afterwise.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documents of one workspace on the heap. One lock guards all of it. */
final class InMemoryLedger implements Ledger {
    private final Map<Class<? extends Document>, SortedMap<String, Versioned<?>>> kinds = new HashMap<>();

    @Override
    public synchronized <D extends Document> Optional<Versioned<D>> read(Class<D> kind, String key) {
        return list(kind).stream()
                .filter(each -> each.document().key().equals(key))
                .findFirst();
    }

    @Override
    public synchronized <D extends Document> List<Versioned<D>> list(Class<D> kind) {
        return kinds.getOrDefault(kind, new TreeMap<>()).values().stream()
                .map(each -> new Versioned<>(kind.cast(each.document()), each.version()))
                .toList();
    }

    @Override
    public synchronized void write(Map<? extends Document, Long> expected) {
        var named = new HashSet<List<Object>>();
        expected.forEach((document, version) -> {
            if (!named.add(List.of(document.getClass(), document.key()))) {
                throw new ConflictException(
                        "The document (%s) must be written once, but it was given twice.".formatted(document.key()));
            }
            long found = read(document.getClass(), document.key())
                    .map(Versioned::version)
                    .orElse(0L);
            if (found != version) {
                throw new ConflictException("The document (%s) must have version %d, but it has version %d by now."
                        .formatted(document.key(), version, found));
            }
        });
        expected.forEach((document, version) -> kinds.computeIfAbsent(document.getClass(), kind -> new TreeMap<>())
                .put(document.key(), new Versioned<>(document, version + 1)));
    }
}
