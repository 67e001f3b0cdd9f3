package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Policy;
import dev.afterwise.Spread;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.ExpressionException;
import dev.afterwise.plan.Pace;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.schedule.Lineup;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What a run of a plan would do, without doing it. */
final class DryRun {
    private static final String NO = "no";
    private static final String UNKNOWN = "when it is known";

    private DryRun() {}

    /**
     * A step as it would be done.
     *
     * @param begins after how many seconds, if all goes well
     * @param missing the program that is not there; empty if none
     */
    private record Row(PlanStep step, double begins, Spread typical, String agent, String does, String missing) {}

    static Answer of(Session session, PlanFile file, Map<String, String> said) throws IOException {
        Plan plan = file.plan(session);
        SortedMap<String, Value> params = Run.values(plan, said);
        Afterwise afterwise = session.open(Access.READ);
        Policy policy = afterwise.policy();
        int workers = session.limits().maxConcurrency();
        var pace = new Pace(plan, afterwise.plans().recent(plan, params), workers);
        Map<String, Double> seconds = new HashMap<>();
        plan.steps().forEach(step -> {
            Spread typical = pace.typical(step.id());
            if (verdict(step, params).equals(NO)) {
                seconds.put(step.id(), 0.0);
            } else if (!typical.isEmpty()) {
                seconds.put(step.id(), typical.quantile(.5));
            }
        });
        Lineup lineup = Lineup.of(plan, seconds, workers, () -> false);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            rows.add(new Row(
                    step,
                    lineup.begins().get(i),
                    pace.typical(step.id()),
                    agent(plan, step, policy),
                    verdict(step, params),
                    missing(step, file.folder(), session)));
        }
        rows.sort(Comparator.comparingDouble(Row::begins));
        return answer(plan, params, rows, seconds.size() == plan.steps().size() ? lineup.end() : Double.NaN);
    }

    private static Answer answer(Plan plan, SortedMap<String, Value> params, List<Row> rows, double end) {
        boolean isTimed = rows.stream().anyMatch(row -> !row.typical.isEmpty());
        Answer answer = Answer.of("run.dry")
                .listing(table(rows, isTimed))
                .field("plan", "plan", Cell.name(plan.name()))
                .field(
                        "params",
                        "told",
                        Cell.several(params.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .toList()))
                .field("likely_ms", "takes about", Double.isNaN(end) ? Cell.ABSENT : Cell.took(duration(end)));
        List<Row> lacking = rows.stream().filter(row -> !row.missing.isEmpty()).toList();
        for (Row row : lacking) {
            answer = answer.remark(
                    "Step '%s' would fail, for there is no program (%s).".formatted(row.step.id(), row.missing),
                    Tone.BAD);
        }
        return answer.remark("Nothing was run.", Tone.FAINT).exit(lacking.isEmpty() ? Exit.OK : Exit.FAILED);
    }

    private static Table<Row> table(List<Row> rows, boolean isTimed) {
        return Table.of("steps", rows)
                .column(
                        "begins_ms",
                        isTimed ? "begins after" : "",
                        row -> isTimed ? Cell.took(duration(row.begins)) : Cell.ABSENT)
                .column("step", "step", row -> Cell.name(row.step.id()))
                .column("agent", "agent", row -> Cell.text(row.agent))
                .column("kind", "kind", row -> Cell.name(body(row).kind()))
                .column("does", "what", row -> Cell.text(Deed.of(body(row)).inShort()))
                .column("runs", "runs", row -> Cell.text(row.does))
                .column(
                        "likely_ms",
                        "takes about",
                        row -> row.typical.isEmpty() ? Cell.ABSENT : Cell.took(duration(row.typical.quantile(.5))))
                .forPrograms("timeout_ms", row -> Cell.took(row.step.timeout()))
                .forPrograms("attempts", row -> Cell.whole(1 + row.step.retry().max()))
                .forPrograms("needs", row -> Cell.several(row.step.needs()))
                .forPrograms("missing", row -> Cell.text(row.missing));
    }

    private static Body body(Row row) {
        return row.step.among().stream()
                .filter(each -> each.agent().equals(row.agent))
                .findFirst()
                .orElse(row.step.among().getFirst())
                .body();
    }

    /** Who would do it, where there is a choice. */
    private static String agent(Plan plan, PlanStep step, Policy policy) {
        if (!step.hasChoice()) {
            return "";
        }
        return policy.preferredAgent(Subject.step(plan.name(), step.id()))
                .orElseGet(() -> String.join(
                        " or ", step.among().stream().map(Alternative::agent).toList()));
    }

    /** Whether it is done, as far as that hangs on what the plan is told. */
    private static String verdict(PlanStep step, SortedMap<String, Value> params) {
        if (step.condition() == null) {
            return "";
        }
        try {
            return step.condition()
                    .holdsWhere(path -> path.size() == 2 && path.getFirst().equals("params")
                            ? Optional.ofNullable(params.get(path.get(1)))
                            : Optional.empty())
                    .map(holds -> holds ? "yes" : NO)
                    .orElse(UNKNOWN);
        } catch (ExpressionException e) {
            return "fails: " + e.getMessage();
        }
    }

    /** The program of a command that is not on the path, nor where it is said to be; empty if there is none. */
    private static String missing(PlanStep step, Path folder, Session session) {
        for (Alternative each : step.among()) {
            if (each.body() instanceof Body.Command(List<String> arguments)) {
                String program = arguments.getFirst();
                if (!isThere(program, folder, session)) {
                    return program;
                }
            }
        }
        return "";
    }

    private static boolean isThere(String program, Path folder, Session session) {
        if (program.indexOf('/') >= 0) {
            return Files.isExecutable(folder.resolve(program));
        }
        String path = session.shell().env().variables().getOrDefault("PATH", System.getenv("PATH"));
        return path == null
                || List.of(path.split(File.pathSeparator, -1)).stream()
                        .anyMatch(place -> Files.isExecutable(Path.of(place.isEmpty() ? "." : place, program)));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
