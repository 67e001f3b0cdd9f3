package dev.afterwise.cli.insight;

import dev.afterwise.Distribution;
import dev.afterwise.Measure;
import dev.afterwise.Samples;
import dev.afterwise.Summary;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Part;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.learn.Trend;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.health.Burden;
import dev.afterwise.learn.health.Checkup;
import dev.afterwise.learn.health.Component;
import dev.afterwise.learn.health.Grade;
import dev.afterwise.learn.health.Impact;
import dev.afterwise.learn.health.Operation;
import dev.afterwise.learn.health.Optimisation;
import dev.afterwise.learn.health.Score;
import dev.afterwise.store.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A checkup as an answer. */
public record HealthAnswer(Examined examined, Checkup checkup, int limit) {
    private static final int MOST_TOLD = 5;

    /** A checkup as parts of another answer. */
    public static List<Part> parts(Checkup checkup) {
        List<Part> parts = new ArrayList<>();
        Score score = checkup.overall().score();
        parts.add(new Part.Remark(title(score), score == null ? Tone.FAINT : tone(score.grade())));
        if (score != null) {
            score.burdens()
                    .forEach(each ->
                            parts.add(new Part.Remark("%s  %s.".formatted(points(each), each.because()), Tone.PLAIN)));
        }
        parts.add(Field.of("health", score(score)));
        parts.add(Table.of("components", checkup.components())
                .column("name", "component", it -> Cell.name(it.name().isEmpty() ? "(nobody said)" : it.name()))
                .column("score", "score", it -> score(it.score()))
                .column(
                        "executions",
                        "n",
                        it -> Cell.wholeUnlessZero(it.now().outcomes().total())));
        int told = 0;
        for (Optimisation each : checkup.optimisations()) {
            if (told++ < MOST_TOLD) {
                parts.add(new Part.Remark("%d. %s".formatted(told, sentence(each)), Tone.PLAIN));
            }
        }
        parts.add(optimisations(checkup.optimisations()));
        return List.copyOf(parts);
    }

    Answer on(Answer begun, Health store) {
        Component overall = checkup.overall();
        Score score = overall.score();
        Answer answer = begun.remark(title(score), score == null ? Tone.FAINT : tone(score.grade()))
                .forPrograms(
                        "grade",
                        score == null ? Cell.ABSENT : Cell.name(score.grade().word()))
                .forPrograms("score", score(score))
                .forPrograms("pulled_down_by", score == null ? Cell.ABSENT : new Cell.Rows(burdens(score)));
        if (score != null) {
            for (Burden each : score.burdens()) {
                answer = answer.remark("%s  %s.".formatted(points(each), each.because()));
            }
        }
        answer = checks(answer, store);
        answer = answer.forPrograms("by", Cell.name(examined.vitals().by().word()))
                .with(components());
        answer = answer.with(baselines(overall)).with(metrics());
        answer = listed(answer, "Slow operations", "slow_operations", checkup.slow());
        answer = listed(answer, "Failing operations", "failing_operations", checkup.failing());
        answer = trends(optimisations(answer));
        return examined.shifts().isPresent()
                ? answer
                : answer.remark(
                        "Levels that shifted were not looked for, for there are too many executions: afterwise degradations",
                        Tone.FAINT);
    }

    private static String title(@Nullable Score score) {
        return score == null
                ? "Too little to say: fewer than %d executions are decided.".formatted(Checkup.FEWEST)
                : "Health is %s: %s of 100 (%s to %s)."
                        .formatted(
                                score.grade().word(),
                                Math.round(score.points()),
                                Math.round(score.interval().low()),
                                Math.round(score.interval().high()));
    }

    static Tone tone(Grade grade) {
        return switch (grade) {
            case EXCELLENT, GOOD -> Tone.GOOD;
            case FAIR -> Tone.WARNING;
            case POOR -> Tone.BAD;
        };
    }

    private static String points(Burden burden) {
        return "-%.0f".formatted(burden.points());
    }

    static Cell score(@Nullable Score score) {
        return score == null
                ? Cell.ABSENT
                : new Cell.Compound(
                        new Cell.Figure("%d (%d to %d)"
                                .formatted(
                                        Math.round(score.points()),
                                        Math.round(score.interval().low()),
                                        Math.round(score.interval().high()))),
                        List.of(
                                Field.of("points", Cell.real(score.points())),
                                Field.of("low", Cell.real(score.interval().low())),
                                Field.of("high", Cell.real(score.interval().high()))));
    }

    private static Table<Burden> burdens(Score score) {
        return Table.of("pulled_down_by", score.burdens())
                .forPrograms("points", it -> Cell.real(it.points()))
                .forPrograms("because", it -> Cell.text(it.because()));
    }

