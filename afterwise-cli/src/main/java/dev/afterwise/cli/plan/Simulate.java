package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Preference;
import dev.afterwise.cli.advice.Preferred;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.simulate.Comparison;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Front;
import dev.afterwise.plan.simulate.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "simulate",
        description = {
            "Play runs of a plan with what its history says, and tell how long they take, what they cost and how often they",
            "succeed: for several numbers of workers, with something changed, or with each choice of agents. Nothing is run.",
            "Of several ways those are marked that no other one beats in success, time and money, and the one to prefer.",
            "What the history doesn't know widens the forecast; recovery budgets and circuit breakers are left out."
        })
public final class Simulate implements Verb {
    private static final int MOST_WAYS = 64;

    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(
            names = "--workers",
            paramLabel = "N,N...",
            split = ",",
            order = 1,
            description = "how many attempts may be made at once; several to compare them")
    List<Integer> workers = List.of();

    @Option(
            names = "--set",
            paramLabel = "STEP.KEY=VALUE",
            order = 2,
            description = "play it with another agent, timeout, retry or needs of a step; again for more")
    Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--choices", order = 3, description = "play each choice of agents, too")
    boolean choices;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            order = 4,
            description = "a parameter of the plan, as far as it is known; once for each")
    Map<String, String> params = new LinkedHashMap<>();

    @Option(
            names = "--runs",
            paramLabel = "N",
            order = 5,
            description = "how many runs to play of each (default: 1,000)")
    int runs = Setup.STANDARD.runs();

    @Option(names = "--seed", paramLabel = "N", order = 6, description = "the same seed, the same luck")
    long seed = Setup.STANDARD.seed();

    @Option(
            names = "--prefer",
            paramLabel = "WHAT",
            order = 7,
            description =
                    "reliability (default), balanced, speed, cost, or what time and money are worth, such as 0.1,0.2")
    @Nullable
    String prefer;

    /** One way to run the plan. */
    private record Way(int workers, Map<String, String> agents, Plan plan) {
        String words() {
            return agents.isEmpty()
                    ? ""
                    : String.join(
                            ", ",
                            agents.entrySet().stream()
                                    .map(each -> each.getKey() + ": " + each.getValue())
                                    .toList());
        }
    }

    private record Row(Way way, Forecast forecast, boolean isBest, boolean isChosen) {}

    @Override
    public Answer answer(Session session) throws IOException {
        Preference preference = Preferred.read(prefer);
        Plan written = PlanFile.of(session, Objects.requireNonNull(file)).plan(session);
        Plan plan = Tweaks.of(written, changes);
        Setup setup = setup(session, plan);
        List<Way> ways = ways(plan, setup.workers());
        Afterwise afterwise = session.open(Access.READ);
        if (!Playing.knows(afterwise, plan)) {
            return Playing.unknown(Answer.of("plan.simulate").forPrograms("plan", Cell.name(plan.name())), session);
        }
        List<Forecast> forecasts = ways.stream()
                .map(way -> afterwise.plans().simulate(way.plan, setup.withWorkers(way.workers)))
                .toList();
        Front front = Front.of(forecasts, preference);
        List<Row> rows = IntStream.range(0, ways.size())
                .mapToObj(
                        i -> new Row(ways.get(i), forecasts.get(i), front.best().contains(i), front.chosen() == i))
                .toList();
        Row chosen = rows.get(front.chosen());
        Answer answer = Answer.of("plan.simulate")
                .field("plan", "plan", Cell.name(plan.name()))
                .field("runs", "runs played", Cell.whole(chosen.forecast.runs()))
                .listing(table(rows))
                .block("", Bars.of(chosen.forecast.seconds()));
        for (String remark : remarks(rows, chosen)) {
            answer = answer.remark(remark);
        }
        return changes.isEmpty()
                ? answer
                : changed(
                        answer,
                        afterwise
                                .plans()
                                .compare(written, plan, setup.withWorkers(ways.getFirst().workers), preference));
    }

    private Setup setup(Session session, Plan plan) {
        try {
            return Playing.setup(session, workers.isEmpty() ? null : workers.getFirst())
                    .withRuns(runs)
                    .withSeed(seed)
                    .withParams(Tweaks.told(plan, params));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--runs: " + e.getMessage());
        }
    }

    private List<Way> ways(Plan plan, int usual) {
        List<Way> choices = new ArrayList<>(List.of(new Way(usual, Map.of(), plan)));
        if (this.choices) {
            for (PlanStep step : plan.steps()) {
                choices = step.hasChoice() ? split(choices, step) : choices;
            }
        }
        var ways = new ArrayList<Way>();
        for (int number :
                workers.isEmpty() ? List.of(usual) : workers.stream().distinct().toList()) {
            Playing.check(number);
            choices.forEach(way -> ways.add(new Way(number, way.agents, way.plan)));
        }
        return ways;
    }

    private static List<Way> split(List<Way> ways, PlanStep step) {
        if (ways.size() * step.among().size() > MOST_WAYS) {
            throw Refusal.usage(
                    "There must be at most %d choices of agents, but there are more.\nMaybe pin some by --set STEP.agent=NAME."
                            .formatted(MOST_WAYS));
        }
        var more = new ArrayList<Way>();
        for (Way way : ways) {
            for (Alternative alternative : step.among()) {
                var agents = new LinkedHashMap<>(way.agents);
                agents.put(step.id(), alternative.agent());
                more.add(new Way(
                        way.workers,
                        agents,
                        way.plan.withSteps(way.plan.steps().stream()
                                .map(each -> each.id().equals(step.id()) ? Tweaks.pinned(each, alternative) : each)
                                .toList())));
            }
        }
        return more;
    }

    private static Table<Row> table(List<Row> rows) {
        Table<Row> table = Table.of("ways", rows).column("workers", "at once", it -> Cell.whole(it.way.workers));
        if (rows.stream().anyMatch(row -> !row.way.agents.isEmpty())) {
            table = table.column("agents", "agents", it -> Cell.text(it.way.words()));
        }
        table = table.column("success", "succeeds", it -> Foretold.chance(it.forecast.success()))
                .column("duration", "takes", it -> Foretold.shortly(it.forecast.seconds()))
                .forPeople(
                        "19 of 20 within",
                        it -> it.forecast.seconds().isEmpty()
                                ? Cell.ABSENT
                                : Cell.took(
                                        Foretold.duration(it.forecast.seconds().quantile(.95))));
        if (rows.stream().anyMatch(row -> !row.forecast.spent().dollars().isEmpty())) {
            table = table.column(
                    "cost", "costs", it -> Foretold.costs(it.forecast.spent().dollars()));
        }
        return table.forPrograms("critical", it -> Cell.several(it.forecast.criticalSteps()))
                .forPrograms("waiting", it -> Cell.real(it.forecast.waiting()))
                .forPrograms("front", it -> new Cell.Flag(it.isBest))
                .column("choice", "choice", Simulate::mark);
    }

    private static Cell mark(Row row) {
        return new Cell.Compound(
                new Cell.Figure(row.isChosen ? "preferred" : row.isBest ? "" : "beaten"),
                List.of(Field.of("preferred", new Cell.Flag(row.isChosen))));
    }

    private List<String> remarks(List<Row> rows, Row chosen) {
        var remarks = new ArrayList<String>();
        List<String> critical = chosen.forecast.criticalSteps();
        if (!critical.isEmpty()) {
            remarks.add("The end waits for " + Explain.shortened(critical) + ".");
        }
        if (rows.size() > 1) {
            Row quickest = rows.stream()
                    .filter(row -> !row.forecast.seconds().isEmpty())
                    .min((one, other) -> Double.compare(
                            one.forecast.seconds().mean(),
                            other.forecast.seconds().mean()))
                    .orElse(chosen);
            String why = quickest.equals(chosen)
                    ? "no other one is quicker"
                    : "the quickest (%s) takes %s less and succeeds in %s %%"
                            .formatted(
                                    name(quickest.way),
                                    Foretold.words(Math.max(
                                            0,
                                            chosen.forecast.seconds().mean()
                                                    - quickest.forecast
                                                            .seconds()
                                                            .mean())),
                                    Figures.percent(quickest.forecast.success().likely()));
            remarks.add("Preferred, for %s: %s; it succeeds in %s %%, and %s."
                    .formatted(
                            prefer == null ? "reliability" : prefer,
                            name(chosen.way),
                            Figures.percent(chosen.forecast.success().likely()),
                            why));
        }
        return remarks;
    }

    private static String name(Way way) {
        return "%d at once%s".formatted(way.workers, way.agents.isEmpty() ? "" : ", " + way.words());
    }

    private static Answer changed(Answer answer, Comparison comparison) {
        return answer.field("success_change", "as set, not as written", Foretold.points(comparison.success()))
                .field("duration_change_s", "time", Foretold.seconds(comparison.seconds()))
                .field("cost_change_usd", "money", Foretold.dollars(comparison.dollars()))
                .exit(Exit.OK);
    }
}
