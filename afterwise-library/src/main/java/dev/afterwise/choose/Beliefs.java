package dev.afterwise.choose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of arms, by what they are tried for: a {@link Belief} for each key and arm. Where there are more keys than it may
 * hold, those make room of which least is left. Merging is as commutative as that of beliefs, as long as nothing has to make room.
 *
 * <p>Not safe for use by many threads.
 */
public final class Beliefs {
    /** The first words of a text of beliefs; another version has another number. */
    private static final String HEAD = "beliefs 1";

    private static final double MOST_OF_OTHERS = 5;

    private final int mostKeys;
    private final Map<String, Map<String, Belief>> keys = new HashMap<>();

    /** @param mostKeys at least 1 */
    public Beliefs(int mostKeys) {
        if (mostKeys < 1) {
            throw new IllegalArgumentException(
                    "Beliefs must have room for 1 key or more, but here it is (%d).".formatted(mostKeys));
        }
        this.mostKeys = mostKeys;
    }

    /** Adds what was learned of an arm. */
    public void add(String key, String arm, Belief belief) {
        if (belief.isNone()) {
            return;
        }
        keys.computeIfAbsent(key, k -> new HashMap<>(4)).merge(arm, belief, Belief::merge);
        if (keys.size() > mostKeys) {
            makeRoom(key);
        }
    }

    public void add(Beliefs others) {
        others.keys.forEach((key, arms) -> arms.forEach((arm, belief) -> add(key, arm, belief)));
    }

    public Set<String> keys() {
        return Collections.unmodifiableSet(keys.keySet());
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** What is known of the arms under a key, by name; nothing if there is no such key. */
    public SortedMap<String, Belief> of(String key) {
        return new TreeMap<>(keys.getOrDefault(key, Map.of()));
    }

    /**
     * What is thought of an arm's chance, from the opinion on it, the outcomes of those alike, and its own.
     *
     * <p>Each step of a ladder is part of the one before. What was counted there, but not on the next step, is evidence of
     * those alike: together with the opinion it counts for five outcomes at most, so that a few of its own outweigh it. The same goes for
     * what was forgotten.
     *
     * @param ladder the keys, the most general first; the last one is that of the arms themselves
     * @param priors the opinion on each arm, by its name
     * @param perSecond the price of a second, in chance of success
     */
    public SortedMap<String, Estimate> estimates(
            List<String> ladder, Map<String, Estimate> priors, double perSecond, Instant now) {
        SortedMap<String, Estimate> estimates = new TreeMap<>(priors);
        for (int step = 0; step < ladder.size(); step++) {
            boolean isLast = step == ladder.size() - 1;
            Map<String, Belief> narrower = isLast ? Map.of() : keys.getOrDefault(ladder.get(step + 1), Map.of());
            Map<String, Belief> left = new HashMap<>();
            keys.getOrDefault(ladder.get(step), Map.of()).forEach((arm, belief) -> {
                Belief others =
                        belief.without(narrower.getOrDefault(arm, Belief.NONE)).at(now);
                if (!others.isNone()) {
                    left.put(arm, others);
                }
            });
            Reading read = Reading.of(left);
            estimates.replaceAll((arm, estimate) -> {
                Counts recent = read.recent().getOrDefault(arm, Counts.NONE);
                return isLast
                        ? estimate.alike(read.older().getOrDefault(arm, Counts.NONE), MOST_OF_OTHERS)
                                .own(recent, perSecond)
                        : estimate.alike(recent, MOST_OF_OTHERS);
            });
        }
        return estimates;
    }

    /** What counts today of arms that are about the same thing. */
    public static Map<String, Counts> recent(Map<String, Belief> arms, Instant now) {
        Map<String, Belief> today = new HashMap<>();
        arms.forEach((arm, belief) -> today.put(arm, belief.at(now)));
        return Reading.of(today).recent();
    }

    /** Removes an eighth of the keys, but not this one: those with the fewest outcomes, of which recent ones count more. */
    private void makeRoom(String newest) {
        Instant latest = keys.values().stream()
                .flatMap(arms -> arms.values().stream())
                .map(Belief::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Map<String, Double> left = new HashMap<>();
        keys.forEach((key, arms) -> left.put(
                key,
                arms.values().stream()
                        .mapToDouble(arm -> arm.at(latest).weight())
                        .sum()));
        List<String> weakest = new ArrayList<>(keys.keySet());
        weakest.remove(newest);
        weakest.sort(Comparator.<String, Double>comparing(left::get).thenComparing(Comparator.naturalOrder()));
        weakest.subList(0, Math.min(weakest.size(), 1 + weakest.size() / 8)).forEach(keys::remove);
    }

    /** As {@link #parse} reads it: a line for each arm. */
    public String text() {
        var text = new StringBuilder(HEAD).append('\n');
        new TreeMap<>(keys)
                .forEach((key, arms) -> new TreeMap<>(arms)
                        .forEach((arm, belief) -> text.append(escaped(key))
                                .append('\t')
                                .append(escaped(arm))
                                .append('\t')
                                .append(belief.text())
                                .append('\n')));
        return text.toString();
    }

    /**
     * What {@link #text} wrote.
     *
     * @param latest now: what a machine whose clock is ahead has learned later than that counts as learned now
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static Beliefs parse(String text, int mostKeys, Instant latest) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException(
                    "A text of beliefs must begin with '%s', but this does not.\nMaybe a newer Afterwise wrote it."
                            .formatted(HEAD));
        }
        var beliefs = new Beliefs(mostKeys);
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split("\t", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(
                        "A line of beliefs must have 3 parts, but this has %d.".formatted(parts.length));
            }
            beliefs.add(
                    unescaped(parts[0]),
                    unescaped(parts[1]),
                    Belief.parse(parts[2]).noLaterThan(latest));
        }
        return beliefs;
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        var name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                i++;
                char code = text.charAt(i);
                next = code == 't' ? '\t' : code == 'n' ? '\n' : code == 'r' ? '\r' : code;
            }
            name.append(next);
        }
        return name.toString();
    }
}
