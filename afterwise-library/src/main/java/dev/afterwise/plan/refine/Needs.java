package dev.afterwise.plan.refine;

import dev.afterwise.Tally;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.refine.Refinement.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which steps wait for others without need, and which should wait and don't.
 *
 * <p>A step uses another if it refers to it, or if both touch a file, a host or a component of one name. That it doesn't is no proof:
 * tests come before a release though nothing passes between them. So what others may see is never moved forward, a need that can't be
 * looked into is left alone unless history speaks, and the surest that is said of a needless need is that it is likely: when in at
 * least ten runs the step went without the other, and was with 95 % confidence no more than ten points worse off.
 */
final class Needs {
    private static final int MIN_RUNS = 10;
    private static final double BEARABLE = .1;

    private final Plan plan;
    private final Map<String, Traces> traces;
    private final Ancestry ancestry;
    private final Absences absences;
    /** Steps that are there to come before or after something: checks, questions, waits. */
    private final Set<String> gates = new HashSet<>();

    Needs(Plan plan, Map<String, Traces> traces, Ancestry ancestry, Absences absences) {
        this.plan = plan;
        this.traces = traces;
        this.ancestry = ancestry;
        this.absences = absences;
        for (PlanStep step : plan.steps()) {
            if (Traces.bodies(step).anyMatch(Needs::isGate)) {
                gates.add(step.id());
            }
        }
    }

    static boolean isGate(Body body) {
        return body instanceof Body.Check || body instanceof Body.Approval || body instanceof Body.Wait;
    }

    List<Refinement> needless() {
        var found = new ArrayList<Refinement>();
        for (PlanStep step : plan.steps()) {
            Set<List<String>> references = References.of(step);
            for (String need : step.needs()) {
                if (!References.mentions(references, need)) {
                    step.needs().stream()
                            .filter(other -> ancestry.isBefore(need, other))
                            .findFirst()
                            .ifPresentOrElse(
                                    through -> found.add(Refinement.of(
                                            Kind.NEEDLESS_NEED,
                                            step.id(),
                                            Sureness.CERTAIN,
                                            "it needs %s anyway, through %s".formatted(need, through),
                                            new Mend.DropNeed(step.id(), need))),
                                    () -> unused(step, need, found));
                }
            }
        }
        return found;
    }

    private void unused(PlanStep step, String need, List<Refinement> found) {
        Traces mine = trace(step.id());
        Traces its = trace(need);
        if (gates.contains(need)
                || gates.contains(step.id())
                || mine.changes()
                || !mine.shared(its).isEmpty()) {
            return;
        }
        Absences.Fared fared = absences.fared(step.id(), need);
        Tally without = fared.without();
        Tally with = fared.with();
        boolean isWell =
                without.tried() >= MIN_RUNS && with.tried() >= MIN_RUNS && bound(without, -1) >= with.rate() - BEARABLE;
        boolean isHurt = without.tried() > 0 && bound(without, 1) < bound(with, -1);
        boolean isOpen = mine.isPlain() && its.isPlain() && without.tried() < MIN_RUNS;
        if (isHurt || !(isWell || isOpen)) {
            return;
        }
        String seen = isWell
                ? "; in %d of %d runs it succeeded without it, in %d of %d with it"
                        .formatted(without.worked(), without.tried(), with.worked(), with.tried())
                : "";
        found.add(new Refinement(
                Kind.NEEDLESS_NEED,
                step.id(),
                isWell ? Sureness.LIKELY : Sureness.POSSIBLE,
                "it refers to nothing of %s, and they share no file, host or component%s; without the need they could run at the same time"
                        .formatted(need, seen),
                new Mend.DropNeed(step.id(), need),
                ancestry.savedWithout(step.id(), need)));
    }

    /** What a step uses that another plainly makes, without waiting for it; and what two make at the same time. */
    List<Refinement> missing() {
        var makers = new TreeMap<String, Set<String>>();
        plan.steps()
                .forEach(step -> trace(step.id())
                        .writes()
                        .forEach(file -> makers.computeIfAbsent(file, ignored -> new TreeSet<>())
                                .add(step.id())));
        var found = new ArrayList<Refinement>();
        for (PlanStep step : plan.steps()) {
            var used = new TreeMap<String, Set<String>>();
            var written = new TreeMap<String, Set<String>>();
            for (String file : trace(step.id()).uses()) {
                sort(step, file, makers.getOrDefault(file, Set.of()), used, written);
            }
            used.forEach((maker, files) -> found.add(Refinement.of(
                    Kind.MISSING_NEED,
                    step.id(),
                    Sureness.LIKELY,
                    "it uses %s, which %s makes, but doesn't need that step".formatted(named(files), maker),
                    new Mend.AddNeed(step.id(), maker))));
            written.forEach((maker, files) -> found.add(Refinement.of(
                    Kind.MISSING_NEED,
                    step.id(),
                    Sureness.POSSIBLE,
                    "it writes %s, and so does %s, maybe at the same time".formatted(named(files), maker),
                    null)));
        }
        return found;
    }

    /** Puts a file to the step that makes it at a time of its own. */
    private void sort(
            PlanStep step,
            String file,
            Set<String> makers,
            Map<String, Set<String>> used,
            Map<String, Set<String>> written) {
        List<String> apart = makers.stream()
                .filter(maker -> ancestry.areApart(maker, step.id()))
                .toList();
        if (makers.contains(step.id())) {
            apart.stream()
                    .filter(maker -> maker.compareTo(step.id()) < 0)
                    .forEach(maker -> written.computeIfAbsent(maker, ignored -> new TreeSet<>())
                            .add(file));
        } else if (apart.size() == 1 && makers.stream().noneMatch(maker -> ancestry.isBefore(maker, step.id()))) {
            used.computeIfAbsent(apart.getFirst(), ignored -> new TreeSet<>()).add(file);
        }
    }

    /** At most three of them. */
    private static String named(Set<String> files) {
        String first = files.stream().limit(3).collect(Collectors.joining(", "));
        return files.size() > 3 ? first + " and %d more".formatted(files.size() - 3) : first;
    }

    /** Steps that run alone though they only ask. */
    List<Refinement> alone() {
        return plan.steps().stream()
                .filter(step -> !step.parallel()
                        && !trace(step.id()).changes()
                        && Traces.bodies(step).allMatch(Body.Request.class::isInstance))
                .map(step -> Refinement.of(
                        Kind.PARALLEL,
                        step.id(),
                        Sureness.POSSIBLE,
                        "it runs alone, but only asks, and changes nothing",
                        new Mend.InParallel(step.id())))
                .toList();
    }

    private Traces trace(String step) {
        return Objects.requireNonNull(traces.get(step));
    }

    /** The lower or the upper end of the 95 % interval of a rate (Wilson, JASA 22, 1927); of nothing, 0 and 1. */
    private static double bound(Tally tally, int side) {
        if (tally.tried() == 0) {
            return side < 0 ? 0 : 1;
        }
        double z = 1.96;
        double n = (double) tally.tried();
        double p = tally.rate();
        double middle = p + (z * z) / (2 * n);
        double reach = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
        return (middle + side * reach) / (1 + (z * z) / n);
    }
}
