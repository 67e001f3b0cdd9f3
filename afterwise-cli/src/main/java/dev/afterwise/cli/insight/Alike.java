package dev.afterwise.cli.insight;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Outcomes;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.similar.Estimate;
import dev.afterwise.learn.similar.Factor;
import dev.afterwise.learn.similar.Like;
import dev.afterwise.learn.similar.Resemblance;
import dev.afterwise.learn.similar.Skill;
import dev.afterwise.learn.similar.Trouble;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterwise similar}. */
@Command(
        name = "similar",
        description = {
            "What work like this was like: what to expect of it, what those that succeed have in common, and what goes wrong.",
            "Say it in words (like the descriptions of executions), or by task and circumstances, or both."
        })
public final class Alike implements Verb {
    private static final int FEWEST = 5;
    private static final int MOST_LISTED = 10;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "what is to be done, in words")
    @Nullable
    String text;

    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "only this kind of work")
    @Nullable
    String task;

    @Option(names = "--agent", paramLabel = "AGENT", order = 2, description = "only by this agent")
    @Nullable
    String agent;

    @Option(
            names = "--attr",
            paramLabel = "NAME=VALUE",
            order = 3,
            description = "in circumstances like this; numbers may differ a little; again for more")
    List<String> attributes = List.of();

    @Option(names = "--complexity", paramLabel = "NUMBER", order = 4, description = "of about this complexity")
    @Nullable
    Double complexity;

    @Option(
            names = "--like",
            paramLabel = "SHARE",
            order = 5,
            description = "how much alike at least, from 0 to 1; 0.3 if you say nothing")
    double like = .3;

    @Override
    public Answer answer(Session session) {
        if (!(like > 0 && like <= 1)) {
            throw Refusal.usage("--like must be above 0 and at most 1, but it is (%s).".formatted(like));
        }
        SortedMap<String, Value> circumstances = circumstances();
        if (text == null && task == null) {
            throw Refusal.usage("There must be a text or a --task to compare with, but there is neither.");
        }
        if (text != null && Terms.of(text).isEmpty()) {
            throw Refusal.usage("The text must hold a word, letters or digits, but it is (%s).".formatted(text));
        }
        History history =
                session.openStore(Access.READ).workspace(session.workspace()).history();
        Cases cases = new Cases(history, Filter.of(subject()));
        List<Like> alike = text == null
                ? cases.inCircumstances(circumstances, complexity, like)
                : narrowed(cases.described(text, like), circumstances);
        Summary usual = cases.usual();
        Answer answer = Answer.of("similar")
                .forPrograms("workspace", Cell.name(session.workspace().name()))
                .forPrograms("executions", Cell.whole(alike.size()));
        if (alike.size() < FEWEST) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.hint(
                                    "There is too little that is like it: %d executions, of %d that it takes.\nMaybe lower --like, which is (%s)."
                                            .formatted(alike.size(), FEWEST, like))
                            .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Skill skill = text == null ? Skill.of(List.of()) : cases.replayed(usual, like);
        return told(answer, Resemblance.of(alike, usual), skill, alike);
    }

    private Subject subject() {
        Subject subject = task == null ? Subject.EVERYTHING : Subject.task(task);
        return agent == null ? subject : subject.with(Dimension.AGENT, agent);
    }

    private SortedMap<String, Value> circumstances() {
        var asked = new TreeMap<String, Value>();
        for (String each : attributes) {
            try {
                if (Condition.attribute(each) instanceof Condition.OfAttribute it
                        && it.comparison() == Comparison.EQUAL) {
                    asked.put(
                            it.name(),
                            it.number().isPresent() ? Value.of(it.number().getAsDouble()) : it.value());
                    continue;
                }
            } catch (IllegalArgumentException e) {
                throw Refusal.usage("--attr: " + e.getMessage());
            }
            throw Refusal.usage("--attr must be NAME=VALUE, but it is (%s).".formatted(each));
        }
        return asked;
    }

    /** With a text, circumstances have to be the same, if they are texts. */
    private static List<Like> narrowed(List<Like> alike, SortedMap<String, Value> asked) {
        return alike.stream()
                .filter(each -> asked.entrySet().stream()
                        .allMatch(part -> part.getValue() instanceof Value.Numeric
                                || part.getValue()
                                        .equals(each.headline()
                                                .profile()
                                                .attributes()
                                                .get(part.getKey()))))
                .toList();
    }

    private static Answer told(Answer begun, Resemblance it, Skill skill, List<Like> alike) {
        Tally decided = it.summary().outcomes().decided();
        Answer answer = begun.remark("%s like it, of which %s are decided."
                        .formatted(Figures.whole(alike.size()) + " executions are", Figures.whole(decided.tried())))
                .with(estimates(it))
                .forPrograms("success", Cell.rate(decided));
        if (skill.n() > 0) {
            answer = answer.remark(told(skill), Tone.FAINT);
        }
        answer = answer.forPrograms(
                "replayed",
                new Cell.Compound(
                        Cell.ABSENT,
                        List.of(
                                Field.of("n", Cell.whole(skill.n())),
                                Field.of("error", Cell.real(skill.error())),
                                Field.of("usual_error", Cell.real(skill.usualError())),
                                Field.of("p_value", Cell.real(skill.pValue())))));
        answer = factors(answer, "Best practices", "practices", it.practices());
        answer = factors(answer, "Risk factors", "risks", it.risks());
        if (it.factors().isEmpty()) {
            answer = answer.remark(
                    "Nothing tells those that succeed from those that fail; everything they have was compared.");
        }
        return likest(troubles(answer, it), alike);
    }

    /** A figure to expect. */
    private record Expected(String key, String name, Estimate estimate) {}

    private static Table<Expected> estimates(Resemblance it) {
        var rows = new ArrayList<Expected>();
        rows.add(new Expected("success", "success %", it.success()));
        if (it.took() != null) {
            rows.add(new Expected("duration", "median duration", it.took()));
        }
        if (it.cost() != null) {
            rows.add(new Expected("cost_usd", "mean cost", it.cost()));
        }
        return Table.of("estimates", rows)
                .forPrograms("figure", each -> Cell.name(each.key()))
                .forPeople("what to expect", each -> Cell.name(each.name()))
                .forPrograms("usual", each -> Cell.real(each.estimate().usual()))
                .forPrograms("adjusted", each -> Cell.real(each.estimate().adjusted()))
                .forPrograms("low", each -> Cell.real(each.estimate().interval().low()))
                .forPrograms(
                        "high", each -> Cell.real(each.estimate().interval().high()))
                .forPeople(
                        "like this",
                        each -> new Cell.Figure("%s (%s to %s)"
                                .formatted(
                                        shown(each, each.estimate().adjusted()),
                                        shown(each, each.estimate().interval().low()),
                                        shown(each, each.estimate().interval().high()))))
                .forPeople(
                        "usually",
                        each -> new Cell.Figure(shown(each, each.estimate().usual())))
                .column("n", "n", each -> Cell.whole(each.estimate().n()));
    }

    private static String shown(Expected each, double value) {
        if (!Double.isFinite(value)) {
            return "not known";
        }
        return switch (each.key()) {
            case "duration" -> Figures.duration(Duration.ofNanos(Math.round(value * 1e9)));
            case "cost_usd" -> "$%.4g".formatted(value);
            default -> Figures.percent(value) + " %";
        };
    }

    private static String told(Skill skill) {
        String compared =
                "Replayed on %d past ones: durations estimated in this way are off by %s %%, the usual by %s %%"
                        .formatted(skill.n(), Figures.percent(skill.error()), Figures.percent(skill.usualError()));
        return compared + (skill.isSeen() ? "." : "; that is not seen to be better.");
    }

    private static Answer factors(Answer answer, String title, String key, List<Factor> factors) {
        Table<Factor> table = Table.of(key, factors)
                .column("condition", "condition", it -> Cell.name(it.condition()))
                .column("with", "success with it %", it -> Cell.rate(it.with()))
                .column("without", "without %", it -> Cell.rate(it.without()))
                .column(
                        "effect",
                        "difference",
                        it -> new Cell.Compound(
                                new Cell.Figure("%+.0f points (%.0f to %.0f)"
                                        .formatted(
                                                100 * it.effect(),
                                                100 * it.interval().low(),
                                                100 * it.interval().high())),
                                List.of(
                                        Field.of("effect", Cell.real(it.effect())),
                                        Field.of("low", Cell.real(it.interval().low())),
                                        Field.of("high", Cell.real(it.interval().high())),
                                        Field.of("p_value", Cell.real(it.pValue())))));
        return factors.isEmpty()
                ? answer.with(table)
                : answer.remark(title, Tone.STRONG).with(table);
    }

    private static Answer troubles(Answer answer, Resemblance it) {
        List<Trouble> shown = it.troubles().stream().limit(MOST_LISTED).toList();
        Table<Trouble> table = Table.of("troubles", shown)
                .column(
                        "class",
                        "class",
                        each -> Cell.name(each.example().failureClass().label()))
                .column("count", "count", each -> Cell.whole(each.share().worked()))
                .column("share", "share %", each -> Cell.rate(each.share()))
                .column("execution", "example", each -> Cell.id(each.execution()))
                .column("message", "message", each -> Cell.text(each.example().message()));
        Answer told = shown.isEmpty()
                ? answer.with(table)
                : answer.remark("What went wrong", Tone.STRONG).with(table);
        return told.with(Table.of("recoveries", List.copyOf(it.recoveries().entrySet()))
                .column("strategy", "what was done about it", each -> Cell.name(each.getKey()))
                .column("worked", "helped %", each -> Cell.rate(each.getValue())));
    }

    private static Answer likest(Answer answer, List<Like> alike) {
        return answer.remark("The likest", Tone.STRONG)
                .with(Table.of("likest", alike.stream().limit(MOST_LISTED).toList())
                        .forPrograms("score", it -> Cell.real(it.score()))
                        .forPeople("like it", it -> new Cell.Figure(Figures.percent(it.score()) + " %"))
                        .column("id", "id", it -> Cell.id(it.headline().id()))
                        .column(
                                "task",
                                "task",
                                it -> Cell.text(it.headline().profile().task()))
                        .column(
                                "agent",
                                "agent",
                                it -> Cell.text(it.headline().profile().agent()))
                        .column(
                                "outcome",
                                "outcome",
                                it -> Cell.status(it.headline().outcome().status()))
                        .column(
                                "duration_ms",
                                "took",
                                it -> Outcomes.took(it.headline().outcome()))
                        .column(
                                "description",
                                "description",
                                it -> Cell.text(it.headline().description())));
    }
}