    private Answer checks(Answer answer, Health store) {
        List<String> open = examined.vitals().signs().open();
        return answer.field(
                        "store",
                        "store",
                        switch (store) {
                            case Health.Up it -> new Cell.Name("up", Tone.GOOD);
                            case Health.Down it -> new Cell.Name("down: " + it.why(), Tone.BAD);
                        })
                .forPrograms("breakers_open", Cell.several(open))
                .field("", "open breakers", open.isEmpty() ? Cell.name("none") : Cell.several(open));
    }

    private Table<Component> components() {
        return Table.of("components", checkup.components().stream().limit(limit).toList())
                .column("kind", "", it -> Cell.name(it.kind()))
                .column("name", "component", it -> Cell.name(it.name().isEmpty() ? "(nobody said)" : it.name()))
                .column("score", "score", it -> score(it.score()))
                .column(
                        "grade",
                        "grade",
                        it -> it.score() == null
                                ? Cell.ABSENT
                                : new Cell.Name(
                                        it.score().grade().word(),
                                        tone(it.score().grade())))
                .column(
                        "executions",
                        "n",
                        it -> Cell.wholeUnlessZero(it.now().outcomes().total()))
                .column(
                        "success",
                        "success %",
                        it -> Cell.rate(it.now().outcomes().decided()))
                .column(
                        "success_before",
                        "before",
                        it -> Cell.rate(it.before().outcomes().decided()))
                .column("p95_ms", "p95", it -> quantile(it.now().took(), .95))
                .column(
                        "p95_ms_before",
                        "p95 before",
                        it -> quantile(it.before().took(), .95))
                .forPrograms(
                        "pulled_down_by", it -> it.score() == null ? Cell.ABSENT : new Cell.Rows(burdens(it.score())));
    }

    /** A figure now, and what it was. */
    private record Baseline(String key, String name, Cell now, Cell before) {}

    private static Table<Baseline> baselines(Component overall) {
        Summary now = overall.now();
        Summary before = overall.before();
        List<Baseline> all = List.of(
                new Baseline("executions", "executions", whole(now), whole(before)),
                new Baseline(
                        "success",
                        "success %",
                        Cell.rate(now.outcomes().decided()),
                        Cell.rate(before.outcomes().decided())),
                new Baseline("p50_ms", "median", quantile(now.took(), .5), quantile(before.took(), .5)),
                new Baseline("p95_ms", "p95", quantile(now.took(), .95), quantile(before.took(), .95)),
                new Baseline("p99_ms", "p99", quantile(now.took(), .99), quantile(before.took(), .99)),
                new Baseline("mean_ms", "mean", mean(now.took()), mean(before.took())),
                new Baseline("deviation_ms", "standard deviation", deviation(now.took()), deviation(before.took())),
                new Baseline(
                        "cost_usd",
                        "cost",
                        Cell.costUnlessZero(now.usage().cost()),
                        Cell.costUnlessZero(before.usage().cost())));
        return Table.of("figures", all)
                .column("figure", "", it -> Cell.name(it.key()))
                .forPeople("figure", it -> Cell.name(it.name()))
                .column("now", "now", Baseline::now)
                .column("before", "before", Baseline::before);
    }

    /** What was sampled now, and in the time before. */
    private Table<Samples> metrics() {
        return Table.of("metrics", examined.vitals().resources().totals())
                .column("metric", "metric", it -> Cell.name(it.metric().name()))
                .column("component", "of", it -> Cell.text(it.component()))
                .column("unit", "unit", it -> Cell.text(it.metric().unit()))
                .column("samples", "n", it -> Cell.whole(it.count()))
                .column("mean", "mean", it -> Cell.real(it.mean()))
                .column("p95", "p95", it -> Cell.real(it.values().quantile(.95)))
                .column(
                        "mean_before",
                        "mean before",
                        it -> before(it).map(each -> Cell.real(each.mean())).orElse(Cell.ABSENT))
                .column(
                        "p95_before",
                        "p95 before",
                        it -> before(it)
                                .map(each -> Cell.real(each.values().quantile(.95)))
                                .orElse(Cell.ABSENT));
    }

    private Optional<Samples> before(Samples now) {
        return examined.sampled().stream()
                .filter(each ->
                        each.metric().equals(now.metric()) && each.component().equals(now.component()))
                .findFirst();
    }

    private static Cell whole(Summary summary) {
        return Cell.whole(summary.outcomes().total());
    }

    private static Cell quantile(Distribution took, double q) {
        return took.count() == 0 ? Cell.ABSENT : Cell.took(took.quantile(q));
    }

    private static Cell mean(Distribution took) {
        return took.count() == 0 ? Cell.ABSENT : Cell.took(took.mean());
    }

    private static Cell deviation(Distribution took) {
        double seconds = Operation.deviation(took);
        return Double.isFinite(seconds) ? Cell.took(Duration.ofNanos(Math.round(seconds * 1e9))) : Cell.ABSENT;
    }

