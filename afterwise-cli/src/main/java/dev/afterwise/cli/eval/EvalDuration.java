package dev.afterwise.cli.eval;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.WorkflowRun;
import dev.afterwise.learn.durations.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "duration",
        description = {
            "Say how long the tasks of recorded workflows take, each run by the other runs of its application, and compare.",
            "'error' is the median of how far off tasks are, as a share of what they took; 'within 25 %%' the share of tasks that are no further off;",
            "'covered' the share of tasks that took as long as an interval says that is to hold four of five."
        })
public final class EvalDuration implements Verb {
    /** What took less is taken to have taken so many seconds: clocks know no better. */
    private static final double SHORTEST = .001;

    @Parameters(paramLabel = "DIR", description = "a folder of files *.json, a run in each")
    String place = "";

    private record App(String name, int tasks, double error, double within, double covered) {
        static App of(String name, List<Double> errors, int covered) {
            double[] sorted =
                    errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int n = sorted.length;
            double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
            double within =
                    (double) Arrays.stream(sorted).filter(error -> error <= .25).count() / n;
            return new App(name, n, median, within, (double) covered / n);
        }
    }

    @Override
    public Answer answer(Session session) throws IOException {
        Workflows all = Workflows.read(session, place);
        var apps = new ArrayList<App>();
        int done = 0;
        try (var gauge = new Gauge(session, "duration", all.count(), "runs")) {
            for (Map.Entry<String, List<WorkflowRun>> each : all.apps().entrySet()) {
                List<Double> errors = new ArrayList<>();
                int covered = 0;
                for (WorkflowRun run : each.getValue()) {
                    covered += compare(run, all.expected(run), errors);
                    gauge.at(++done);
                }
                if (!errors.isEmpty()) {
                    apps.add(App.of(each.getKey(), errors, covered));
                }
            }
        }
        return answer(apps);
    }

    /** How many tasks took as long as was said. */
    private static int compare(WorkflowRun run, @Nullable List<Estimate> expected, List<Double> errors) {
        if (expected == null) {
            return 0;
        }
        int covered = 0;
        for (int i = 0; i < expected.size(); i++) {
            Estimate estimate = expected.get(i);
            double took = Math.max(SHORTEST, run.tasks().get(i).seconds());
            errors.add(Math.abs(estimate.likely() - took) / took);
            covered += took >= estimate.low() && took <= estimate.high() ? 1 : 0;
        }
        return covered;
    }

    private static Answer answer(List<App> apps) {
        Answer answer = Answer.of("eval.duration")
                .with(Table.of("apps", apps)
                        .column("app", "application", it -> Cell.name(it.name))
                        .column("n", "tasks", it -> Cell.whole(it.tasks))
                        .column("mdape", "error", it -> Cell.real(it.error))
                        .column("within25", "within 25 %", it -> Cell.real(it.within))
                        .column("cover80", "covered", it -> Cell.real(it.covered)));
        if (apps.isEmpty()) {
            return answer.hint("No application has two runs, so there is none to learn from.")
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Cell mean = new Cell.Compound(
                new Cell.Figure("error %.3f, within 25 %% %.3f, covered %.3f"
                        .formatted(mean(apps, App::error), mean(apps, App::within), mean(apps, App::covered))),
                List.of(
                        Field.of("mdape", Cell.real(mean(apps, App::error))),
                        Field.of("within25", Cell.real(mean(apps, App::within))),
                        Field.of("cover80", Cell.real(mean(apps, App::covered)))));
        return answer.field("mean", "mean of the applications", mean);
    }

    private static double mean(List<App> apps, ToDoubleFunction<App> of) {
        return apps.stream().mapToDouble(of).average().orElseThrow();
    }
}
