package dev.afterwise.cli.eval;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.WorkflowRun;
import dev.afterwise.learn.durations.Estimate;
import dev.afterwise.plan.schedule.Dag;
import dev.afterwise.plan.schedule.Timetable;
import dev.afterwise.plan.schedule.Urgency;
import dev.afterwise.plan.schedule.Workload;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "schedule",
        description = {
            "Play recorded runs of workflows with fewer workers than tasks, in the order that is planned.",
            "What is said is how long it takes, as a multiple of what nothing can be below: the longest path, or all work shared out evenly.",
            "'known' plans with the durations that were recorded, 'learned' with those expected by other runs of the application."
        })
public final class EvalSchedule implements Verb {
    /** How many timetables are looked at for each run. */
    private static final int TRIES = 60;

    private static final int MOST_WORKERS = 10_000;

    @Parameters(paramLabel = "DIR", description = "a folder of files *.json, a run in each")
    String place = "";

    @Option(
            names = {"-k", "--workers"},
            paramLabel = "N",
            split = ",",
            order = 1,
            defaultValue = "2,4,8",
            description = "how many workers there are, such as 2,4,8")
    List<Integer> workers = List.of();

    private static final class Sums {
        final int workers;
        double firstCome;
        double known;
        double learned;

        Sums(int workers) {
            this.workers = workers;
        }
    }

    @Override
    public Answer answer(Session session) throws IOException {
        for (int number : workers) {
            if (number < 1 || number > MOST_WORKERS) {
                throw Refusal.usage("-k must be from 1 to %d, but it is (%d).".formatted(MOST_WORKERS, number));
            }
        }
        Workflows all = Workflows.read(session, place);
        List<Sums> sums = workers.stream().distinct().map(Sums::new).toList();
        int done = 0;
        try (var gauge = new Gauge(session, "schedule", all.count(), "runs")) {
            for (List<WorkflowRun> runs : all.apps().values()) {
                for (WorkflowRun run : runs) {
                    add(run, all, sums);
                    gauge.at(++done);
                }
            }
        }
        return answer(sums, all.count());
    }

    private static void add(WorkflowRun run, Workflows all, List<Sums> sums) {
        Dag dag = Dag.of(Workflows.needs(run));
        double[] seconds = Workflows.seconds(run);
        double[] expected = expected(run, all);
        for (Sums each : sums) {
            Workload work = Workload.of(dag, each.workers);
            double bound = work.bound(seconds);
            if (bound == 0) {
                each.firstCome++;
                each.known++;
                each.learned++;
                continue;
            }
            each.firstCome += Timetable.firstCome(work, seconds).end() / bound;
            each.known += planned(work, seconds, seconds) / bound;
            each.learned += planned(work, expected, seconds) / bound;
        }
    }

    private static double planned(Workload work, double[] expected, double[] seconds) {
        // A seed of its own: the same runs are always planned in the same way.
        double[] urgency = Urgency.of(work, expected, Urgency.tries(TRIES), new SplittableRandom(1));
        return Timetable.of(work, seconds, urgency).end();
    }

    private static double[] expected(WorkflowRun run, Workflows all) {
        @Nullable List<Estimate> expected = all.expected(run);
        if (expected != null) {
            return expected.stream().mapToDouble(Estimate::mean).toArray();
        }
        double[] same = new double[run.tasks().size()];
        Arrays.fill(same, all.typical(run));
        return same;
    }

    private static Answer answer(List<Sums> sums, int runs) {
        List<Field> members = sums.stream()
                .map(each -> Field.of(
                        Integer.toString(each.workers),
                        new Cell.Compound(
                                Cell.ABSENT,
                                List.of(
                                        Field.of("fifo", Cell.real(each.firstCome / runs)),
                                        Field.of("known", Cell.real(each.known / runs)),
                                        Field.of("learned", Cell.real(each.learned / runs))))))
                .toList();
        return Answer.of("eval.schedule")
                .field("runs", "runs", Cell.whole(runs))
                .forPrograms("k", new Cell.Compound(Cell.ABSENT, members))
                .with(Table.of("", sums)
                        .forPeople("workers", each -> Cell.whole(each.workers))
                        .forPeople("first come", each -> figure(each.firstCome / runs))
                        .forPeople("known", each -> figure(each.known / runs))
                        .forPeople("learned", each -> figure(each.learned / runs)));
    }

    /** What differs from the next by one in a thousand must look different. */
    private static Cell figure(double multiple) {
        return new Cell.Figure(String.format(Locale.ROOT, "%.4f", multiple));
    }
}
