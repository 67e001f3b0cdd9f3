package dev.afterwise.cli.plan;

import dev.afterwise.Afterwise;
import dev.afterwise.Preference;
import dev.afterwise.cli.advice.Preferred;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.simulate.Comparison;
import dev.afterwise.plan.simulate.Forecast;
import dev.afterwise.plan.simulate.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Say which of two plans to take: both are played with the same luck in what they have in common, and what is left is",
            "the difference. Plans of one name share their history. Nothing is run. Where the interval holds zero, no",
            "difference is known."
        })
public final class ComparePlans implements Verb {
    @Parameters(index = "0", paramLabel = "PLAN", description = "one plan, a YAML file")
    @Nullable
    Path one;

    @Parameters(index = "1", paramLabel = "OTHER", description = "the other one")
    @Nullable
    Path other;

    @Option(names = "--workers", paramLabel = "N", order = 1, description = "how many attempts may be made at once")
    @Nullable
    Integer workers;

    @Option(
            names = "--runs",
            paramLabel = "N",
            order = 2,
            description = "how many runs to play of each (default: 1,000)")
    int runs = Setup.STANDARD.runs();

    @Option(
            names = "--prefer",
            paramLabel = "WHAT",
            order = 3,
            description =
                    "reliability, balanced (default), speed, cost, or what time and money are worth, such as 0.1,0.2")
    @Nullable
    String prefer;

    private record Row(Path file, Forecast forecast) {}

    @Override
    public Answer answer(Session session) throws IOException {
        Preference preference = prefer == null ? Preference.BALANCED : Preferred.read(prefer);
        PlanFile first = PlanFile.of(session, Objects.requireNonNull(one));
        PlanFile second = PlanFile.of(session, Objects.requireNonNull(other));
        Plan written = first.plan(session);
        Plan instead = second.plan(session);
        Setup setup;
        try {
            setup = Playing.setup(session, workers).withRuns(runs);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--runs: " + e.getMessage());
        }
        Afterwise afterwise = session.open(Access.READ);
        Answer answer = Answer.of("plan.compare");
        if (!Playing.knows(afterwise, written) || !Playing.knows(afterwise, instead)) {
            return Playing.unknown(answer, session);
        }
        Comparison comparison = afterwise.plans().compare(written, instead, setup, preference);
        return answer.field("verdict", "take", take(comparison.verdict(), first.named(), second.named()))
                .field("success", "success", Foretold.points(comparison.success()))
                .field("duration_s", "time", Foretold.seconds(comparison.seconds()))
                .field("cost_usd", "money", Foretold.dollars(comparison.dollars()))
                .field("worth", "worth in all", Foretold.points(comparison.worth()))
                .listing(table(
                        List.of(new Row(first.named(), comparison.one()), new Row(second.named(), comparison.other()))))
                .remark(
                        "Differences are what %s has more than %s, with 95 %% intervals; time is that of runs that succeed."
                                .formatted(second.named(), first.named()));
    }

    private static Cell take(Comparison.Verdict verdict, Path first, Path second) {
        String words = switch (verdict) {
            case ONE -> first.toString();
            case OTHER -> second.toString();
            case NO_DIFFERENCE -> "either: no difference is known";
        };
        return new Cell.Compound(
                new Cell.Figure(words),
                List.of(Field.of("plan", Cell.name(verdict.name().toLowerCase(Locale.ROOT)))));
    }

    private static Table<Row> table(List<Row> rows) {
        return Table.of("plans", rows)
                .column("file", "plan", it -> Cell.name(it.file.toString()))
                .column("success", "succeeds", it -> Foretold.chance(it.forecast.success()))
                .column("duration", "takes", it -> Foretold.shortly(it.forecast.seconds()))
                .column(
                        "cost",
                        "costs",
                        it -> Foretold.costs(it.forecast.spent().dollars()))
                .forPrograms("critical", it -> Cell.several(it.forecast.criticalSteps()));
    }
}
