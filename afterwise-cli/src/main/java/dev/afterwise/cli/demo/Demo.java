package dev.afterwise.cli.demo;

import dev.afterwise.Afterwise;
import dev.afterwise.LoopSettings;
import dev.afterwise.Recommendation;
import dev.afterwise.Settings;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Gains;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.report.Detail;
import dev.afterwise.cli.report.Report;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import dev.afterwise.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterwise demo}. */
@Command(
        name = "demo",
        description = {
            "Show the whole loop: run a plan whose steps fail by chance, learn, try what was learned, keep what helps.",
            "Takes about a minute and no network. Its history is kept in a temporary folder of its own."
        })
public final class Demo implements Verb {
    private static final int MOST_RUNS = 1_000;
    private static final int LANES = 2;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "how often before; up to twice as often to measure, half as often after; 60 if you say nothing")
    int runs = 60;

    @Override
    public Answer answer(Session session) throws IOException, InterruptedException {
        if (runs < 1 || runs > MOST_RUNS) {
            throw Refusal.usage("--runs must be from 1 to %,d, but it is (%d).".formatted(MOST_RUNS, runs));
        }
        Stage stage = Stage.inNewFolder();
        Plan plan = PlanReader.read(stage.plan(), session.limits());
        Settings settings = Settings.STANDARD
                .with(session.limits())
                .with(session.shell().time())
                .with(LoopSettings.ASKED);
        try (var prices = PriceService.start();
                var lanes = new Lanes(stage.lanes(LANES));
                Store store = Afterwise.store(stage.store());
                var afterwise = Afterwise.with(store, settings)) {
            var demonstration = new Demonstration(
                    afterwise, plan, Files.readString(stage.plan()), lanes, prices, settings.random());
            Round before = round("before", demonstration, session, runs);
            List<Recommendation> approved = demonstration.approve();
            List<Recommendation> tried = measured(demonstration, approved, session);
            Round after = round(approved.isEmpty() ? "again" : "after", demonstration, session, Math.max(1, runs / 2));
            afterwise.flush();
            Report.write(
                    stage.report(),
                    store.workspace(settings.workspace()),
                    settings.workspace(),
                    Report.USUAL_DAYS,
                    Detail.DETAILED,
                    settings.time().now());
            return answer(plan, tried, before, after)
                    .field("report", "report", Cell.name(stage.report().toString()))
                    .hint("Its history is kept. Maybe look: afterwise --store %s history list".formatted(stage.store()))
                    .forPrograms("store", Cell.name(stage.store().toString()));
        }
    }

    private static Round round(String name, Demonstration demonstration, Session session, int runs)
            throws IOException, InterruptedException {
        try (var gauge = new Gauge(session, name, runs, "runs")) {
            return demonstration.round(runs, gauge::at);
        }
    }

    private List<Recommendation> measured(Demonstration demonstration, List<Recommendation> approved, Session session)
            throws IOException, InterruptedException {
        if (approved.isEmpty()) {
            return approved;
        }
        try (var gauge = new Gauge(session, "measure", 2 * runs, "runs at most")) {
            return demonstration.measure(approved, 2 * runs, gauge::at);
        }
    }

    private static Answer answer(Plan plan, List<Recommendation> tried, Round before, Round after) {
        Answer answer = Answer.of("demo")
                .remark(
                        "What %d runs of '%s' taught, and what came of trying it on half of the runs, drawn by chance"
                                .formatted(before.runs().size(), plan.name()),
                        Tone.STRONG)
                .with(Tried.table(tried));
        for (Recommendation each : tried) {
            answer = answer.remark(
                    "%s, because: %s %s"
                            .formatted(Changes.words(each.change()), each.because(), Gains.said(each))
                            .strip(),
                    Tone.FAINT);
        }
        if (tried.isEmpty()) {
            answer = answer.hint("""
                    This time the evidence was too thin to recommend anything: chance was kind, or the runs were few.
                    Maybe run it again, or with more --runs.""");
        } else if (tried.stream().anyMatch(each -> each.status() == Recommendation.Status.MEASURING)) {
            answer = answer.hint("""
                    What is not proven yet goes on being measured, on half of the runs.
                    Maybe run it with more --runs.""");
        }
        return answer.remark("What was done about failures, in the runs after", Tone.STRONG)
                .with(Healed.table(after))
                .remark(
                        "%d runs before anything was tried, and %d under what came of it, with 95 %% intervals"
                                .formatted(before.runs().size(), after.runs().size()),
                        Tone.STRONG)
                .listing(Comparison.table(before, after));
    }
}
