package dev.afterwise.plan.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pieces of work, who waits for whom, what there is to do them with, and what of that each of them takes. */
public final class Workload {
    /** The number of the workers among the resources. */
    public static final int WORKERS = 0;

    private final Dag dag;
    private final int[] capacities;
    private final int[] groupOf;
    private final Group[] groups;

    private Workload(Dag dag, int[] capacities, int[] groupOf, Group[] groups) {
        this.dag = dag;
        this.capacities = capacities;
        this.groupOf = groupOf;
        this.groups = groups;
    }

    /** Pieces that claim the same: of these only the most urgent one can be next. */
    private static final class Group {
        final int[] resources;
        final int[] amounts;
        final int priority;

        Group(Claim claim) {
            resources = claim.amounts().keySet().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            amounts = claim.amounts().values().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            priority = claim.priority();
        }
    }

    /** Where each piece takes one worker. */
    public static Workload of(Dag dag, int workers) {
        return of(dag, List.of(workers), Collections.nCopies(dag.size(), Claim.ONE_WORKER));
    }

    /**
     * Where pieces take different things.
     *
     * @param capacities how many there are of each resource, the workers first
     * @param claims of each piece
     * @throws IllegalArgumentException if there is none of something, or a piece claims more than there is
     */
    public static Workload of(Dag dag, List<Integer> capacities, List<Claim> claims) {
        if (capacities.isEmpty() || Collections.min(capacities) < 1) {
            throw new IllegalArgumentException(
                    "There must be at least 1 worker, and 1 of each resource, but there are %s.".formatted(capacities));
        }
        if (claims.size() != dag.size()) {
            throw new IllegalArgumentException("Each of the pieces (%d) must have a claim, but there are (%d) claims."
                    .formatted(dag.size(), claims.size()));
        }
        Map<Claim, Integer> numbers = new HashMap<>();
        List<Group> groups = new ArrayList<>();
        int[] groupOf = new int[claims.size()];
        for (int piece = 0; piece < groupOf.length; piece++) {
            Claim claim = claims.get(piece);
            Integer number = numbers.get(claim);
            if (number == null) {
                check(claim, capacities);
                number = groups.size();
                numbers.put(claim, number);
                groups.add(new Group(claim));
            }
            groupOf[piece] = number;
        }
        int[] rooms = capacities.stream().mapToInt(Integer::intValue).toArray();
        return new Workload(dag, rooms, groupOf, groups.toArray(Group[]::new));
    }

    private static void check(Claim claim, List<Integer> capacities) {
        claim.amounts().forEach((resource, amount) -> {
            int capacity = resource >= 0 && resource < capacities.size() ? capacities.get(resource) : 0;
            if (amount > capacity) {
                throw new IllegalArgumentException(
                        "A piece of work must take no more than there is, but it takes %d of resource %d, and there are %d."
                                .formatted(amount, resource, capacity));
            }
        });
    }

    /** Who waits for whom. */
    public Dag dag() {
        return dag;
    }

    /** The same pieces, each of which must be behind those that needed it. */
    Workload reversed() {
        return new Workload(dag.reversed(), capacities, groupOf, groups);
    }

    int groups() {
        return groups.length;
    }

    int group(int piece) {
        return groupOf[piece];
    }

    int priority(int group) {
        return groups[group].priority;
    }

    /** What is free when nothing runs. */
    int[] free() {
        return capacities.clone();
    }

    /** Takes what a group claims, if that is free and nobody before it waits for any of it; otherwise marks what it lacks as waited for. */
    boolean take(int group, int[] free, boolean[] waitedFor) {
        Group claim = groups[group];
        boolean fits = true;
        for (int i = 0; i < claim.resources.length; i++) {
            int resource = claim.resources[i];
            fits &= free[resource] >= claim.amounts[i] && !waitedFor[resource];
        }
        for (int i = 0; i < claim.resources.length; i++) {
            int resource = claim.resources[i];
            if (fits) {
                free[resource] -= claim.amounts[i];
            } else if (free[resource] < claim.amounts[i]) {
                waitedFor[resource] = true;
            }
        }
        return fits;
    }

    void giveBack(int piece, int[] free) {
        Group claim = groups[groupOf[piece]];
        for (int i = 0; i < claim.resources.length; i++) {
            free[claim.resources[i]] += claim.amounts[i];
        }
    }

    /** The shortest time in which all could be done: the longest path, or all that takes a resource shared out evenly. */
    public double bound(double[] seconds) {
        double bound = 0;
        for (double rank : dag.ranks(seconds)) {
            bound = Math.max(bound, rank);
        }
        double[] taken = new double[capacities.length];
        for (int piece = 0; piece < seconds.length; piece++) {
            Group claim = groups[groupOf[piece]];
            for (int i = 0; i < claim.resources.length; i++) {
                taken[claim.resources[i]] += seconds[piece] * claim.amounts[i];
            }
        }
        for (int resource = 0; resource < taken.length; resource++) {
            bound = Math.max(bound, taken[resource] / capacities[resource]);
        }
        return bound;
    }
}
