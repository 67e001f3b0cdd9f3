package dev.afterwise.learn.durations;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** What pieces of a run are compared by. Sizes and counts are logarithms: what matters is how many times as much. */
final class Traits {
    static final int COUNT = 11;
    /** Those which are the same or not; the others differ by more or less. */
    private static final Set<Integer> IDENTITIES = Set.of(1, 7, 9, 10);

    private Traits() {}

    static boolean isIdentity(int trait) {
        return IDENTITIES.contains(trait);
    }

    /** The traits of each piece of one run, in their order. */
    static List<double[]> of(List<Piece> run) {
        Map<String, Integer> count = new HashMap<>();
        Map<String, Double> sizes = new HashMap<>();
        int[] followers = new int[run.size()];
        int[] lastFollower = new int[run.size()];
        for (int i = 0; i < run.size(); i++) {
            Piece piece = run.get(i);
            count.merge(piece.kind(), 1, Integer::sum);
            sizes.merge(piece.kind(), piece.size(), Double::sum);
            for (int needed : piece.needs()) {
                followers[needed]++;
                lastFollower[needed] = i;
            }
        }
        Map<String, Integer> ordinals = new HashMap<>();
        Map<List<Object>, Integer> places = new HashMap<>();
        return IntStream.range(0, run.size())
                .mapToObj(i -> {
                    Piece piece = run.get(i);
                    int alike = Objects.requireNonNull(count.get(piece.kind()));
                    double mean = Objects.requireNonNull(sizes.get(piece.kind())) / alike;
                    double given = piece.needs().stream()
                            .mapToDouble(needed -> run.get(needed).size())
                            .sum();
                    Object beside = piece.needs().isEmpty() ? lastFollower[i] : new HashSet<>(piece.needs());
                    return new double[] {
                        Math.log1p(piece.size()),
                        places.merge(List.of(piece.kind(), piece.needs().isEmpty(), beside), 1, Integer::sum),
                        Math.log(alike),
                        Math.log1p(mean),
                        Math.log(run.size()),
                        Math.log1p(piece.needs().size()),
                        Math.log1p(followers[i]),
                        ordinals.merge(piece.kind(), 1, Integer::sum),
                        Math.log1p(given),
                        piece.size(),
                        given
                    };
                })
                .toList();
    }
}
