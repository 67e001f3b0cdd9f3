package dev.afterwise.json;

import dev.afterwise.json.Passage.Leaf;
import dev.afterwise.json.Passage.Listing;
import dev.afterwise.json.Passage.Pair;
import dev.afterwise.json.Passage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A YAML text with one place in it changed: what else is in it, comments, blank lines and quotes included, stays character for
 * character. What is written in a style that makes this hard may come out wrong; so the result must be read again and compared.
 */
final class YamlEdit {
    private final Page page;
    private final Passage root;

    YamlEdit(String text, Passage root) {
        this.page = new Page(text);
        this.root = root;
    }

    /**
     * Sets what is at the place; a new key stands behind the last of those that come before it in {@code order}.
     *
     * @param path keys and indexes; all but the last are there
     */
    String set(List<?> path, Object value, List<String> order) {
        Passage parent = written(find(parent(path)), path);
        if (parent instanceof Table table && path.getLast() instanceof String key) {
            Pair pair = table.pairs().get(key);
            return pair == null ? insert(table, key, value, order) : replace(pair, value, table.flow());
        }
        if (parent instanceof Listing list
                && path.getLast() instanceof Integer index
                && index < list.items().size()) {
            Passage item = list.items().get(index);
            return page.splice(item.from(), item.to(), FlowText.of(value));
        }
        throw noPlace(path);
    }

    String remove(List<?> path) {
        Passage parent = written(find(parent(path)), path);
        if (parent instanceof Table table
                && path.getLast() instanceof String key
                && table.pairs().containsKey(key)) {
            return table.pairs().size() == 1
                    ? set(parent(path), Map.of(), List.of())
                    : table.flow() ? removeFlow(stretches(table), index(table, key)) : removeLines(table, key);
        }
        if (parent instanceof Listing list
                && path.getLast() instanceof Integer index
                && index < list.items().size()) {
            Passage item = list.items().get(index);
            return list.items().size() == 1
                    ? set(parent(path), List.of(), List.of())
                    : list.flow()
                            ? removeFlow(stretches(list), index)
                            : page.splice(page.lineStart(dash(item)), page.nextLine(item.to()), "");
        }
        throw noPlace(path);
    }

    /** Adds an item to the list that is at the place. */
    String add(List<?> path, Object item, List<String> order) {
        Passage found = find(path);
        return switch (found) {
            case null -> set(path, List.of(item), order);
            case Listing list when list.items().isEmpty() -> set(path, List.of(item), order);
            case Listing list
            when list.flow() -> {
                int end = list.items().getLast().to();
                yield page.splice(end, end, ", " + FlowText.of(item));
            }
            case Listing list -> {
                Passage last = list.items().getLast();
                String line = " ".repeat(page.column(dash(last))) + "- " + FlowText.of(item) + page.lineBreak();
                yield page.insertLines(page.nextLine(last.to()), line);
            }
            case Leaf leaf -> {
                String first = leaf.value().kind() == YamlNode.Kind.TEXT
                        ? FlowText.of(leaf.value().text())
                        : page.text().substring(leaf.from(), leaf.to());
                yield page.splice(leaf.from(), leaf.to(), "[" + first + ", " + FlowText.of(item) + "]");
            }
            default -> throw noPlace(path);
        };
    }

    /** What is at the place, or null if there is nothing. */
    @Nullable
    Passage find(List<?> path) {
        @Nullable Passage at = root;
        for (Object key : path) {
            at = written(at, path);
            Pair pair = at instanceof Table table ? table.pairs().get(String.valueOf(key)) : null;
            if (pair != null) {
                at = pair.value();
            } else if (at instanceof Listing list
                    && key instanceof Integer index
                    && index < list.items().size()) {
                at = list.items().get(index);
            } else {
                return null;
            }
        }
        return at;
    }

    private static @Nullable Passage written(@Nullable Passage passage, List<?> path) {
        if (passage instanceof Passage.Repeat) {
            throw new IllegalArgumentException(
                    "What is to be changed (%s) must be written there, but there an alias repeats something else."
                            .formatted(shown(path)));
        }
        return passage;
    }

