package dev.afterwise.cli.history;

import dev.afterwise.Money;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Aspect;
import dev.afterwise.learn.Contrast;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Compare two spans of time, or agents, models, versions, policies: success, duration, cost and tokens,",
            "each with its 95 %% interval and a p-value that is corrected for everything that is compared."
        })
public final class Compare implements Verb {
    private static final double LEAST_SHOWN = 1e-4;

    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            order = 8,
            description = "what tells them apart: task, agent, model, route, policy, or any attribute")
    @Nullable
    String by;

    @Parameters(
            paramLabel = "VALUE",
            arity = "0..*",
            description =
                    "with --by: each is compared with the last; one alone with all others; without any, the most frequent ten with the most frequent one")
    List<String> values = List.of();

    @Option(
            names = "--window",
            paramLabel = "LENGTH",
            order = 9,
            description =
                    "the last so long, up to the newest matching execution, with the same time before: 7d, 24h, 2w")
    @Nullable
    String window;

    @Option(
            names = "--offset",
            paramLabel = "LENGTH",
            order = 10,
            description = "how long before, instead of just before")
    @Nullable
    String offset;

    @Option(
            names = "--with",
            paramLabel = "SINCE..UNTIL",
            order = 11,
            description = "the time between --since and --until with this one, such as 2026-01-01..2026-01-14")
    @Nullable
    String with;

    /** One aspect of one contrast, which is a row. */
    private record Line(Contrast contrast, Aspect aspect) {
        Cell verdict() {
            if (!aspect.isEnough()) {
                return new Cell.Name("too little", Tone.FAINT);
            }
            if (!aspect.differs()) {
                return new Cell.Name("no difference", Tone.PLAIN);
            }
            boolean isBetter = aspect.effect() > 0 == aspect.kind().isBetterHigh();
            return isBetter ? new Cell.Name("better", Tone.GOOD) : new Cell.Name("worse", Tone.BAD);
        }
    }

    @Override
    public Answer answer(Session session) {
        WorkspaceStore store = session.openStore(Access.READ).workspace(session.workspace());
        Sides sides = by == null ? spans(store) : named(store, by);
        Answer answer = Answer.of("compare");
        if (sides.ones().isEmpty()) {
            return answer.listing(table(List.of()))
                    .remark(session.hint().isPresent() ? "" : "There are no two groups to compare.")
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        List<Line> lines = Contrast.against(sides.columns(), sides.ones(), sides.other()).stream()
                .flatMap(each -> each.aspects().stream().map(aspect -> new Line(each, aspect)))
                .toList();
        boolean isEnough = lines.stream().anyMatch(each -> each.aspect.isEnough());
        return answer.forPrograms("with", Cell.name(sides.other().name()))
                .forPrograms("n", Cell.whole(sides.other().rows().cardinality()))
                .listing(table(lines))
                .remark("Each is compared with %s.".formatted(sides.other().name()), Tone.FAINT)
                .exit(isEnough ? Exit.OK : Exit.NOT_ENOUGH_HISTORY);
    }

    private Sides spans(WorkspaceStore store) {
        if (!values.isEmpty()) {
            throw Refusal.usage("What is compared (%s) must come with --by, which says what has such values."
                    .formatted(String.join(", ", values)));
        }
        if (with != null) {
            return Sides.spans(store, only, with);
        }
        if (window == null) {
            throw Refusal.usage("""
                    What is compared must be said by --window, --with or --by, but none of them is there.
                    Maybe --window 7d, for the last week and the one before.""");
        }
        return Sides.weeks(store, only, window, offset == null ? window : offset);
    }

    private Sides named(WorkspaceStore store, String name) {
        if (window != null || with != null) {
            throw Refusal.usage("--by must not be combined with --window or --with: both say what is compared.");
        }
        return Sides.named(store, only, name, values);
    }

    private static Table<Line> table(List<Line> lines) {
        return Table.of("comparison", lines)
                .column("group", "group", it -> Cell.name(it.contrast.one().name()))
                .forPrograms("with", it -> Cell.name(it.contrast.other().name()))
                .column("aspect", "aspect", it -> Cell.name(it.aspect.kind().word()))
                .forPrograms("unit", it -> Cell.name(it.aspect.kind().unit()))
                .column("n", "n", it -> Cell.whole(it.aspect.one().n()))
                .forPrograms("value", it -> Cell.real(it.aspect.one().value()))
                .forPeople("value", it -> figure(it.aspect, it.aspect.one().value()))
                .column("n_with", "n with", it -> Cell.whole(it.aspect.other().n()))
                .forPrograms("value_with", it -> Cell.real(it.aspect.other().value()))
                .forPeople("with", it -> figure(it.aspect, it.aspect.other().value()))
                .forPrograms("difference", it -> Cell.real(it.aspect.effect()))
                .forPrograms("low", it -> Cell.real(it.aspect.interval().low()))
                .forPrograms("high", it -> Cell.real(it.aspect.interval().high()))
                .forPeople("difference", it -> difference(it.aspect))
                .forPrograms("p_value", it -> Cell.real(it.aspect.pValue()))
                .forPeople("p", it -> new Cell.Figure(chance(it.aspect.pValue())))
                .column("verdict", "verdict", Line::verdict);
    }

    private static Cell figure(Aspect aspect, double value) {
        return Double.isNaN(value) ? Cell.ABSENT : new Cell.Figure(words(aspect.kind(), value));
    }

    private static Cell difference(Aspect aspect) {
        double low = aspect.interval().low();
        double high = aspect.interval().high();
        if (!Double.isFinite(aspect.effect()) || !Double.isFinite(low) || !Double.isFinite(high)) {
            return Cell.ABSENT;
        }
        return new Cell.Figure("%s (%s to %s)%s"
                .formatted(
                        signed(aspect.kind(), aspect.effect()),
                        signed(aspect.kind(), low),
                        signed(aspect.kind(), high),
                        aspect.kind() == Aspect.Kind.SUCCESS ? " points" : ""));
    }

    private static String chance(double p) {
        return p < LEAST_SHOWN ? "< 0.0001" : String.format(Locale.ROOT, p < .01 ? "%.4f" : "%.2f", p);
    }

    private static String signed(Aspect.Kind kind, double value) {
        return kind == Aspect.Kind.SUCCESS
                ? String.format(Locale.ROOT, "%+.1f", 100 * value)
                : (value < 0 ? "-" : "+") + words(kind, Math.abs(value));
    }

    private static String words(Aspect.Kind kind, double value) {
        return switch (kind) {
            case SUCCESS -> Figures.percent(value) + " %";
            case DURATION -> Figures.duration(Duration.ofNanos(Math.round(value * 1e9)));
            case COST -> new Money(Math.round(value)).toString();
            case TOKENS -> Figures.whole(Math.round(value));
        };
    }
}
