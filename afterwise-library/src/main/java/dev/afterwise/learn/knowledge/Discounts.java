package dev.afterwise.learn.knowledge;

import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.learn.stats.Beta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely what holds of one task holds of another: learned from what could be checked. Before anything was, one in three is assumed;
 * a pair of tasks of which little is known is taken to be like all of them.
 */
public final class Discounts {
    private static final Beta GUESS = new Beta(1, 2);
    private static final double AS_THE_OTHERS = 4;

    private record Pair(String from, String to) {}

    private final Map<Pair, Tally> seen = new HashMap<>();
    private final Beta others;

    private Discounts(List<Transfer> transfers) {
        Tally all = Tally.NONE;
        for (Transfer each : transfers) {
            seen.merge(new Pair(each.from(), each.to()), each.all(), Tally::merge);
            all = all.merge(each.all());
        }
        double mean = GUESS.after(all).mean();
        others = new Beta(AS_THE_OTHERS * mean, AS_THE_OTHERS * (1 - mean));
    }

    public static Discounts of(List<Transfer> transfers) {
        return new Discounts(transfers);
    }

    /** What is believed of the share of findings of the one that hold in the other. */
    public Beta between(String from, String to) {
        return others.after(seen(from, to));
    }

    /** How many findings of the one could be checked in the other, and how many held. */
    public Tally seen(String from, String to) {
        return seen.getOrDefault(new Pair(from, to), Tally.NONE);
    }
}