    private String replace(Pair pair, Object value, boolean flow) {
        Passage old = pair.value();
        String written = flow ? FlowText.of(value) : FlowText.line(value);
        int colon = page.text().indexOf(':', pair.key().to()) + 1;
        if (old instanceof Leaf leaf && leaf.isNothing()) {
            return page.splice(colon, colon, " " + written);
        }
        if (flow || page.lineStart(old.from()) == page.lineStart(colon)) {
            return page.splice(old.from(), old.to(), written);
        }
        // The key's line stays, with its comment; the lines of the value go.
        int end = page.lineEnd(colon);
        return page.splice(
                colon, page.lineEnd(old.to()), " " + written + page.text().substring(colon, end));
    }

    private String insert(Table table, String key, Object value, List<String> order) {
        if (table.pairs().isEmpty()) {
            return page.splice(table.from(), table.to(), FlowText.of(Map.of(key, value)));
        }
        Pair before = before(table, key, order);
        if (table.flow()) {
            int end = before.value().to();
            return page.splice(end, end, ", " + FlowText.pair(key, FlowText.of(value)));
        }
        int column = page.column(table.pairs().values().iterator().next().key().from());
        return page.insertLines(page.nextLine(before.value().to()), lines(column, key, value, page.lineBreak()));
    }

    /** The key and its value on lines of their own: maps in a list, and texts of several lines, are easier to read that way. */
    static String lines(int column, String key, Object value, String lineBreak) {
        String indent = " ".repeat(column);
        if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance)) {
            var lines = new StringBuilder(indent + key + ":" + lineBreak);
            list.forEach(item -> lines.append(indent)
                    .append("  - ")
                    .append(FlowText.of(item))
                    .append(lineBreak));
            return lines.toString();
        }
        return indent + FlowText.pair(key, FlowText.line(value)) + lineBreak;
    }

    private static Pair before(Table table, String key, List<String> order) {
        Pair found = null;
        int place = order.indexOf(key);
        for (Map.Entry<String, Pair> each : table.pairs().entrySet()) {
            int other = order.indexOf(each.getKey());
            if (other >= 0 && other < place) {
                found = each.getValue();
            }
        }
        return found == null ? List.copyOf(table.pairs().values()).getLast() : found;
    }

    private record Stretch(int from, int to) {}

    private static List<Stretch> stretches(Table table) {
        return table.pairs().values().stream()
                .map(pair -> new Stretch(
                        pair.key().from(),
                        Math.max(pair.key().to(), pair.value().to())))
                .toList();
    }

    private static List<Stretch> stretches(Listing list) {
        return list.items().stream()
                .map(item -> new Stretch(item.from(), item.to()))
                .toList();
    }

    private static int index(Table table, String key) {
        return new ArrayList<>(table.pairs().keySet()).indexOf(key);
    }

    /** With one of the two commas around it. */
    private String removeFlow(List<Stretch> all, int index) {
        return index + 1 < all.size()
                ? page.splice(all.get(index).from(), all.get(index + 1).from(), "")
                : page.splice(all.get(index - 1).to(), all.get(index).to(), "");
    }

    private String removeLines(Table table, String key) {
        Pair pair = Objects.requireNonNull(table.pairs().get(key));
        int from = pair.key().from();
        int end = Math.max(pair.key().to(), pair.value().to());
        int line = page.lineStart(from);
        if (page.afterSpace(line) == from) {
            return page.splice(line, page.nextLine(end), "");
        }
        // It stands behind the dash of a list, where the next key takes its place.
        int next = stretches(table).get(index(table, key) + 1).from();
        boolean isNear = page.lineStart(next) == page.nextLine(end);
        return isNear
                ? page.splice(from, next, "")
                : page.splice(page.text().substring(0, from).stripTrailing().length(), page.lineEnd(end), "");
    }

    /** Where the dash of an item of a block list stands. */
    private int dash(Passage item) {
        return dash(page, item);
    }

    static int dash(Page page, Passage item) {
        int at = item.from();
        while (at > 0) {
            String before = page.text().substring(page.lineStart(at), at).stripTrailing();
            int line = page.lineStart(at);
            if (before.endsWith("-")) {
                return line + before.length() - 1;
            }
            int first = page.afterSpace(line);
            if (first < at && page.text().charAt(first) == '-') {
                return first;
            }
            at = line - 1;
        }
        return 0;
    }

    private static List<?> parent(List<?> path) {
        return path.subList(0, path.size() - 1);
    }

    private static String shown(List<?> path) {
        return String.join(".", path.stream().map(String::valueOf).toList());
    }

    private static IllegalArgumentException noPlace(List<?> path) {
        return new IllegalArgumentException(
                "There must be a place in the file for what is to be changed (%s), but there is none."
                        .formatted(shown(path)));
    }
}
