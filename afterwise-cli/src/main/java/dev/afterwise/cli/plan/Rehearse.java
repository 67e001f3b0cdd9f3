package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.FaultPlan;
import dev.afterwise.Outcome;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Settings;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.live.Display;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.FaultPlanReader;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.StepEnd;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rehearse",
        description = {
            "Carry out a plan while things go wrong on purpose, to see whether it recovers.",
            "Its steps are carried out for real, but nothing is recorded in the history."
        })
public final class Rehearse implements Verb {
    private static final int MOST_RUNS = 1_000;

    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            required = true,
            order = 1,
            description = "what goes wrong, a YAML file: see docs/healing.md")
    @Nullable
    Path faults;

    @Option(names = "--runs", paramLabel = "N", order = 2, description = "how often; the chance differs each time (1)")
    int runs = 1;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            order = 3,
            description = "a parameter of the plan; once for each")
    Map<String, String> params = new LinkedHashMap<>();

    /** How one step did, over all runs. */
    private static final class Row {
        final String step;
        final SortedMap<String, Tally> recoveries = new TreeMap<>();
        long injected;
        long attempts;
        long runs;
        long succeeded;

        Row(PlanStep step) {
            this.step = step.id();
        }

        void add(StepEnd end, Optional<Step> made, long struck) {
            injected += struck;
            attempts += made.map(step -> step.attempts().size()).orElse(0);
            if (end instanceof StepEnd.Made(Outcome.Ended outcome, var ignored)) {
                runs++;
                succeeded += outcome.status() == Status.SUCCEEDED ? 1 : 0;
            }
            made.ifPresent(
                    step -> step.recoveries().forEach((name, tally) -> recoveries.merge(name, tally, Tally::merge)));
        }
    }

    @Override
    public Answer answer(Session session) throws IOException, InterruptedException {
        if (runs < 1 || runs > MOST_RUNS) {
            throw Refusal.usage("--runs must be from 1 to %,d, but it is (%d).".formatted(MOST_RUNS, runs));
        }
        Path named = Objects.requireNonNull(file);
        Path place = Run.existing(session.shell(), named);
        String source = Run.text(place, named);
        Path folder = Objects.requireNonNull(place.getParent());
        Plan plan = Configured.plan(named.toString(), source, folder, session.shell(), session.limits());
        FaultPlan what = read(session, Objects.requireNonNull(faults));
        checkPlaces(plan, what);
        var launch = Launch.in(folder, source).with(Run.values(plan, params));
        Map<String, Row> rows = new LinkedHashMap<>();
        plan.steps().forEach(step -> rows.put(step.id(), new Row(step)));
        long succeeded = 0;
        for (int run = 0; run < runs; run++) {
            succeeded +=
                    rehearsed(session, plan, launch, new FaultPlan(what.seed() + run, what.faults()), rows) ? 1 : 0;
        }
        return Answer.of("rehearse")
                .listing(table(List.copyOf(rows.values())))
                .field("plan", "plan", Cell.text(plan.name()))
                .field("runs", "runs that succeeded", Cell.rate(new Tally(runs, succeeded)))
                .field(
                        "injected",
                        "let go wrong",
                        Cell.whole(rows.values().stream()
                                .mapToLong(row -> row.injected)
                                .sum()))
                .exit(succeeded == runs ? Exit.OK : Exit.FAILED);
    }

    /** @return whether the plan came to a good end */
    private static boolean rehearsed(Session session, Plan plan, Launch launch, FaultPlan faults, Map<String, Row> rows)
            throws InterruptedException {
        Settings settings = Settings.STANDARD
                .with(session.limits())
                .with(session.shell().time())
                .with(faults);
        try (var afterwise = Afterwise.with(Store.inMemory(), settings);
                var display = Display.of(session, plan, PlanEstimates.UNKNOWN)) {
            PlanResult result = afterwise.execute(plan, launch, display);
            var execution = afterwise.history().execution(result.id());
            SortedMap<String, Long> struck = afterwise.injected();
            for (PlanStep step : plan.steps()) {
                StepEnd end = Objects.requireNonNull(result.steps().get(step.id()));
                Objects.requireNonNull(rows.get(step.id()))
                        .add(end, Run.step(step, execution), struck.getOrDefault(step.id(), 0L));
            }
            return result.outcome().status() == Status.SUCCEEDED;
        }
    }

    private static FaultPlan read(Session session, Path named) throws IOException {
        Path place = Run.existing(session.shell(), named);
        try {
            return FaultPlanReader.read(place);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(named.toString(), e.problems());
        }
    }

    /** What strikes nowhere is a mistake: the rehearsal would prove nothing. */
    private static void checkPlaces(Plan plan, FaultPlan faults) {
        for (var fault : faults.faults()) {
            boolean known = fault.at().equals("*")
                    || plan.steps().stream()
                            .anyMatch(step ->
                                    step.id().equals(fault.at()) || fault.at().equals(step.component()));
            if (!known && !fault.at().contains(".") && !fault.at().contains(":")) {
                throw Refusal.usage("""
                        A fault must strike a step of the plan, its component, or the host of a request, but (%s) is none of them.
                        Maybe one of these is meant: %s.""".formatted(
                        fault.at(),
                        String.join(
                                ", ", plan.steps().stream().map(PlanStep::id).toList())));
            }
        }
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of("steps", rows)
                .column("step", "step", it -> Cell.name(it.step))
                .column("injected", "let go wrong", it -> Cell.whole(it.injected))
                .column("attempts", "attempts", it -> Cell.whole(it.attempts))
                .column(
                        "succeeded",
                        "succeeded",
                        it -> it.runs == 0 ? Cell.ABSENT : Cell.rate(new Tally(it.runs, it.succeeded)))
                .column(
                        "recoveries",
                        "what was tried, and worked",
                        it -> Cell.several(it.recoveries.entrySet().stream()
                                .map(each -> "%s %d/%d"
                                        .formatted(
                                                each.getKey(),
                                                each.getValue().worked(),
                                                each.getValue().tried()))
                                .toList()));
    }
}
