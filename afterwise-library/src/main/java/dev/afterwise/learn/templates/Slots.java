package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at one place where all the rest was equal, and at several places where values are to be expected. As soon as
 * there is evidence that these are values, it says which groups are one.
 */
final class Slots {
    private static final int MAX_PLACES = 40;
    private static final int MAX_SEEN = 64;

    /** Groups that are one, what they look like, and what was seen where they differ. */
    record Opening(List<String> pattern, Collection<Group> groups, Collection<String> seen) {}

    private record Single(Map<String, Group> seen) {}

    private record Several(List<Set<String>> seen, Set<Group> groups) {}

    private final Map<Long, Single> singles = new HashMap<>();
    private final Map<Long, Several> several = new HashMap<>();
    private final Predicate<String> isKnown;

    /** @param isKnown whether a word is known as a value */
    Slots(Predicate<String> isKnown) {
        this.isKnown = isKnown;
    }

    void clear() {
        singles.clear();
        several.clear();
    }

    /** Takes note of what a group looks like. */
    @Nullable
    Opening add(Group group, List<String> tokens) {
        Opening opening = null;
        int places = Math.min(tokens.size(), MAX_PLACES);
        for (int place = 0; place < places && opening == null; place++) {
            if (!Tokens.isPunctuation(tokens.get(place)) && !tokens.get(place).equals(Tokens.ANY)) {
                opening = single(group, tokens, place, place + 1, false);
            }
        }
        for (int place = 0; place < places && opening == null; place++) {
            int close = Tokens.close(tokens, place);
            if (close > place + 1 && !tokens.subList(place, close).contains("=")) {
                opening = single(group, tokens, place + 1, close, true);
            }
        }
        return opening == null ? atSeveral(group, tokens, places) : opening;
    }

    /** The tokens with one value in place of those between two places. */
    static List<String> open(List<String> tokens, int from, int to) {
        var pattern = new ArrayList<String>(tokens.size());
        pattern.addAll(tokens.subList(0, from));
        pattern.add(Tokens.ANY);
        pattern.addAll(tokens.subList(to, tokens.size()));
        return pattern;
    }

    private @Nullable Opening single(Group group, List<String> tokens, int from, int to, boolean isSpan) {
        List<String> pattern = open(tokens, from, to);
        Map<String, Group> seen =
                singles.computeIfAbsent(Tokens.hash(pattern), key -> new Single(new LinkedHashMap<>())).seen;
        if (seen.size() < MAX_SEEN) {
            seen.put(String.join(" ", tokens.subList(from, to)), group);
        }
        if (pattern.equals(tokens)
                || (isSpan && !differInLength(seen.keySet()))
                || !Evidence.isEnough(pattern, from, seen.keySet(), isKnown)) {
            return null;
        }
        return new Opening(pattern, List.copyOf(seen.values()), seen.keySet());
    }

    /** What varies between words that stay has places of its own. */
    private static boolean differInLength(Collection<String> seen) {
        return seen.stream()
                        .mapToLong(each -> each.chars().filter(c -> c == ' ').count())
                        .distinct()
                        .count()
                > 1;
    }

    /** Values that vary together are never seen one at a time. */
    private @Nullable Opening atSeveral(Group group, List<String> tokens, int places) {
        var pattern = new ArrayList<>(tokens);
        var open = new ArrayList<Integer>();
        for (int place = 1; place < places; place++) {
            if (!Tokens.isPunctuation(tokens.get(place)) && Evidence.isOpen(tokens, place)) {
                open.add(place);
                pattern.set(place, Tokens.ANY);
            }
        }
        if (open.size() < 2) {
            return null;
        }
        Several slot = several.computeIfAbsent(
                Tokens.hash(pattern),
                key -> new Several(
                        open.stream()
                                .map(place -> (Set<String>) new LinkedHashSet<String>())
                                .toList(),
                        new LinkedHashSet<>()));
        if (slot.groups.size() < MAX_SEEN) {
            slot.groups.add(group);
        }
        var narrow = new ArrayList<>(tokens);
        boolean isNew = false;
        for (int i = 0; i < open.size(); i++) {
            int place = open.get(i);
            Set<String> seen = slot.seen.get(i);
            if (seen.size() < MAX_SEEN) {
                seen.add(tokens.get(place));
            }
            if (seen.size() > 1) {
                if (!seen.contains(Tokens.ANY) && !Evidence.isEnough(pattern, place, seen, isKnown)) {
                    return null;
                }
                isNew |= !narrow.set(place, Tokens.ANY).equals(Tokens.ANY);
            }
        }
        if (!isNew) {
            return null;
        }
        List<String> values = slot.seen.stream()
                .filter(seen -> seen.size() > 1)
                .flatMap(Set::stream)
                .toList();
        return new Opening(narrow, List.copyOf(slot.groups), values);
    }
}
