package dev.afterwise.cli.report;

import dev.afterwise.Dimension;
import dev.afterwise.Headline;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Gains;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Part;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.history.Sparkline;
import dev.afterwise.cli.history.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a report. */
final class Listings {
    private static final int MOST_BARS = 30;

    private Listings() {}

    static List<Part> failures(Findings findings, Extent extent) {
        List<Failing> all = findings.failures();
        if (all.isEmpty()) {
            return List.of(new Part.Remark("Nothing failed.", Tone.PLAIN), table(all));
        }
        return limited(table(all), extent, "kinds of failure");
    }

    static Table<Failing> table(List<Failing> failures) {
        return Table.of("failures", failures)
                .column(
                        "class",
                        "class",
                        it -> Cell.name(it.group().example().failureClass().label()))
                .column("count", "count", it -> Cell.whole(it.group().count()))
                .column("share", "share %", it -> Cell.rate(it.share()))
                .column("novelty", "", it -> Cell.name(novelty(it)))
                .forPeople("new", it -> it.novelty() == Failing.Novelty.NEW ? Cell.name("new") : Cell.ABSENT)
                .column("first_seen", "", it -> Cell.moment(it.group().firstSeen()))
                .column("last_seen", "last seen", it -> Cell.moment(it.group().lastSeen()))
                .forPeople("course", it -> Cell.text(bars(it)))
                .forPrograms(
                        "per_period",
                        it -> new Cell.Several(it.perSlot().stream()
                                .map(each -> each.isNaN() ? Cell.ABSENT : Cell.whole(each.longValue()))
                                .toList()))
                .forPrograms("type", it -> Cell.text(it.group().example().type()))
                .column(
                        "message",
                        "example",
                        it -> Cell.text(it.group().example().message()))
                .column(
                        "fingerprint",
                        "",
                        it -> Cell.name(it.group().example().fingerprint().hex()))
                .forPrograms("agents", it -> Cell.several(it.group().agents()))
                .column("execution", "newest", it -> Cell.id(it.group().execution()));
    }

    static String novelty(Failing failing) {
        return switch (failing.novelty()) {
            case NEW -> "new";
            case KNOWN -> "known";
            case UNTOLD -> "not_enough_history";
        };
    }

    private static String bars(Failing failing) {
        double[] counts =
                failing.perSlot().stream().mapToDouble(Double::doubleValue).toArray();
        return Sparkline.of(counts, MOST_BARS).replace(' ', '·');
    }

    static List<Part> recoveries(Healing healing) {
        List<Part> parts = new ArrayList<>();
        parts.add(Field.of("recoveries", strategies(healing.strategies())));
        parts.add(Table.of("recoveries_by_class", healing.classes())
                .column("class", "class", it -> Cell.name(it.failureClass().label()))
                .column("attempts", "failed attempts", it -> Cell.whole(it.attempts()))
                .column("given_up", "given up", it -> Cell.whole(it.givenUp()))
                .column("recovered", "recoveries that worked %", it -> Cell.rate(it.recoveries()))
                .column("strategies", "of these", it -> strategies(it.strategies())));
        parts.add(Field.of("recoveries_looked_into", Cell.whole(healing.looked())));
        parts.add(new Part.Remark(looked(healing), Tone.FAINT));
        return parts;
    }

    /** Which executions the figures by class are of. */
    static String looked(Healing healing) {
        if (healing.recoveries().tried() == 0) {
            return "No recovery was tried.";
        }
        String all = "%s recoveries were tried, and the next attempt worked after %s."
                .formatted(Figures.whole(healing.recoveries().tried()), Figures.rate(healing.recoveries()));
        return all
                + (healing.looked() < healing.of()
                        ? " By class, of the newest %s executions that failed or recovered."
                                .formatted(Figures.whole(healing.looked()))
                        : " By class, of %s that failed or recovered.".formatted(Sayings.executions(healing.looked())));
    }

    private static Cell strategies(Map<String, Tally> strategies) {
        String shown = strategies.entrySet().stream()
                .map(each -> "%s %s of %s"
                        .formatted(
                                each.getKey().replace('_', ' '),
                                Figures.whole(each.getValue().worked()),
                                Figures.whole(each.getValue().tried())))
                .collect(Collectors.joining(", "));
        return new Cell.Compound(
                Cell.text(shown),
                strategies.entrySet().stream()
                        .map(each -> Field.of(each.getKey(), Cell.rate(each.getValue())))
                        .toList());
    }

    static List<Part> tasks(Findings findings, Extent extent) {
        Table<TaskFigures> table = Totals.columns(
                        Table.of("tasks", findings.tasks()).column("task", "task", it -> Cell.text(it.task())),
                        TaskFigures::summary)
                .forPrograms(
                        "input_tokens", it -> Cell.whole(it.summary().usage().inputTokens()))
                .forPeople(
                        "tokens in",
                        it -> Cell.wholeUnlessZero(it.summary().usage().inputTokens()))
                .forPrograms(
                        "output_tokens", it -> Cell.whole(it.summary().usage().outputTokens()))
                .forPeople(
                        "tokens out",
                        it -> Cell.wholeUnlessZero(it.summary().usage().outputTokens()))
                .column(
                        "cost_usd",
                        "cost",
                        it -> Cell.costUnlessZero(it.summary().usage().cost()))
                .forPrograms(
                        "inside", it -> it.inside().<Cell>map(Listings::inside).orElse(Cell.ABSENT));
        return limited(table, extent, "tasks");
    }

