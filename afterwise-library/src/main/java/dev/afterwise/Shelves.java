package dev.afterwise;

import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Carried;
import dev.afterwise.store.Document.Shelved;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the knowledge of a workspace is kept: on sixteen shelves, by the first digit of an item's id, so that whoever changes one item
 * writes a sixteenth of them and seldom gets in the way of others. A change that somebody else overtook is made again on what is true
 * by then. Safe for use by many threads.
 */
final class Shelves {
    private static final int MAX_TRIES = 50;
    private static final int MOST_FORGOTTEN = 100;

    /** What was read so long ago at most is good enough for an answer. */
    static final Duration RECENT = Duration.ofSeconds(5);

    private record Read(Stock stock, Instant at) {}

    private final Ledger ledger;
    private final Timekeeper time;
    private volatile @Nullable Read newest;

    Shelves(Ledger ledger, Timekeeper time) {
        this.ledger = ledger;
        this.time = time;
    }

    /** All items while they are being changed; nothing of it is kept before the end. For one thread. */
    static final class Stock {
        private final SequencedMap<String, Knowledge> items = new LinkedHashMap<>();
        private final Set<String> forgotten = new LinkedHashSet<>();
        private List<Transfer> transfers;
        private @Nullable Instant learnedUpTo;

        private Stock(Collection<Shelved> shelves, Optional<Carried> carried) {
            for (Shelved shelf : shelves) {
                shelf.items().forEach(each -> items.put(each.id(), each));
                forgotten.addAll(shelf.forgotten());
            }
            transfers = carried.map(Carried::transfers).orElse(List.of());
            learnedUpTo = carried.isPresent() ? carried.get().learnedUpTo() : null;
        }

        Optional<Knowledge> item(String id) {
            return Optional.ofNullable(items.get(id));
        }

        List<Knowledge> items() {
            return List.copyOf(items.values());
        }

        boolean isForgotten(String id) {
            return forgotten.contains(id);
        }

        void put(Knowledge item) {
            items.put(item.id(), item);
            forgotten.remove(item.id());
        }

        void forget(String id) {
            items.remove(id);
            forgotten.add(id);
        }

        List<Transfer> transfers() {
            return transfers;
        }

        void transfers(List<Transfer> others) {
            transfers = List.copyOf(others);
        }

        @Nullable
        Instant learnedUpTo() {
            return learnedUpTo;
        }

        void learnedUpTo(@Nullable Instant newest) {
            learnedUpTo = newest;
        }

        /**
         * Removes those of least worth until there are no more than this.
         *
         * @return how many were removed
         */
        int atMost(int most, ToDoubleFunction<Knowledge> worth) {
            List<Knowledge> worst = items.values().stream()
                    .sorted(Comparator.comparingDouble(worth).thenComparing(Knowledge::id))
                    .limit(Math.max(0, items.size() - most))
                    .toList();
            worst.forEach(each -> items.remove(each.id()));
            return worst.size();
        }
    }

    /** As it was a few seconds ago at the earliest, with whatever was changed here since. Not to be changed. */
    Stock recent() {
        Read known = newest;
        Instant now = time.now();
        if (known != null
                && !now.isBefore(known.at())
                && now.isBefore(known.at().plus(RECENT))) {
            return known.stock();
        }
        var read = new Read(read(), now);
        newest = read;
        return read.stock();
    }

    Optional<Knowledge> item(String id) {
        return id.isEmpty()
                ? Optional.empty()
                : ledger.read(Shelved.class, shelf(id)).stream()
                        .flatMap(each -> each.document().items().stream())
                        .filter(each -> each.id().equals(id))
                        .findFirst();
    }

    /** As it is now. */
    Stock read() {
        return new Stock(
                ledger.list(Shelved.class).stream().map(Versioned::document).toList(),
                ledger.read(Carried.class, Carried.KEY).map(Versioned::document));
    }

    /**
     * Changes one item, if it is there.
     *
     * @return as it is now; empty if it is not there
     */
    Optional<Knowledge> change(String id, UnaryOperator<Knowledge> change) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Shelved>> shelf = ledger.read(Shelved.class, shelf(id));
            Optional<Knowledge> before = shelf.stream()
                    .flatMap(each -> each.document().items().stream())
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            if (before.isEmpty()) {
                return before;
            }
            Knowledge after = change.apply(before.get());
            List<Knowledge> items = shelf.get().document().items().stream()
                    .map(each -> each.id().equals(id) ? after : each)
                    .toList();
            try {
                ledger.write(Map.of(
                        new Shelved(shelf(id), items, shelf.get().document().forgotten()),
                        shelf.get().version()));
                newest = null;
                return Optional.of(after);
            } catch (ConflictException overtaken) {
                if (tries == MAX_TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    /** Changes all of it at once: only the shelves that differ are written, in one write. */
    void change(Consumer<Stock> change) {
        for (int tries = 1; ; tries++) {
            List<Versioned<Shelved>> shelves = ledger.list(Shelved.class);
            Optional<Versioned<Carried>> carried = ledger.read(Carried.class, Carried.KEY);
            var stock = new Stock(shelves.stream().map(Versioned::document).toList(), carried.map(Versioned::document));
            change.accept(stock);
            try {
                ledger.write(writes(stock, shelves, carried));
                newest = null;
                return;
            } catch (ConflictException overtaken) {
                if (tries == MAX_TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    private static Map<Document, Long> writes(
            Stock stock, List<Versioned<Shelved>> shelves, Optional<Versioned<Carried>> carried) {
        Map<String, Versioned<Shelved>> before = new TreeMap<>();
        shelves.forEach(each -> before.put(each.document().shelf(), each));
        Map<String, List<Knowledge>> items = new TreeMap<>();
        Map<String, List<String>> forgotten = new TreeMap<>();
        before.keySet().forEach(each -> items.put(each, new ArrayList<>()));
        stock.items
                .values()
                .forEach(each -> items.computeIfAbsent(shelf(each.id()), k -> new ArrayList<>())
                        .add(each));
        stock.forgotten.forEach(id -> {
            items.computeIfAbsent(shelf(id), k -> new ArrayList<>());
            forgotten.computeIfAbsent(shelf(id), k -> new ArrayList<>()).add(id);
        });
        Map<Document, Long> writes = new HashMap<>();
        items.forEach((shelf, its) -> {
            var now = new Shelved(shelf, its, newest(forgotten.getOrDefault(shelf, List.of())));
            Versioned<Shelved> was = before.get(shelf);
            if (was == null || !was.document().equals(now)) {
                writes.put(now, was == null ? 0 : was.version());
            }
        });
        var now = new Carried(stock.transfers, stock.learnedUpTo);
        if (carried.isEmpty() || !carried.get().document().equals(now)) {
            writes.put(now, carried.map(Versioned::version).orElse(0L));
        }
        return writes;
    }

    private static List<String> newest(List<String> ids) {
        return ids.subList(Math.max(0, ids.size() - MOST_FORGOTTEN), ids.size());
    }

    private static String shelf(String id) {
        return id.substring(0, 1);
    }
}
