package dev.afterwise.learn.durations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the pieces of a run will take, learned from earlier runs of the same work. Of a kind that was never seen the typical
 * duration of all pieces is expected. Safe for use by many threads.
 */
public final class Durations {
    /** What took less is taken to have taken this long, in seconds: clocks know no better. */
    private static final double SHORTEST = .001;

    private final Map<String, KindModel> kinds;
    private final Estimate any;

    private Durations(Map<String, KindModel> kinds, Estimate any) {
        this.kinds = kinds;
        this.any = any;
    }

    /**
     * A piece of work that is done.
     *
     * @param seconds how long it took
     */
    public record Done(Piece piece, double seconds) {}

    /**
     * Learns from runs.
     *
     * @param runs each with its pieces in their order
     * @throws IllegalArgumentException if there is nothing in them
     */
    public static Durations of(List<? extends List<Done>> runs) {
        double[] all = runs.stream()
                .flatMap(List::stream)
                .mapToDouble(Done::seconds)
                .sorted()
                .toArray();
        if (all.length == 0) {
            throw new IllegalArgumentException("There must be pieces of work to learn from, but there are none.");
        }
        Map<String, List<Seen>> seen = new LinkedHashMap<>();
        for (List<Done> run : runs) {
            add(run, seen);
        }
        Map<String, KindModel> kinds = new HashMap<>();
        seen.forEach((kind, pieces) -> kinds.put(kind, KindModel.of(pieces)));
        return new Durations(kinds, new Estimate(at(all, .5), at(all, .1), at(all, .9), all.length));
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) (part * (sorted.length - 1))];
    }

    private static void add(List<Done> run, Map<String, List<Seen>> seen) {
        List<double[]> traits = Traits.of(run.stream().map(Done::piece).toList());
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < run.size(); i++) {
            places.computeIfAbsent(run.get(i).piece().kind(), kind -> new ArrayList<>())
                    .add(i);
        }
        places.forEach((kind, at) -> seen.computeIfAbsent(kind, it -> new ArrayList<>())
                .add(new Seen(
                        at.stream().map(traits::get).toArray(double[][]::new),
                        at.stream()
                                .mapToDouble(i ->
                                        Math.log(Math.max(SHORTEST, run.get(i).seconds())))
                                .toArray())));
    }

    /** What to expect of each piece of a run, in their order. */
    public List<Estimate> estimate(List<Piece> run) {
        List<double[]> traits = Traits.of(run);
        Map<String, Neighbours.Search> searches = new HashMap<>();
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            String name = run.get(i).kind();
            KindModel kind = kinds.get(name);
            estimates.add(
                    kind == null
                            ? any
                            : kind.estimate(searches.computeIfAbsent(name, it -> kind.search()), traits.get(i)));
        }
        return estimates;
    }
}
