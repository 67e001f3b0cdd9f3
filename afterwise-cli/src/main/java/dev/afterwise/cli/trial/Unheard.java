package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Experiment;
import dev.afterwise.Subject;
import dev.afterwise.Thresholds.Named;
import dev.afterwise.cli.history.Names;
import dev.afterwise.cli.shell.Configurations;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.store.Filter;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an experiment is about and nobody has heard of: it may be new, and is often a slip of the pen. */
final class Unheard {
    private final Session session;
    private final Afterwise afterwise;
    private final Experiment experiment;

    Unheard(Session session, Afterwise afterwise, Experiment experiment) {
        this.session = session;
        this.afterwise = afterwise;
        this.experiment = experiment;
    }

    /** Such as {@code No execution is of the task 'mmul' yet; did you mean 'mul'?} */
    List<String> remarks() {
        Subject subject = experiment.subject();
        Optional<String> task = subject.part(Dimension.TASK);
        Set<String> tasks = Names.in(afterwise.history(), Dimension.TASK);
        if (task.isPresent() && !tasks.contains(task.get())) {
            return List.of(remark("No execution is of the task", task.get(), tasks));
        }
        Optional<Plan> plan = task.flatMap(this::plan);
        var remarks = new ArrayList<String>();
        subject.part(Dimension.STEP).ifPresent(step -> {
            Set<String> steps = steps(task.orElseThrow());
            plan.ifPresent(it -> it.steps().stream().map(PlanStep::id).forEach(steps::add));
            if (!steps.contains(step)) {
                remarks.add(remark("No execution of this task has the step", step, steps));
            }
        });
        Set<String> thresholds = new TreeSet<>();
        afterwise.thresholds().list().stream().map(Named::name).forEach(thresholds::add);
        plan.ifPresent(it -> thresholds.addAll(it.thresholds().keySet()));
        moved().stream()
                .filter(name -> !thresholds.contains(name))
                .map(name -> remark("Neither afterwise.yaml nor a plan has the threshold", name, thresholds))
                .forEach(remarks::add);
        return remarks;
    }

    private static String remark(String what, String name, Set<String> known) {
        return what + " '" + name + "' yet" + Words.didYouMean(name, known);
    }

    private List<String> moved() {
        return experiment.variants().stream()
                .flatMap(each -> each.changes().stream())
                .filter(Change.MoveThreshold.class::isInstance)
                .map(each -> ((Change.MoveThreshold) each).name())
                .distinct()
                .toList();
    }

    private Set<String> steps(String task) {
        var steps = new TreeSet<String>();
        afterwise.history().steps(Filter.of(Subject.task(task))).stream()
                .flatMap(each -> each.summary().subject().part(Dimension.STEP).stream())
                .forEach(steps::add);
        return steps;
    }

    /** As it was run last; empty if it is no plan, or can't be read as things are. */
    private Optional<Plan> plan(String task) {
        return afterwise.history().find(new Query(Filter.of(Subject.task(task)), null, 1)).items().stream()
                .findFirst()
                .flatMap(newest -> afterwise.planRun(newest.id()))
                .flatMap(this::read);
    }

    private Optional<Plan> read(PlanRun run) {
        try {
            var configuration = Configurations.read(
                    session.shell(), Path.of(run.folder()), session.shell().folder());
            return Optional.of(PlanReader.parse("the plan", run.source(), session.limits(), configuration));
        } catch (PlanProblemsException | Refusal e) {
            return Optional.empty();
        }
    }
}
