package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns the templates of lines, one line after the other. The same lines in the same order always give the same templates.
 *
 * <p>First, what is a value by its looks becomes a star: numbers, though glued to words, hexadecimal, addresses, paths,
 * qualified names, dates, what is quoted, what follows a key. Lines that are then equal have one template from the start. Of
 * those that still differ, some differ in values that look like words. They stay apart until there is {@link Evidence}; then
 * their templates are merged, and the older one's id stays. A template is never split. One configuration is for all systems.
 *
 * <p>Memory is bounded. Of more templates than it may keep, those not seen for longest are forgotten; seen again, they have
 * the id they had, unless they had been merged. Of a line, the first 2,000 characters are read. Not to be shared between
 * threads.
 */
public final class Templates {
    /** How many are kept unless said otherwise. */
    public static final int USUAL_SIZE = 10_000;

    private static final int LEAVES = 50_000;
    private static final int KNOWN = 20_000;
    /** So many ids are kept for each template, with those that were merged into others. */
    private static final int MERGED = 4;

    private final int size;
    private final Consumer<Merge> merges;
    private final Recent<Long, Group> leaves = new Recent<>(LEAVES);
    private final Recent<String, Boolean> values = new Recent<>(KNOWN);
    private final Slots slots = new Slots(word -> values.find(word) != null);
    private final Map<Long, List<Group>> bySkeleton = new HashMap<>();
    private final Map<TemplateId, Group> byId = new LinkedHashMap<>();
    private long count;
    private long order;
    private int live;

    public Templates() {
        this(USUAL_SIZE, merge -> {});
    }

    /**
     * Keeps so many templates at most.
     *
     * @param merges is told when two templates turn out to be one, before {@link #learn} returns
     */
    public Templates(int size, Consumer<Merge> merges) {
        if (size < 1) {
            throw new IllegalArgumentException("The number of templates (%d) must be positive.".formatted(size));
        }
        this.size = size;
        this.merges = merges;
    }

    /** Takes note of a line, and says which template it has as far as can be told now. */
    public TemplateId learn(String line) {
        List<String> tokens = Line.tokens(line);
        Long key = Tokens.hash(tokens);
        Group leaf = leaves.find(key);
        Group group = (leaf == null ? group(tokens) : leaf).root();
        if (leaf == null) {
            leaves.put(key, group);
        }
        group.lines++;
        group.seen = ++count;
        if (live > size || byId.size() > MERGED * (long) size) {
            forget();
        }
        return group.id;
    }

    /** The template that has an id, or into which the one that had it was merged. Empty if it was forgotten. */
    public Optional<Template> template(TemplateId id) {
        Group group = byId.get(id);
        return group == null ? Optional.empty() : Optional.of(group.root().template());
    }

    /** All templates, in the order in which they were first seen. */
    public List<Template> all() {
        return roots().stream().map(Group::template).toList();
    }

    /** All that has been learned, for {@link #restored}. Text, one template or merged id on each line. */
    public String saved() {
        return Saved.text(byId.values(), values.keys());
    }

    /**
     * Goes on where another left off: ids stay.
     *
     * @throws IllegalArgumentException if this is not what {@link #saved} gave
     */
    public static Templates restored(String saved, int size, Consumer<Merge> merges) {
        var templates = new Templates(size, merges);
        Saved kept = Saved.read(saved);
        for (Group group : kept.groups()) {
            templates.byId.put(group.id, group);
            templates.order = Math.max(templates.order, group.order + 1);
            templates.count = Math.max(templates.count, group.seen);
        }
        kept.values().forEach(word -> templates.values.put(word, true));
        templates.index();
        return templates;
    }

    private List<Group> roots() {
        return byId.values().stream()
                .filter(each -> each.root() == each)
                .sorted(Comparator.comparingLong(each -> each.order))
                .toList();
    }

    private Group group(List<String> tokens) {
        Group covering = covering(tokens);
        if (covering != null) {
            return covering;
        }
        TemplateId id = TemplateId.of(String.join(" ", tokens));
        Group known = byId.get(id);
        if (known != null) {
            return known;
        }
        var group = new Group(id, order++, tokens);
        byId.put(id, group);
        live++;
        near(tokens).add(group);
        return compare(group);
    }

    private List<Group> near(List<String> tokens) {
        return bySkeleton.computeIfAbsent(Tokens.skeleton(tokens), key -> new ArrayList<>());
    }

    private @Nullable Group covering(List<String> tokens) {
        Group group = coveringSame(tokens);
        for (int i = 0; group == null && i < tokens.size(); i++) {
            int close = Tokens.isPunctuation(tokens.get(i)) ? Tokens.close(tokens, i) : -1;
            if (close > i + 2) {
                group = coveringSame(Slots.open(tokens, i + 1, close));
            }
        }
        return group;
    }

    private @Nullable Group coveringSame(List<String> tokens) {
        for (Group each : bySkeleton.getOrDefault(Tokens.skeleton(tokens), List.of())) {
            if (each.isOpen && Tokens.covers(each.tokens, tokens)) {
                return each;
            }
        }
        return null;
    }

    private Group compare(Group group) {
        Group at = group;
        for (Slots.Opening opening = slots.add(at, at.tokens); opening != null; opening = slots.add(at, at.tokens)) {
            at = open(at, opening);
        }
        return at;
    }

    /** Merges the groups, and all others that look the same by now. */
    private Group open(Group group, Slots.Opening opening) {
        Group root = group;
        for (Group each : opening.groups()) {
            root = union(root, each.root());
        }
        for (String value : opening.seen()) {
            if (Tokens.isWord(value) && value.indexOf(' ') < 0) {
                values.put(value, true);
            }
        }
        List<String> pattern = opening.pattern();
        List<Group> near = near(pattern);
        var same = new ArrayList<Group>();
        for (Iterator<Group> each = near.iterator(); each.hasNext(); ) {
            Group other = each.next();
            if (other.root() != other || other == root || Tokens.covers(pattern, other.tokens)) {
                each.remove();
                same.add(other);
            }
        }
        for (Group each : same) {
            root = union(root, each.root());
        }
        root.become(pattern);
        near.remove(root);
        near.add(root);
        return root;
    }

    private Group union(Group one, Group other) {
        if (one == other) {
            return one;
        }
        Group older = one.order < other.order ? one : other;
        Group younger = older == one ? other : one;
        younger.mergeInto(older);
        live--;
        merges.accept(new Merge(younger.id, older.id));
        return older;
    }

    /** Forgets the quarter that was not seen for longest, or else the older half of the ids that were merged. */
    private void forget() {
        if (live > size) {
            long[] seen = roots().stream().mapToLong(each -> each.seen).sorted().toArray();
            long newest = seen[(seen.length - 1) / 4];
            byId.values().removeIf(each -> each.root().seen <= newest);
        } else {
            long merged = (byId.size() - (long) live) / 2;
            Iterator<Group> each = byId.values().iterator();
            while (merged > 0) {
                Group group = each.next();
                if (group.root() != group) {
                    each.remove();
                    merged--;
                }
            }
        }
        index();
    }

    private void index() {
        List<Group> roots = roots();
        live = roots.size();
        leaves.clear();
        slots.clear();
        bySkeleton.clear();
        for (Group group : roots) {
            near(group.tokens).add(group);
            slots.add(group, group.tokens);
        }
    }
}
