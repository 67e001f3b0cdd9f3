package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Basis;
import dev.afterwise.PlanEstimates;
import dev.afterwise.Policy;
import dev.afterwise.Subject;
import dev.afterwise.WayEstimate;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Budget;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.schedule.Lineup;
import dev.afterwise.plan.schedule.Urgency;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Setup;
import dev.afterwise.plan.simulate.StepForecast;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Say what a run of a plan would do, and why: in which order, how long each step takes and how sure that is, what",
            "the end waits for, how likely it succeeds. Nothing is run. What is said rests on the history of the plan, on",
            "what the plan says (estimate:), or on nothing, and which of these is said, too."
        })
public final class Explain implements Verb {
    /** As many orders are looked at as by a run of middling length. */
    private static final int ORDERS = 60;

    private static final double WORTH_SAYING = .01;

    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            order = 1,
            description = "a parameter of the plan, as far as it is known; once for each")
    Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--workers", paramLabel = "N", order = 2, description = "how many attempts may be made at once")
    @Nullable
    Integer workers;

    /**
     * A step, when it begins, and what is expected of it.
     *
     * @param begins in seconds after the run's beginning, if all takes as long as expected
     */
    private record Row(PlanStep step, double begins, StepForecast forecast, String agent) {}

    @Override
    public Answer answer(Session session) throws IOException {
        Plan plan = PlanFile.of(session, Objects.requireNonNull(file)).plan(session);
        Setup setup = Playing.setup(session, workers).withParams(Tweaks.told(plan, params));
        Afterwise afterwise = session.open(Access.READ);
        Policy policy = afterwise.policy();
        PlanEstimates estimates = afterwise.plans().estimates(plan, setup.params());
        Forecast forecast = afterwise.plans().simulate(plan, setup);
        Plan ruled = afterwise.plans().underPolicy(plan);
        Map<String, Double> seconds = new HashMap<>();
        forecast.steps().forEach((step, each) -> {
            if (!each.seconds().isEmpty()) {
                seconds.put(step, each.seconds().quantile(.5));
            }
        });
        Lineup lineup = Lineup.of(ruled, seconds, setup.workers(), Urgency.tries(ORDERS));
        List<Row> rows = IntStream.range(0, ruled.steps().size())
                .mapToObj(place -> {
                    PlanStep step = ruled.steps().get(place);
                    return new Row(
                            step,
                            lineup.begins().get(place),
                            Objects.requireNonNull(forecast.steps().get(step.id())),
                            agent(ruled, step, policy));
                })
                .sorted(Comparator.comparingDouble(Row::begins))
                .toList();
        List<String> unknown = rows.stream()
                .filter(row -> row.forecast.basis() == Basis.UNKNOWN)
                .map(row -> row.step.id())
                .toList();
        boolean isKnown = unknown.isEmpty() || Playing.knows(estimates, plan);
        Answer answer = Answer.of("plan.explain")
                .field("plan", "plan", Cell.name(plan.name()))
                .field("runs", "rests on", runs(estimates))
                .field("workers", "at once", Cell.whole(setup.workers()))
                .field("success", "succeeds", isKnown ? Foretold.chance(forecast.success()) : Cell.ABSENT)
                .field("duration", "takes", isKnown ? Foretold.took(forecast.seconds()) : Cell.ABSENT)
                .field("cost", "costs", Foretold.costs(forecast.spent().dollars()))
                .forPrograms("critical", isKnown ? Cell.several(forecast.criticalSteps()) : Cell.ABSENT)
                .listing(table(rows, isKnown));
        if (!isKnown) {
            return answer.remark(
                    "Nothing is known yet of how long it takes and how likely it succeeds: there is no run of it, and no 'estimate:' in it. Maybe run it, or say 'estimate:'.",
                    Tone.BAD);
        }
        for (String remark : remarks(ruled, estimates, forecast, lineup)) {
            answer = answer.remark(remark);
        }
        return unknown.isEmpty()
                ? answer
                : answer.remark(
                        "Nobody knows how long %s %s: a wild guess stands in for it. Maybe run the plan, or say 'estimate:'."
                                .formatted(shortened(unknown), unknown.size() == 1 ? "takes" : "take"),
                        Tone.BAD);
    }

    private static Cell runs(PlanEstimates estimates) {
        return new Cell.Compound(
                new Cell.Figure(
                        estimates.runs().tried() == 0
                                ? "no runs yet"
                                : "%,d %s, of which %,d succeeded"
                                        .formatted(
                                                estimates.runs().tried(),
                                                estimates.runs().tried() == 1 ? "run" : "runs",
                                                estimates.runs().worked())),
                List.of(
                        Field.of("decided", Cell.whole(estimates.runs().tried())),
                        Field.of("succeeded", Cell.whole(estimates.runs().worked()))));
    }

    /** Who would make the first attempt, and why; empty where there is no choice. */
    private static String agent(Plan plan, PlanStep step, Policy policy) {
        if (!step.hasChoice()) {
            return "";
        }
        Subject subject = Subject.step(plan.name(), step.id());
        return policy.preferredAgent(subject)
                .filter(agent ->
                        step.among().stream().anyMatch(way -> way.agent().equals(agent)))
                .map(agent -> agent + " (adopted)")
                .orElseGet(() -> step.threshold() != null
                        ? "by threshold " + step.threshold()
                        : "any of "
                                + step.among().stream().map(Alternative::agent).collect(Collectors.joining(", ")));
    }

    /** @param isKnown whether anything is known of any of them */
    private static Table<Row> table(List<Row> rows, boolean isKnown) {
        Table<Row> table = Table.of("steps", rows).column("step", "step", it -> Cell.name(it.step.id()));
        if (!isKnown) {
            return table.column("agent", "by", it -> it.agent.isEmpty() ? Cell.ABSENT : Cell.text(it.agent))
                    .forPrograms("basis", Explain::basis)
                    .forPrograms("needs", it -> Cell.several(it.step.needs()));
        }
        return table.column("begins_ms", "begins", it -> Cell.took(Foretold.duration(it.begins)))
                .column("takes", "takes", it -> Foretold.shortly(it.forecast.seconds()))
                .column("basis", "known from", Explain::basis)
                .column("begun", "begun", it -> Foretold.share(it.forecast.begun()))
                .column(
                        "fails_run",
                        "fails the run",
                        it -> it.forecast.basis() == Basis.UNKNOWN ? Cell.ABSENT : Foretold.share(it.forecast.failed()))
                .column("critical", "waited for", it -> Foretold.share(it.forecast.critical()))
                .column("agent", "by", it -> it.agent.isEmpty() ? Cell.ABSENT : Cell.text(it.agent))
                .forPrograms("waited_for_ms", it -> Cell.took(Foretold.duration(it.forecast.waitedFor())))
                .forPrograms("needs", it -> Cell.several(it.step.needs()));
    }

    /** Such as {@code 34 attempts}. */
    private static Cell basis(Row row) {
        Basis basis = row.forecast.basis();
        String words = basis == Basis.HISTORY
                ? "%,d attempt%s".formatted(row.forecast.sample(), row.forecast.sample() == 1 ? "" : "s")
                : basis == Basis.SAID ? "the plan" : basis == Basis.UNKNOWN ? "nothing" : basis.label();
        return new Cell.Compound(
                new Cell.Figure(words),
                List.of(
                        Field.of("from", Cell.name(basis.label())),
                        Field.of("attempts", Cell.whole(row.forecast.sample()))));
    }

    private static List<String> remarks(Plan plan, PlanEstimates estimates, Forecast forecast, Lineup lineup) {
        var remarks = new ArrayList<String>();
        List<String> critical = forecast.criticalSteps();
        if (!critical.isEmpty()) {
            String most = forecast.byWait().getFirst();
            StepForecast its = Objects.requireNonNull(forecast.steps().get(most));
            remarks.add("The end waits for %s; most for %s: if it took a tenth less, a run would take %s less."
                    .formatted(shortened(critical), most, Foretold.words(its.waitedFor() / 10)));
        }
        double gain = lineup.firstCome() - lineup.end();
        remarks.add(
                gain > WORTH_SAYING * lineup.firstCome()
                        ? "Where steps compete for a place, the ones that more hangs on go first: by these estimates a run takes %s less than first come, first served."
                                .formatted(Foretold.words(gain))
                        : "Where steps compete for a place, whoever was ready first goes first: no other order would be sooner.");
        forecast.steps().entrySet().stream()
                .filter(step -> step.getValue().failed() > 0)
                .max(Comparator.comparingDouble(step -> step.getValue().failed()))
                .filter(step -> step.getValue().failed() >= WORTH_SAYING)
                .ifPresent(step ->
                        remarks.add(because(step.getKey(), step.getValue().failed(), estimates)));
        if (forecast.waiting() >= WORTH_SAYING) {
            remarks.add("%.0f %% of the runs stop to wait for a person.".formatted(100 * forecast.waiting()));
        }
        Budget budget = plan.budget();
        if (!budget.isNone()) {
            remarks.add("A run that goes over its budget fails; that is counted in.");
        }
        return remarks;
    }

    /** Such as {@code Runs fail most often because of fetch (7 %): 12 of its 160 attempts failed, 9 of them of timeout.} */
    private static String because(String step, double failed, PlanEstimates estimates) {
        long tried = 0;
        long worked = 0;
        WayEstimate.Failing most = null;
        for (WayEstimate way : estimates.step(step).ways().values()) {
            tried += way.attempts().tried();
            worked += way.attempts().worked();
            for (WayEstimate.Failing each : way.failings()) {
                most = most == null || each.times() > most.times() ? each : most;
            }
        }
        String begin = "Runs fail most often because of %s (%.0f %%)".formatted(step, 100 * failed);
        return most == null
                ? begin + "."
                : "%s: %,d of its %,d attempts failed, %,d of them of %s."
                        .formatted(
                                begin,
                                tried - worked,
                                tried,
                                most.times(),
                                most.failureClass().label());
    }

    static String shortened(List<String> names) {
        int most = 6;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and %,d more".formatted(names.size() - most);
    }
}
