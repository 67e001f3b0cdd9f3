package dev.afterwise.learn.knowledge;

import dev.afterwise.Profile;
import dev.afterwise.Tally;
import dev.afterwise.Trust;
import dev.afterwise.Value;
import dev.afterwise.learn.stats.ConfidenceSequence;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Trait;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What it brings to tell something before work begins: executions that were told of an item are compared with those from which it was
 * withheld by chance. Chance alone parts them, so the difference is what telling does.
 *
 * <p>The intervals hold however often one looks, at 95 % for each item. Whoever forgets the oldest executions in between bends that a
 * little.
 */
public final class Tellings {
    private static final String TOLD = Profile.KNOWLEDGE + "told";
    private static final String WITHHELD = Profile.KNOWLEDGE + "withheld";
    private static final int FEWEST = 10;
    private static final double EXECUTIONS_OF_A_USE = 5;

    private Tellings() {}

    /**
     * What came of telling one item.
     *
     * @param told decided executions that were told of it, and how many succeeded
     * @param withheld those from which it was withheld
     * @param gain where the difference of both rates lies, however often one looks
     */
    public record Effect(Tally told, Tally withheld, Interval gain) {
        static Effect of(Tally told, Tally withheld) {
            return new Effect(told, withheld, ConfidenceSequence.difference(told, withheld));
        }

        public boolean isHarm() {
            return gain.high() < 0;
        }

        /** How much it speaks for the item or against it; nothing while the difference may be none. */
        public Trust.Weight weight(Instant now) {
            double some = (double) told.tried() * withheld.tried() / (told.tried() + withheld.tried());
            double weight = Math.clamp(2 * some / EXECUTIONS_OF_A_USE, 1, Trust.MOST_FOUND);
            return gain.low() > 0
                    ? new Trust.Weight(weight, 0, now)
                    : isHarm() ? new Trust.Weight(0, weight, now) : Trust.Weight.none(now);
        }

        /** What was counted, in a sentence. */
        public String because() {
            return "Of %d executions that were told of it %.0f %% succeeded, of %d from which it was withheld by chance %.0f %%."
                    .formatted(told.tried(), 100 * told.rate(), withheld.tried(), 100 * withheld.rate());
        }
    }

    /** The attributes by which an execution says what it was told, and what was withheld from it. */
    public static SortedMap<String, Value> attributes(List<String> told, List<String> withheld) {
        SortedMap<String, Value> attributes = new TreeMap<>();
        if (!told.isEmpty()) {
            attributes.put(TOLD, Value.of(String.join(" ", told)));
        }
        if (!withheld.isEmpty()) {
            attributes.put(WITHHELD, Value.of(String.join(" ", withheld)));
        }
        return attributes;
    }

    /** What came of telling each item, by its id, as far as there are enough executions of both kinds. */
    public static SortedMap<String, Effect> in(Columns columns) {
        Map<String, Tally> told = tallies(columns, TOLD);
        Map<String, Tally> withheld = tallies(columns, WITHHELD);
        SortedMap<String, Effect> effects = new TreeMap<>();
        told.forEach((id, with) -> {
            Tally without = withheld.getOrDefault(id, Tally.NONE);
            if (with.tried() >= FEWEST && without.tried() >= FEWEST) {
                effects.put(id, Effect.of(with, without));
            }
        });
        return effects;
    }

    private static Map<String, Tally> tallies(Columns columns, String attribute) {
        Codes<String> status = columns.labels(Trait.STATUS);
        Codes<String> texts = columns.texts(attribute);
        long[] tried = new long[texts.values().size()];
        long[] worked = new long[tried.length];
        for (int row = 0; row < columns.size(); row++) {
            int code = texts.code(row);
            String how = status.at(row);
            boolean isWorked = "succeeded".equals(how);
            if (code >= 0 && (isWorked || "failed".equals(how))) {
                tried[code]++;
                worked[code] += isWorked ? 1 : 0;
            }
        }
        Map<String, Tally> tallies = new HashMap<>();
        for (int code = 0; code < tried.length; code++) {
            for (String id : texts.values().get(code).split(" ", -1)) {
                tallies.merge(id, new Tally(tried[code], worked[code]), Tally::merge);
            }
        }
        return tallies;
    }
}
