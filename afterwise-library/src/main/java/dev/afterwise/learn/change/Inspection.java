package dev.afterwise.learn.change;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What one series shows by itself, before it is known what else was looked at.
 *
 * <p>The executions are gathered in blocks of the same number each, at most 200, and levels are looked for in the blocks' ranks: so
 * neither skewed durations nor one bad hour make a change, and what depends on what in a block does no harm. Durations and costs are
 * looked at twice, by their ranks and by how many are among the slowest tenth, for a tail may grow by itself. Each change is
 * then placed among single executions, as it shows more clearly.
 *
 * @param channels in how many ways it was looked at
 * @param dependence by what factor means vary more than those of independent executions would; at least 1
 */
record Inspection(Series series, List<Suspect> suspects, int channels, double dependence) {
    private static final double MAX_P_VALUE = .05;
    private static final int MOST_BLOCKS = 200;
    private static final int FEWEST_BLOCKS = 20;
    private static final double TAIL = .9;
    private static final int ROUNDS = 2;
    private static final int LEAST_APART = 4;

    Inspection {
        suspects = List.copyOf(suspects);
    }

    /**
     * A change that may be one.
     *
     * @param at the first execution of the new level, by its place in the series
     * @param earliest with {@code latest}, where it is with 95 % confidence
     * @param pValue of this way of looking at this series alone
     */
    record Suspect(int at, int earliest, int latest, double pValue) {
        boolean meets(Suspect other, int margin) {
            return earliest - margin <= other.latest && other.earliest - margin <= latest;
        }
    }

    private record Seen(List<Suspect> suspects, double dependence) {}

    /** Of changes that were placed side by side, which is where one may be taken for two, the clearest. */
    private static List<Suspect> apart(List<Suspect> suspects, int n) {
        var apart = new ArrayList<Suspect>();
        for (Suspect each : suspects) {
            Suspect last = apart.isEmpty() ? null : apart.getLast();
            if (last == null || each.at - last.at >= Math.max(LEAST_APART, n / 100)) {
                apart.add(each);
            } else if (each.pValue < last.pValue) {
                apart.set(apart.size() - 1, each);
            }
        }
        return apart;
    }

    static Inspection of(Series series, ZoneId zone) {
        if (series.size() < FEWEST_BLOCKS || series.isConstant()) {
            return new Inspection(series, List.of(), 0, 1);
        }
        var season = new Season(series, zone);
        double[] values = series.values();
        if (series.aspect() == Aspect.SUCCESS) {
            Seen seen = look(values, season, blocks(values));
            return new Inspection(series, apart(seen.suspects, values.length), 1, seen.dependence);
        }
        double[] ranks = Scores.ranks(values);
        Seen level = look(ranks, season, Math.min(MOST_BLOCKS, values.length));
        double[] slow = slow(ranks);
        Seen tail = look(slow, season, blocks(slow));
        int margin = series.size() / 100;
        return new Inspection(
                series,
                apart(merged(level.suspects, tail.suspects, margin), values.length),
                2,
                Math.max(level.dependence, tail.dependence));
    }

    /** Enough blocks to date a change, and few enough for each to hold one of the rarer kind. */
    private static int blocks(double... binary) {
        double ones = Arrays.stream(binary).sum();
        long rare = 2 * (long) Math.min(ones, binary.length - ones);
        return Math.min(binary.length, Math.clamp(rare, FEWEST_BLOCKS, MOST_BLOCKS));
    }

    private static double[] slow(double... ranks) {
        double edge = Scores.rank(TAIL);
        double[] slow = new double[ranks.length];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = ranks[i] > edge ? 1 : 0;
        }
        return slow;
    }

    private static List<Suspect> merged(List<Suspect> first, List<Suspect> second, int margin) {
        var all = new ArrayList<Suspect>();
        for (Suspect each : first) {
            all.add(second.stream()
                    .filter(other -> other.meets(each, margin) && other.pValue < each.pValue)
                    .min(Comparator.comparingDouble(Suspect::pValue))
                    .orElse(each));
        }
        second.stream()
                .filter(each -> first.stream().noneMatch(other -> other.meets(each, margin)))
                .forEach(all::add);
        all.sort(Comparator.comparingInt(Suspect::at));
        return all;
    }

    private static Seen look(double[] scores, Season season, int blocks) {
        double[] rest = season.without(scores);
        Levels.Found found = levels(rest, scores, season, blocks);
        for (int round = 1; round < ROUNDS && !found.cuts().isEmpty(); round++) {
            rest = season.without(scores, places(found, scores.length, blocks));
            found = levels(rest, scores, season, blocks);
        }
        int[] places = places(found, scores.length, blocks);
        var walk = new Walk(rest);
        double dependence = Math.max(1, walk.dependence(blocks, places) * found.dependence());
        var suspects = new ArrayList<Suspect>();
        for (int i = 0; i < places.length; i++) {
            int from = i == 0 ? 0 : places[i - 1];
            int until = i == places.length - 1 ? scores.length : places[i + 1];
            Walk.Place place = walk.place(from, until, places[i], 2 * scores.length / blocks, dependence);
            suspects.add(new Suspect(
                    place.at(),
                    place.earliest(),
                    place.latest(),
                    found.cuts().get(i).pValue()));
        }
        return new Seen(suspects, dependence);
    }

    private static Levels.Found levels(double[] rest, double[] scores, Season season, int blocks) {
        double[] means = new Walk(rest).means(blocks);
        boolean isSeasonal = !Arrays.equals(rest, scores);
        return Levels.in(Scores.normal(means), isSeasonal ? season.inflation() : 1, MAX_P_VALUE);
    }

    private static int[] places(Levels.Found found, int n, int blocks) {
        return found.cuts().stream()
                .mapToInt(cut -> Walk.start(cut.at(), n, blocks))
                .toArray();
    }
}
