package dev.afterwise.plan.refine;

import dev.afterwise.PlanEstimates;
import dev.afterwise.StepEstimate;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which steps of a plan come before which, and how long the longest way through them takes. */
final class Ancestry {
    private final Map<String, Integer> places = new HashMap<>();
    private final BitSet[] before;
    private final double[] seconds;
    private final int[][] needs;
    private final double[] ends;
    private final double[] left;
    private final double whole;

    Ancestry(Plan plan, PlanEstimates estimates) {
        List<PlanStep> steps = plan.steps();
        this.before = new BitSet[steps.size()];
        this.seconds = new double[steps.size()];
        this.needs = new int[steps.size()][];
        for (int i = 0; i < steps.size(); i++) {
            PlanStep step = steps.get(i);
            places.put(step.id(), i);
            seconds[i] = likely(step, estimates.step(step.id()));
            before[i] = new BitSet();
            needs[i] = step.needs().stream().mapToInt(this::place).toArray();
            for (int place : needs[i]) {
                before[i].or(before[place]);
                before[i].set(place);
            }
        }
        this.ends = ends(-1, -1);
        this.left = left();
        this.whole = Arrays.stream(ends).max().orElse(0);
    }

    /** How long the step usually takes: the slowest of its ways, or what the plan says; not a number where nobody knows. */
    private static double likely(PlanStep step, StepEstimate estimate) {
        if (step.among().getFirst().body() instanceof Body.Wait(Duration length, var ignored) && length != null) {
            return length.toMillis() / 1_000.0;
        }
        double known = step.among().stream()
                .map(way -> estimate.way(way.agent()))
                .mapToDouble(WayEstimate::likely)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        var said = step.estimate();
        return Double.isNaN(known) && said != null ? said.toMillis() / 1_000.0 : known;
    }

    double likely(String step) {
        return seconds[place(step)];
    }

    boolean isBefore(String step, String other) {
        return before[place(other)].get(place(step));
    }

    /** Whether no need keeps them from running at the same time. */
    boolean areApart(String one, String other) {
        return !one.equals(other) && !isBefore(one, other) && !isBefore(other, one);
    }

    /** How long the plan takes at least, with places for all; steps of which nobody knows take no time. */
    double seconds() {
        return whole;
    }

    /** How much sooner it would be over if a step didn't need another. */
    double savedWithout(String step, String need) {
        int from = place(need);
        int to = place(step);
        // Only what lies on the longest way lengthens it.
        boolean isCritical = whole > 0 && ends[from] + left[to] >= whole * (1 - 1e-9);
        return isCritical
                ? Math.max(0, whole - Arrays.stream(ends(to, from)).max().orElse(0))
                : 0;
    }

    /** When each step ends at the earliest, if one of them doesn't need another. */
    private double[] ends(int step, int need) {
        double[] ends = new double[needs.length];
        for (int i = 0; i < ends.length; i++) {
            double begin = 0;
            for (int needed : needs[i]) {
                if (i != step || needed != need) {
                    begin = Math.max(begin, ends[needed]);
                }
            }
            ends[i] = begin + length(i);
        }
        return ends;
    }

    /** How long it takes at least from the beginning of each step to the end of the plan. */
    private double[] left() {
        double[] left = new double[needs.length];
        for (int i = left.length - 1; i >= 0; i--) {
            left[i] += length(i);
            for (int needed : needs[i]) {
                left[needed] = Math.max(left[needed], left[i]);
            }
        }
        return left;
    }

    private double length(int place) {
        return Double.isNaN(seconds[place]) ? 0 : seconds[place];
    }

    private int place(String step) {
        return Objects.requireNonNull(places.get(step));
    }
}
