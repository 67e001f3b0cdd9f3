package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.learn.Contrast.Group;
import dev.afterwise.learn.Repeats;
import dev.afterwise.learn.Rows;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which executions are compared with which; {@linkplain Repeats repeats} are left out.
 *
 * @param ones each of them is compared with the other; none if there are not two groups
 */
record Sides(Columns columns, List<Group> ones, Group other) {
    private static final int MOST_GROUPS = 10;
    private static final Group NOBODY = new Group("", new BitSet());

    /** The last so long, and the same time so long before. */
    static Sides weeks(WorkspaceStore store, FilterOptions only, String window, String offset) {
        if (only.since != null) {
            throw Refusal.usage("--window must not be combined with --since: both say when the time begins.");
        }
        Duration length = When.length("--window", window);
        Duration back = When.length("--offset", offset);
        Filter filter = plain(only, store);
        Instant until = filter.window().until();
        Optional<Window> now = until == null
                ? When.newest(store.history(), filter).map(newest -> Window.lasting(length, newest))
                : Optional.of(new Window(until.minus(length), until));
        return now.map(it -> of(store, filter, it, moved(it, back)))
                .orElseGet(() -> new Sides(store.segments().scan(Window.ALL), List.of(), NOBODY));
    }

    /** The time that the filter lets through, and another one. */
    static Sides spans(WorkspaceStore store, FilterOptions only, String other) {
        String[] ends = other.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw Refusal.usage(
                    "--with must be a span of time such as 2026-01-01..2026-01-14, but it is (%s).".formatted(other));
        }
        Filter filter = plain(only, store);
        Window with = When.window(
                ends[0].isBlank() ? null : ends[0].strip(),
                ends[1].isBlank() ? null : ends[1].strip(),
                () -> When.newest(store.history(), Filter.ALL));
        return of(store, filter, filter.window(), with);
    }

    private static Sides of(WorkspaceStore store, Filter filter, Window now, Window before) {
        Columns columns = store.segments().scan(Window.ALL);
        BitSet one = Repeats.without(columns, Rows.of(columns, filter.with(now)));
        BitSet other = Repeats.without(columns, Rows.of(columns, filter.with(before)));
        other.andNot(one);
        return new Sides(columns, List.of(new Group(words(now), one)), new Group(words(before), other));
    }

    private static Window moved(Window window, Duration back) {
        Instant from = window.from();
        Instant until = window.until();
        return new Window(from == null ? null : from.minus(back), until == null ? null : until.minus(back));
    }

    private static String words(Window window) {
        Instant from = window.from();
        Instant until = window.until();
        return "%s..%s".formatted(from == null ? "" : Figures.moment(from), until == null ? "" : Figures.moment(until));
    }

    /** Groups by the values of a dimension or an attribute; see {@link Compare#values}. */
    static Sides named(WorkspaceStore store, FilterOptions only, String name, List<String> values) {
        Filter filter = plain(only, store);
        Columns columns = store.segments().scan(filter.window());
        BitSet all = Repeats.without(columns, Rows.of(columns, filter));
        Optional<Dimension> dimension = Stream.of(Dimension.TASK, Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE)
                .filter(each -> each.word().equals(name))
                .findFirst();
        List<String> wanted = values.isEmpty() ? frequent(columns, all, dimension, name) : values;
        List<Group> groups = wanted.stream()
                .map(value -> new Group(name + "=" + value, rows(columns, all, dimension, name, value)))
                .toList();
        List<Group> missing =
                groups.stream().filter(each -> each.rows().isEmpty()).toList();
        if (!missing.isEmpty() && !all.isEmpty()) {
            throw Refusal.notFound("There must be executions with %s, but there are none."
                    .formatted(missing.getFirst().name()));
        }
        if (groups.size() == 1 && !values.isEmpty()) {
            BitSet rest = (BitSet) all.clone();
            rest.andNot(groups.getFirst().rows());
            return new Sides(columns, groups, new Group("all others", rest));
        }
        return groups.size() < 2
                ? new Sides(columns, List.of(), NOBODY)
                : new Sides(columns, groups.subList(0, groups.size() - 1), groups.getLast());
    }

    private static BitSet rows(Columns columns, BitSet all, Optional<Dimension> dimension, String name, String value) {
        Filter filter = dimension.isPresent()
                ? Filter.of(Subject.EVERYTHING.with(dimension.get(), value))
                : Filter.ALL.with(List.of(new Condition.OfAttribute(name, Comparison.EQUAL, Value.of(value))));
        BitSet rows = Rows.of(columns, filter);
        rows.and(all);
        return rows;
    }

    /** The most frequent values, the most frequent one last. */
    private static List<String> frequent(Columns columns, BitSet all, Optional<Dimension> dimension, String name) {
        Map<String, Integer> counts = new HashMap<>();
        Codes<String> texts = dimension.isPresent() ? columns.labels(Rows.trait(dimension.get())) : columns.texts(name);
        Numbers numbers = columns.numbers(name);
        all.stream().forEach(row -> {
            String text = texts.at(row);
            if (text != null && !text.isEmpty()) {
                counts.merge(text, 1, Integer::sum);
            } else if (dimension.isEmpty() && numbers.has(row)) {
                counts.merge(Value.of(numbers.at(row)).toString(), 1, Integer::sum);
            }
        });
        var frequent = new ArrayList<>(counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MOST_GROUPS)
                .map(Map.Entry::getKey)
                .toList());
        if (!frequent.isEmpty()) {
            frequent.add(frequent.removeFirst());
        }
        return frequent;
    }

    /** @throws Refusal if words are asked for, which are in no column */
    private static Filter plain(FilterOptions only, WorkspaceStore store) {
        if (only.text != null) {
            throw Refusal.usage("--text must not be combined with compare, which looks at no words.");
        }
        return only.filter(store.history());
    }
}
