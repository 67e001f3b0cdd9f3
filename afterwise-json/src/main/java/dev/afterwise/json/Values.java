package dev.afterwise.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What YAML texts mean ({@link Passage#value}), with one place in it changed. Nothing is changed in what is given. */
final class Values {
    private Values() {}

    /** What a value means when it is written. */
    static Object of(Object value) {
        Passage read = PassageReader.read("- " + FlowText.of(value), new Problems());
        if (read instanceof Passage.Listing(int ignored, int alsoIgnored, boolean flow, List<Passage> items)
                && items.size() == 1) {
            return items.getFirst().value();
        }
        throw new IllegalArgumentException("A value must be one that YAML can say, but this is (%s)."
                .formatted(Printable.cut(String.valueOf(value))));
    }

    static Object set(Object tree, List<?> path, Object value) {
        return with(tree, path, ignored -> value);
    }

    static Object remove(Object tree, List<?> path) {
        return with(tree, path, ignored -> null);
    }

    /** A scalar becomes a list, what is absent a list of one. */
    static Object add(Object tree, List<?> path, Object item) {
        return with(tree, path, old -> {
            var items = new ArrayList<Object>();
            if (old instanceof List<?> list) {
                items.addAll(list);
            } else if (old != null) {
                items.add(old);
            }
            items.add(item);
            return items;
        });
    }

    /** With the item before the one at {@code index}, or after all. */
    static Object insert(Object tree, List<?> path, int index, Object item) {
        return with(tree, path, old -> {
            var items = new ArrayList<Object>((List<?>) Objects.requireNonNull(old));
            items.add(index, item);
            return items;
        });
    }

    static Object move(Object tree, List<?> path, int from, int to) {
        return with(tree, path, old -> {
            var items = new ArrayList<Object>((List<?>) Objects.requireNonNull(old));
            items.add(to, items.remove(from));
            return items;
        });
    }

    /** @param change from null if there is nothing at the place, to null if there is to be nothing */
    private static Object with(Object tree, List<?> path, UnaryOperator<@Nullable Object> change) {
        Object changed = changed(tree, path, change);
        if (changed == null) {
            throw new IllegalArgumentException("A plan must have something in it, but nothing would be left.");
        }
        return changed;
    }

    private static @Nullable Object changed(
            @Nullable Object tree, List<?> path, UnaryOperator<@Nullable Object> change) {
        if (path.isEmpty()) {
            return change.apply(tree);
        }
        List<?> rest = path.subList(1, path.size());
        if (path.getFirst() instanceof Integer index) {
            if (!(tree instanceof List<?> list) || index >= list.size()) {
                throw new IllegalArgumentException(
                        "There must be an item %d there, but there is none.".formatted(index));
            }
            var items = new ArrayList<Object>(list);
            Object item = changed(list.get(index), rest, change);
            if (item == null) {
                items.remove((int) index);
            } else {
                items.set(index, item);
            }
            return items;
        }
        var pairs = new LinkedHashMap<Object, Object>();
        if (tree instanceof Map<?, ?> map) {
            pairs.putAll(map);
        } else if (tree != null) {
            throw new IllegalArgumentException(
                    "There must be a map for the key '%s', but there is something else.".formatted(path.getFirst()));
        }
        Object value = changed(pairs.get(path.getFirst()), rest, change);
        if (value == null) {
            pairs.remove(path.getFirst());
        } else {
            pairs.put(path.getFirst(), value);
        }
        return pairs;
    }
}
