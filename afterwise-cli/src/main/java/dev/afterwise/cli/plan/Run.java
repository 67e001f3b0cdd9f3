package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.live.Display;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Ids;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Variable;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.store.PlanRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Carry out a plan, in the folder of its file, and record how it went.",
            "What happens meanwhile is told on the standard error.",
            "A run whose process is gone goes on by --resume: what is finished does not run again."
        })
public final class Run implements Verb {
    @Parameters(paramLabel = "PLAN", arity = "0..1", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(
            names = "--resume",
            paramLabel = "ID",
            order = 1,
            description = "instead of PLAN: take over the run with this id, as 'history list' shows it")
    @Nullable
    String resumed;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            order = 2,
            description = "a parameter of the plan; once for each")
    Map<String, String> params = new LinkedHashMap<>();

    @Option(
            names = "--dry-run",
            order = 3,
            description =
                    "only say what would be done, in which order, and what is missing; nothing is run or recorded")
    boolean dry;

    @Option(
            names = "--wait",
            order = 4,
            description = "stay while people are asked ('plan approvals'), instead of ending with exit code 5")
    boolean stays;

    @Override
    public Answer answer(Session session) throws IOException, InterruptedException {
        if ((file == null) == (resumed == null)) {
            throw Refusal.usage(
                    file == null
                            ? "A PLAN to run, or --resume ID, must be given, but neither is."
                            : "A PLAN to run and --resume ID must not both be given.");
        }
        if (resumed != null && !params.isEmpty()) {
            throw Refusal.usage(
                    "--param must not be given with --resume, for a run that goes on has what it was told, but it is (%s)."
                            .formatted(String.join(", ", params.keySet())));
        }
        if (resumed != null && dry) {
            throw Refusal.usage("--dry-run must not be given with --resume, for some of that run is done already.");
        }
        if (dry) {
            return DryRun.of(session, PlanFile.of(session, Objects.requireNonNull(file)), params);
        }
        return resumed == null ? begin(session, Objects.requireNonNull(file)) : resume(session, resumed);
    }

    private Answer resume(Session session, String prefix) throws InterruptedException {
        Afterwise afterwise = session.open(Access.CHANGE);
        ExecutionId id = Ids.find(session, afterwise.history(), prefix);
        PlanRun run = afterwise.planRun(id).orElseThrow(() -> over(id, "is no run of a plan"));
        Plan plan = Configured.begun(
                "the plan of run " + run.id(), run.source(), Path.of(run.folder()), session.shell(), session.limits());
        Optional<Execution> past = afterwise.history().execution(id);
        var reckoning =
                Reckoning.before(afterwise, plan, run.params(), session.limits().maxConcurrency());
        PlanResult result;
        try (var display = display(session, plan, reckoning)) {
            plan.steps().forEach(step -> past(display, step, past));
            result = afterwise
                    .resume(id, plan, display)
                    .orElseThrow(() -> over(id, "is over: " + run.status().word()));
        }
        return told(session, plan, reckoning.unexpecting(), afterwise, result);
    }

    private static Answer told(
            Session session, Plan plan, Reckoning reckoning, Afterwise afterwise, PlanResult result) {
        Optional<Execution> whole = afterwise.history().execution(result.id());
        Answer answer = RunAnswer.of(session, plan, result, whole);
        return RunAnswer.ended(reckoning.told(answer, afterwise, result, whole), plan, result);
    }

    private Display display(Session session, Plan plan, Reckoning reckoning) {
        Display display = Display.of(session, plan, reckoning.before());
        return stays ? display.patiently() : display;
    }

    /** Shows what the run did before. */
    private static void past(Display display, PlanStep step, Optional<Execution> execution) {
        for (Attempt each : step(step, execution).map(Step::attempts).orElse(List.of())) {
            if (each.then() == null && each.outcome() instanceof Outcome.Succeeded succeeded) {
                display.was(step, succeeded);
            }
        }
    }

    private static Refusal over(ExecutionId id, String why) {
        return new Refusal(
                Exit.FAILED, "A run that is resumed must not have come to its end, but (%s) %s.".formatted(id, why));
    }

    private Answer begin(Session session, Path named) throws IOException, InterruptedException {
        Path place = existing(session.shell(), named);
        String source = text(place, named);
        Path folder = Objects.requireNonNull(place.getParent());
        Plan plan = Configured.plan(named.toString(), source, folder, session.shell(), session.limits());
        var launch = Launch.in(folder, source).with(values(plan, params)).onBehalfOf(parent(session.shell()));
        Afterwise afterwise = session.open(Access.MAKE);
        var reckoning = Reckoning.before(
                afterwise, plan, launch.params(), session.limits().maxConcurrency());
        PlanResult result;
        try (var display = display(session, plan, reckoning)) {
            result = afterwise.execute(plan, launch, display);
        }
        return told(session, plan, reckoning, afterwise, result);
    }

    private static @Nullable Parent parent(Shell shell) {
        return Parent.parse(shell.env().value(Variable.TRACEPARENT).orElse(null));
    }

    static SortedMap<String, Value> values(Plan plan, Map<String, String> params) {
        try {
            return plan.values(params);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(e.getMessage() + "\nMaybe say it with --param NAME=VALUE.");
        }
    }

    static Path existing(Shell shell, Path named) {
        Path place = shell.file(named);
        if (!Files.exists(place)) {
            throw Refusal.notFound("There must be a plan (%s) to run, but there is none.".formatted(named));
        }
        if (Files.isDirectory(place)) {
            throw Refusal.usage("A plan must be a file, but (%s) is a folder.".formatted(named));
        }
        return place;
    }

    static String text(Path place, Path named) throws IOException {
        try {
            return PlanReader.text(place);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(named.toString(), e.problems());
        }
    }

    /** What is recorded of a step. */
    static Optional<Step> step(PlanStep step, Optional<Execution> execution) {
        return execution.stream()
                .flatMap(whole -> whole.steps().stream())
                .filter(each -> each.id().equals(StepId.named(step.id())))
                .findFirst();
    }
}