    private static Cell inside(TaskFigures.Inside inside) {
        return new Cell.Compound(
                Cell.ABSENT,
                List.of(
                        Field.of("agents", new Cell.Rows(agents(inside))),
                        Field.of("steps", new Cell.Rows(steps(inside))),
                        Field.of("steps_of_newest", Cell.whole(inside.looked())),
                        Field.of("slowest", new Cell.Rows(headlines("slowest", inside.slowest()))),
                        Field.of("failed", new Cell.Rows(headlines("failed", inside.failed())))));
    }

    /** A chapter for each task whose inside was looked at. */
    static List<Chapter> insides(Findings findings) {
        return findings.tasks().stream()
                .flatMap(task ->
                        task.inside().stream().map(inside -> new Chapter("Task " + task.task(), parts(inside))))
                .toList();
    }

    private static List<Part> parts(TaskFigures.Inside inside) {
        List<Part> parts = new ArrayList<>();
        parts.add(unnamed(agents(inside)));
        if (!inside.steps().isEmpty()) {
            parts.add(new Part.Remark(
                    "Steps of the newest %s".formatted(Sayings.executions(inside.looked())), Tone.PLAIN));
            parts.add(unnamed(steps(inside)));
        }
        if (!inside.slowest().isEmpty()) {
            parts.add(new Part.Remark("Slowest", Tone.PLAIN));
            parts.add(headlines("", inside.slowest()));
        }
        if (!inside.failed().isEmpty()) {
            parts.add(new Part.Remark("Newest failures", Tone.PLAIN));
            parts.add(headlines("", inside.failed()));
        }
        return parts;
    }

    /** For people only: programs find it in the row of its task. */
    private static <T> Table<T> unnamed(Table<T> table) {
        return new Table<>("", table.columns(), table.rows());
    }

    static Table<Summary> agents(TaskFigures.Inside inside) {
        return Totals.columns(
                Table.of("agents", inside.agents())
                        .column("agent", "agent", it -> part(it, Dimension.AGENT))
                        .column("model", "model", it -> part(it, Dimension.MODEL)),
                it -> it);
    }

    private static Cell part(Summary summary, Dimension dimension) {
        return Cell.text(summary.subject().part(dimension).orElse(""));
    }

    static Table<TaskFigures.StepFigures> steps(TaskFigures.Inside inside) {
        return Table.of("steps", inside.steps())
                .column("step", "step", it -> Cell.text(it.step()))
                .column("times", "n", it -> Cell.whole(it.outcomes().total()))
                .column("attempts", "attempts", it -> Cell.whole(it.attempts()))
                .column("success", "success %", it -> Cell.rate(it.outcomes().decided()))
                .column(
                        "p50_ms",
                        "p50",
                        it -> it.took().count() == 0
                                ? Cell.ABSENT
                                : Cell.took(it.took().quantile(.5)))
                .column(
                        "p95_ms",
                        "p95",
                        it -> it.took().count() == 0
                                ? Cell.ABSENT
                                : Cell.took(it.took().quantile(.95)));
    }

    static Table<Headline> headlines(String key, List<Headline> headlines) {
        return Table.of(key, headlines)
                .column("id", "execution", it -> Cell.id(it.id()))
                .column("started", "started", it -> Cell.moment(it.startedAt()))
                .column("agent", "agent", it -> Cell.text(it.profile().agent()))
                .column("outcome", "outcome", it -> Cell.status(it.outcome().status()))
                .column("duration_ms", "took", it -> Outcomes.took(it.outcome()))
                .column("error", "error", it -> Outcomes.error(it.outcome()));
    }

    static List<Part> advice(Findings findings, Extent extent) {
        if (findings.advice().isEmpty()) {
            return List.of(
                    new Part.Remark("Nothing was recommended yet. Maybe run 'afterwise recommendations'.", Tone.PLAIN),
                    table("recommendations", findings.advice()));
        }
        return limited(table("recommendations", findings.advice()), extent, "recommendations");
    }

    private static Table<Advice> table(String key, List<Advice> advice) {
        return Table.of(key, advice)
                .column("id", "id", it -> Cell.name(it.recommendation().id()))
                .column(
                        "status",
                        "status",
                        it -> Cell.name(it.recommendation().status().word()))
                .column(
                        "change",
                        "change",
                        it -> Changes.cell(it.recommendation().change()))
                .column(
                        "evidence",
                        "expected",
                        it -> Cell.evidence(it.recommendation().evidence()))
                .column("realised", "measured", Listings::realised)
                .column(
                        "approved_at",
                        "",
                        it -> it.approvedAt().<Cell>map(Cell::moment).orElse(Cell.ABSENT))
                .forPrograms("because", it -> Cell.text(it.recommendation().because()));
    }

    private static Cell realised(Advice advice) {
        return advice.realised()
                .map(realised -> Gains.cell(advice.recommendation(), realised))
                .orElseGet(() -> Gains.measured(advice.recommendation()));
    }

    private static <T> List<Part> limited(Table<T> table, Extent extent, String what) {
        int all = table.rows().size();
        if (all <= extent.rows()) {
            return List.of(table);
        }
        return List.of(
                new Table<>(table.key(), table.columns(), table.rows().subList(0, extent.rows())),
                new Part.Remark(
                        "%s of %s %s; all of them: --output report.html"
                                .formatted(extent.rows(), Figures.whole(all), what),
                        Tone.FAINT));
    }

    static Cell quantile(Summary summary, double q) {
        return summary.took().count() == 0
                ? Cell.ABSENT
                : Cell.took(summary.took().quantile(q));
    }
}