    private Answer listed(Answer answer, String title, String key, List<Operation> operations) {
        Table<Operation> table = Table.of(key, operations.stream().limit(limit).toList())
                .column("kind", "kind", it -> Cell.name(it.kind()))
                .column("task", "task", it -> Cell.name(it.task()))
                .column("step", "step", it -> Cell.text(it.step()))
                .column("failed", "failed", it -> Cell.wholeUnlessZero(it.failed()))
                .column("success", "success %", it -> Cell.rate(it.decided()))
                .column("p50_ms", "p50", it -> quantile(it.took(), .5))
                .column("p95_ms", "p95", it -> quantile(it.took(), .95))
                .column("total_ms", "in all", it -> Cell.took(Duration.ofMillis(Math.round(it.seconds() * 1e3))));
        return operations.isEmpty()
                ? answer.with(table)
                : answer.remark(title, Tone.STRONG).with(table);
    }

    private Answer optimisations(Answer begun) {
        List<Optimisation> all = checkup.optimisations();
        Answer answer = begun.remark("What to do first", Tone.STRONG);
        int told = 0;
        for (Optimisation each : all) {
            if (told++ < Math.min(limit, MOST_TOLD)) {
                answer = answer.remark("%d. %s".formatted(told, sentence(each)));
            }
        }
        if (all.isEmpty()) {
            answer = answer.remark("Nothing: nothing is slow, nothing fails often, no resource runs short.");
        }
        return answer.with(optimisations(all));
    }

    static Table<Optimisation> optimisations(List<Optimisation> all) {
        return Table.of("optimisations", all)
                .forPrograms("kind", it -> Cell.name(it.kind().word()))
                .forPrograms("subject", it -> Cell.name(it.subject()))
                .forPrograms("because", it -> Cell.text(it.because()))
                .forPrograms(
                        "expected",
                        it -> it.impact() == null
                                ? Cell.ABSENT
                                : Cell.evidence(it.impact().evidence()))
                .forPrograms(
                        "assuming",
                        it -> it.impact() == null
                                ? Cell.ABSENT
                                : Cell.text(it.impact().assuming()))
                .forPrograms("how", it -> Cell.several(it.how()))
                .forPrograms("command", it -> Cell.name(it.command()));
    }

    /** What is wrong, what mending it brings, how it is mended, and where there is more. */
    static String sentence(Optimisation each) {
        Impact impact = each.impact();
        String expected = impact == null
                ? "Nothing measured tells what mending it brings."
                : impact.isBound()
                        ? "At most %s, if %s.".formatted(least(gain(impact)), impact.assuming())
                        : "Expected: %s, if %s.".formatted(gain(impact), impact.assuming());
        return "%s %s: %s.\n   %s\n   %s\n   More: %s"
                .formatted(
                        each.kind().word().replace('_', ' '),
                        each.subject(),
                        each.because(),
                        expected,
                        each.how().getFirst(),
                        each.command());
    }

    /** Such as {@code 7 points more (4 to 9)} or {@code 1.2 s a run saved (.8 to 1.6)}. */
    public static String gain(Impact impact) {
        String figures = Figures.effect(impact.evidence()).replaceFirst("^\\+", "");
        String unit = impact.evidence().measure() == Measure.SECONDS_PER_RUN ? " saved a run" : " more succeed";
        int interval = figures.indexOf(" (");
        return figures.substring(0, interval) + unit + figures.substring(interval);
    }

    /** Without its interval. */
    private static String least(String effect) {
        return effect.substring(0, effect.indexOf(" ("));
    }

    /** Where something is heading over some days. */
    private record Heading(String figure, int days, Trend trend) {}

    private Answer trends(Answer answer) {
        List<Heading> all = Stream.concat(headings(examined.week(), 7), headings(examined.month(), 30))
                .toList();
        return answer.remark("Trends", Tone.STRONG)
                .with(Table.of("trends", all)
                        .column("figure", "figure", it -> Cell.name(it.figure()))
                        .column("days", "days", it -> Cell.whole(it.days()))
                        .column("verdict", "trend", it -> verdict(it.trend()))
                        .column("because", "because", it -> Cell.text(it.trend().because())))
                .remark("More: afterwise trends --days 30", Tone.FAINT);
    }

    private static Stream<Heading> headings(Trends trends, int days) {
        return Stream.of(
                new Heading("success", days, trends.success()), new Heading("duration", days, trends.duration()));
    }

    private static Cell verdict(Trend trend) {
        return switch (trend) {
            case Trend.Improving it -> new Cell.Name("improving", Tone.GOOD);
            case Trend.Declining it -> new Cell.Name("declining", Tone.BAD);
            case Trend.Steady it -> Cell.name("steady");
            case Trend.TooLittle it -> new Cell.Name("not_enough_history", Tone.FAINT);
        };
    }
}
