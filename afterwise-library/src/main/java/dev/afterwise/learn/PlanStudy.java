package dev.afterwise.learn;

import dev.afterwise.Action;
import dev.afterwise.Evidence;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.learn.stats.Corrections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What runs of plans say about their steps: which alternative to take, and above which number another, how often to try, how long to wait.
 *
 * <p>The steps of a plan are the tool calls at the top level of its executions, named by the step's id. One scan looks at all
 * steps of all tasks, and corrects for everything it looked at (Holm): where nothing is worth changing, at most one scan in
 * twenty recommends anything. It is silent about steps with fewer decided tries than {@link Demands#minSamples}.
 *
 * <p>The order of the executions makes no difference, nor does one that is given twice, even under
 * two ids, if it is timed to more than seconds.
 */
public final class PlanStudy {
    private final Demands demands;

    public PlanStudy() {
        this(Demands.DEFAULT);
    }

    public PlanStudy(Demands demands) {
        this.demands = demands;
    }

    /** What is worth changing, by subject, and for each subject at most one change of a kind. */
    public List<Recommendation> recommend(Collection<Execution> executions) {
        return significant(findings(executions), demands);
    }

    /** What came of everything looked at, not yet corrected. */
    public List<Finding> findings(Collection<Execution> executions) {
        var findings = new ArrayList<Finding>();
        for (var step : visits(executions).entrySet()) {
            List<Visit> visits = step.getValue();
            findings.addAll(choices(step.getKey(), visits));
            findings.addAll(new RetryStudy(step.getKey(), visits, demands).findings());
            findings.addAll(new TimeoutStudy(step.getKey(), visits, demands).findings());
        }
        return findings;
    }

    /** The step runs of all executions by step, each list oldest first. */
    private static Map<Subject, List<Visit>> visits(Collection<Execution> executions) {
        var bySubject = new TreeMap<Subject, List<Visit>>(Comparator.comparing(Subject::toString));
        distinct(executions)
                .forEach(execution -> execution.steps().forEach(step -> {
                    if (step.parent() == null
                            && !step.attempts().isEmpty()
                            && step.action() instanceof Action.ToolCall(String tool, var ignored)) {
                        bySubject
                                .computeIfAbsent(
                                        Subject.step(execution.profile().task(), tool), subject -> new ArrayList<>())
                                .add(Visit.of(execution, tool, step.attempts()));
                    }
                }));
        return bySubject;
    }

    /** The oldest first, each once: also if it was reported again under another id and is timed to more than seconds. */
    public static List<Execution> distinct(Collection<Execution> executions) {
        var byId = new HashMap<ExecutionId, Execution>();
        executions.forEach(execution -> byId.put(execution.id(), execution));
        var seen = new HashSet<List<Object>>();
        return byId.values().stream()
                .sorted(Comparator.comparing(Execution::startedAt).thenComparing(Execution::id))
                .filter(execution -> !isTimed(execution) || seen.add(course(execution)))
                .toList();
    }

    /** Whether its duration is known to more than seconds, so that it differs from those of all others. */
    private static boolean isTimed(Execution execution) {
        return execution.outcome() instanceof Outcome.Ended ended
                && ended.took() != null
                && !ended.took().equals(Duration.ofSeconds(ended.took().toSeconds()));
    }

    /** What an execution and one that was reported once more, under another id, have in common. */
    private static List<Object> course(Execution execution) {
        var course = new ArrayList<Object>(List.of(execution.startedAt(), execution.profile(), execution.outcome()));
        execution.steps().forEach(step -> step.attempts().forEach(each -> course.add(each.outcome())));
        return course;
    }

    /**
     * Which alternative to take. A threshold that is worth it is worth more than any single alternative, so it comes first. Where
     * a threshold chooses already, alternatives can only be compared around it.
     */
    private List<Finding> choices(Subject step, List<Visit> visits) {
        Routing routing = visits.getLast().routing();
        if (routing != null) {
            return new ThresholdShift(step, visits, routing, demands).findings();
        }
        var findings = new ArrayList<>(new ThresholdStudy(step, visits, demands).findings());
        findings.addAll(new AgentStudy(step, visits, demands).findings());
        return findings;
    }

    /** Of what was found, what is worth it and unlikely to be chance, corrected for all of it; at most one about one thing. */
    public static List<Recommendation> significant(List<Finding> findings, Demands demands) {
        double[] corrected =
                Corrections.holm(findings.stream().mapToDouble(Finding::pValue).toArray());
        var recommendations = new ArrayList<Recommendation>();
        Set<List<Object>> taken = new HashSet<>();
        for (int i = 0; i < corrected.length; i++) {
            Recommendation worth = findings.get(i).worth();
            if (worth != null
                    && corrected[i] <= demands.maxFalseAlarms()
                    && taken.add(worth.change().place())) {
                recommendations.add(Recommendation.propose(
                        worth.change(), worth.because(), corrected(worth.evidence(), corrected[i])));
            }
        }
        return List.copyOf(recommendations);
    }

    private static Evidence corrected(Evidence raw, double pValue) {
        return new Evidence(raw.sample(), raw.measure(), raw.effect(), raw.low(), raw.high(), pValue, raw.examples());
    }
}
