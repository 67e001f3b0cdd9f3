package dev.afterwise.cli.errors;

import dev.afterwise.SlowPhases;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Aspect;
import dev.afterwise.learn.phases.Accuracy;
import dev.afterwise.learn.phases.BestOrder;
import dev.afterwise.learn.phases.Bottleneck;
import dev.afterwise.learn.phases.Pace;
import dev.afterwise.learn.phases.Phase;
import dev.afterwise.learn.phases.PhaseReport;
import dev.afterwise.learn.phases.Share;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "slow",
        description = {
            "Show where the time goes: which steps are on the critical path, how far off estimates are, and bottlenecks: steps",
            "that take over 1.5 times their norm or their estimate, or fail. Also the best order of steps, where it varied."
        })
public final class Slow implements Verb {
    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "only this kind of work")
    @Nullable
    String task;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            order = 2,
            description =
                    "only from then on: a date, a date with a time, or 7d before the newest execution; four weeks by default, and at most")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            order = 3,
            description = "only before then; a date alone is included")
    @Nullable
    String until;

    @Option(names = "--limit", paramLabel = "N", order = 4, description = "at most so many steps; 20 by default")
    int limit = 20;

    @Override
    public Answer answer(Session session) {
        if (limit < 1) {
            throw Refusal.usage("--limit must be 1 or more, but it is (%d).".formatted(limit));
        }
        WorkspaceStore workspace = session.openStore(Access.READ).workspace(session.workspace());
        Window window = When.window(since, until, () -> When.newest(workspace.history(), Filter.ALL));
        PhaseReport report = SlowPhases.of(workspace, task, window);
        Answer answer = Answer.of("slow")
                .forPrograms("sampled", Cell.whole(report.sampled()))
                .forPrograms("steps_in_all", Cell.whole(report.phases().size()))
                .forPrograms(
                        "recent_from", report.recentFrom() == null ? Cell.ABSENT : Cell.moment(report.recentFrom()))
                .listing(phases(report.phases().stream().limit(limit).toList()));
        if (report.phases().isEmpty()) {
            return answer.hint(session.hint().orElse("No execution with steps matches."))
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        answer = answer.with(bottlenecks(report.bottlenecks())).with(orders(report.orders()));
        return remarks(report, answer);
    }

    private Answer remarks(PhaseReport report, Answer answer) {
        Answer said = answer;
        if (report.bottlenecks().isEmpty()) {
            said = said.remark(
                    "No bottleneck: no step fails often, or takes over 1.5 times its norm or its estimate.", Tone.GOOD);
        }
        for (BestOrder each : report.orders()) {
            said = said.remark(
                    "%s: %s did better than %s. Whether it is the order can't be told unless it was left to chance."
                            .formatted(each.task(), String.join(" > ", each.best()), String.join(" > ", each.usual())));
        }
        return said.remark(
                "The critical path is that of the newest %s executions.".formatted(Figures.whole(report.sampled())),
                Tone.FAINT);
    }

    private static Table<Phase> phases(List<Phase> phases) {
        return Table.of("phases", phases)
                .column("task", "task", it -> Cell.text(it.key().task()))
                .column("step", "step", it -> Cell.text(it.key().shown()))
                .column("kind", "kind", it -> Cell.name(it.key().kind()))
                .column("critical", "critical path", it -> share(it.critical()))
                .column(
                        "steps",
                        "steps",
                        it -> Cell.whole(it.summary().outcomes().total()))
                .column(
                        "success",
                        "success",
                        it -> Cell.rate(it.summary().outcomes().decided()))
                .column("p50_ms", "p50", it -> quantile(it, .5))
                .column("p95_ms", "p95", it -> quantile(it, .95))
                .column("pace", "against its norm", it -> pace(it.pace()))
                .column("accuracy", "against estimate", it -> accuracy(it.accuracy()));
    }

    private static Cell quantile(Phase phase, double q) {
        return phase.summary().took().count() == 0
                ? Cell.ABSENT
                : Cell.took(phase.summary().took().quantile(q));
    }

    private static Cell share(Share share) {
        if (Double.isNaN(share.rate())) {
            return Cell.ABSENT;
        }
        return new Cell.Compound(
                new Cell.Figure("%s %% (%s to %s)"
                        .formatted(
                                Figures.percent(share.rate()),
                                Figures.percent(share.interval().low()),
                                Figures.percent(share.interval().high()))),
                List.of(
                        Field.of("rate", Cell.real(share.rate())),
                        Field.of("low", Cell.real(share.interval().low())),
                        Field.of("high", Cell.real(share.interval().high())),
                        Field.of("n", Cell.whole(share.executions()))));
    }

    private static Cell pace(@Nullable Pace pace) {
        return pace == null
                ? Cell.ABSENT
                : ratio(pace.ratio(), pace.interval(), Field.of("p_value", Cell.real(pace.pValue())));
    }

    private static Cell accuracy(@Nullable Accuracy accuracy) {
        return accuracy == null
                ? Cell.ABSENT
                : ratio(accuracy.ratio(), accuracy.interval(), Field.of("n", Cell.whole(accuracy.phases())));
    }

    private static Cell ratio(double ratio, Interval interval, Field more) {
        return new Cell.Compound(
                new Cell.Figure(
                        String.format(Locale.ROOT, "x %.2f (%.2f to %.2f)", ratio, interval.low(), interval.high())),
                List.of(
                        Field.of("ratio", Cell.real(ratio)),
                        Field.of("low", Cell.real(interval.low())),
                        Field.of("high", Cell.real(interval.high())),
                        more));
    }

    private static Table<Bottleneck> bottlenecks(List<Bottleneck> bottlenecks) {
        return Table.of("bottlenecks", bottlenecks)
                .column("kind", "bottleneck", it -> new Cell.Name(it.kind().word(), Tone.WARNING))
                .column("task", "task", it -> Cell.text(it.phase().key().task()))
                .column("step", "step", it -> Cell.text(it.phase().key().shown()))
                .column("lost_ms", "cost some", it -> Cell.took(it.lost()))
                .column("because", "because", it -> Cell.text(it.because()))
                .column("advice", "advice", it -> Cell.text(it.advice()));
    }

    private static Table<BestOrder> orders(List<BestOrder> orders) {
        return Table.of("orders", orders)
                .forPrograms("task", it -> Cell.text(it.task()))
                .forPrograms("usual", it -> Cell.several(it.usual()))
                .forPrograms("best", it -> Cell.several(it.best()))
                .forPrograms("measure", it -> Cell.name(it.effect().kind().word()))
                .forPrograms("effect", it -> effect(it.effect()));
    }

    private static Cell effect(Aspect aspect) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of("effect", Cell.real(aspect.effect())),
                        Field.of("low", Cell.real(aspect.interval().low())),
                        Field.of("high", Cell.real(aspect.interval().high())),
                        Field.of("p_value", Cell.real(aspect.pValue())),
                        Field.of(
                                "n",
                                Cell.whole(aspect.one().n() + aspect.other().n()))));
    }
}
