package dev.afterwise.cli.plan;

import dev.afterwise.PlanEstimates;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "graph",
        description = "Show the steps of a plan, stage by stage: what each needs and does, and what if it fails.")
public final class Graph implements Verb {
    @Parameters(paramLabel = "PLAN", description = "the plan, a YAML file")
    @Nullable
    Path file;

    @Option(names = "--mermaid", order = 1, description = "as a flowchart for Mermaid, which GitHub draws")
    boolean mermaid;

    @Option(
            names = "--svg",
            order = 2,
            description = {
                "as a picture; with the usual durations and the longest way where there is history",
                "-o FILE.svg writes it into a file"
            })
    boolean svg;

    @Override
    public boolean writesFile() {
        return svg;
    }

    @Override
    public Answer answer(Session session) throws IOException {
        Plan plan = PlanFile.of(session, Objects.requireNonNull(file)).plan(session);
        var stages = Stages.of(plan);
        Answer answer = Answer.of("plan.graph")
                .forPrograms("plan", Cell.name(plan.name()))
                .forPrograms("goal", text(plan.terms().goal()))
                .forPrograms("resources", amounts(plan.terms().resources()))
                .forPrograms("budget", text(plan.budget().isNone() ? null : plan.budget()))
                .forPrograms("schedule", text(plan.schedule()))
                .forPrograms("stages", Cell.whole(stages.count()))
                .listing(table(plan, stages));
        if (svg) {
            return picture(session, plan, stages, answer);
        }
        if (mermaid) {
            String chart = Mermaid.of(plan);
            return answer.forPrograms("mermaid", Cell.name(chart)).block("mermaid", chart);
        }
        return answer.block("", Drawing.of(plan, stages));
    }

    private static Answer picture(Session session, Plan plan, Stages stages, Answer answer) throws IOException {
        if (!Picture.fits(plan, stages)) {
            throw Refusal.usage("""
                    A plan that is drawn must have at most %d steps, and not too many needs between them, but it has %,d steps.
                    Maybe look at it as text: afterwise plan graph.""".formatted(Picture.MOST_STEPS, plan.steps().size()));
        }
        // Without a history there is nothing to say about it: what is printed is the picture alone.
        boolean hasHistory = session.isPlaceAsked() || Files.exists(session.place());
        PlanEstimates estimates =
                hasHistory ? session.open(Access.READ).plans().estimates(plan) : PlanEstimates.UNKNOWN;
        String drawn = Picture.of(plan, stages, estimates);
        Path target = session.file().orElse(null);
        if (target == null) {
            return answer.forPrograms("svg", Cell.name(drawn)).block("svg", drawn);
        }
        Files.writeString(target, drawn);
        return answer.remark("%s is written.".formatted(target.getFileName()));
    }

    private static Table<PlanStep> table(Plan plan, Stages stages) {
        return Table.of("steps", plan.steps())
                .forPrograms("step", it -> Cell.name(it.id()))
                .forPrograms("stage", it -> Cell.whole(stages.of(it)))
                .forPrograms("needs", it -> Cell.several(it.needs()))
                .forPrograms("condition", it -> text(it.condition()))
                .forPrograms("threshold", it -> text(it.threshold()))
                .forPrograms(
                        "ways",
                        it -> new Cell.Rows(Table.of("ways", it.among())
                                .forPrograms("agent", way -> Cell.name(way.agent()))
                                .forPrograms(
                                        "does",
                                        way -> Cell.name(Deed.of(way.body()).whole()))))
                .forPrograms(
                        "on_error",
                        it -> Cell.several(
                                it.onError().stream().map(OnError::toString).toList()))
                .forPrograms(
                        "fallback",
                        it -> it.fallback() == null
                                ? Cell.ABSENT
                                : Cell.name(Deed.of(it.fallback()).whole()))
                .forPrograms("kind", it -> Cell.name(kind(it)))
                .forPrograms(
                        "for_each", it -> it.forEach() == null ? Cell.ABSENT : Cell.name(Drawing.items(it.forEach())))
                .forPrograms("heal", it -> Cell.name(it.heal().toString()))
                .forPrograms("uses", it -> amounts(it.uses()))
                .forPrograms("priority", it -> Cell.whole(it.priority()))
                .forPrograms("estimate_ms", it -> Cell.took(it.estimate()))
                .forPrograms("component", it -> text(it.component()))
                .forPrograms("critical", it -> new Cell.Flag(it.critical()))
                .forPrograms("parallel", it -> new Cell.Flag(it.parallel()));
    }

    /** The key that says what it does. */
    static String kind(PlanStep step) {
        return step.hasChoice() ? "choose" : step.among().getFirst().body().kind();
    }

    private static Cell amounts(Map<String, Integer> amounts) {
        return Cell.several(amounts.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList());
    }

    private static Cell text(@Nullable Object value) {
        return value == null ? Cell.ABSENT : Cell.name(value.toString());
    }
}
