package dev.afterwise.plan.refine;

import dev.afterwise.PlanEstimates;
import dev.afterwise.StepEstimate;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which steps of a plan come before which, and how long the longest way through them takes. */
final class Ancestry {
    private final Plan plan;
    private final Map<String, Integer> places = new HashMap<>();
    private final BitSet[] before;
    private final double[] seconds;

    Ancestry(Plan plan, PlanEstimates estimates) {
        this.plan = plan;
        List<PlanStep> steps = plan.steps();
        this.before = new BitSet[steps.size()];
        this.seconds = new double[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            PlanStep step = steps.get(i);
            places.put(step.id(), i);
            seconds[i] = likely(step, estimates.step(step.id()));
            before[i] = new BitSet();
            for (String need : step.needs()) {
                int place = place(need);
                before[i].or(before[place]);
                before[i].set(place);
            }
        }
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
        return seconds("", "");
    }

    /** How much sooner it would be over if a step didn't need another. */
    double savedWithout(String step, String need) {
        return Math.max(0, seconds() - seconds(step, need));
    }

    private double seconds(String step, String need) {
        List<PlanStep> steps = plan.steps();
        double[] ends = new double[steps.size()];
        double last = 0;
        for (int i = 0; i < ends.length; i++) {
            PlanStep each = steps.get(i);
            double begin = 0;
            for (String needed : each.needs()) {
                if (!(each.id().equals(step) && needed.equals(need))) {
                    begin = Math.max(begin, ends[place(needed)]);
                }
            }
            ends[i] = begin + (Double.isNaN(seconds[i]) ? 0 : seconds[i]);
            last = Math.max(last, ends[i]);
        }
        return last;
    }

    private int place(String step) {
        return Objects.requireNonNull(places.get(step));
    }
}
