package dev.afterwise.cli.advice;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.predict.Averaged;
import dev.afterwise.learn.predict.Chance;
import dev.afterwise.learn.predict.Contribution;
import dev.afterwise.learn.predict.Expected;
import dev.afterwise.learn.predict.Past;
import dev.afterwise.learn.predict.Prediction;
import dev.afterwise.learn.predict.Predictor;
import dev.afterwise.learn.predict.Skill;
import dev.afterwise.store.Comparison;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = {
            "Say what will come of work before it is done: how likely it succeeds, how long it takes, what it costs,",
            "and what speaks for and against it. How well such chances were told in the past is said, too. What is not",
            "named although nearly all work of the task has it is averaged over past executions like it."
        })
public final class Predict implements Verb {
    private static final int FEWEST = 20;
    private static final int MOST_SHOWN = 12;

    @Parameters(paramLabel = "TASK", description = "the kind of work; one that is new is judged by the rest")
    String task = "";

    @Option(names = "--agent", paramLabel = "AGENT", order = 1, description = "who is to do it")
    @Nullable
    String agent;

    @Option(names = "--model", paramLabel = "MODEL", order = 2, description = "with which model")
    @Nullable
    String model;

    @Option(names = "--route", paramLabel = "ROUTE", order = 3, description = "by which route")
    @Nullable
    String route;

    @Option(names = "--complexity", paramLabel = "NUMBER", order = 4, description = "of which complexity")
    @Nullable
    Double complexity;

    @Option(
            names = {"--attr", "--attribute"},
            paramLabel = "NAME=VALUE",
            order = 5,
            description = "something else that is known of it; again for more")
    List<String> attributes = List.of();

    @Override
    public Answer answer(Session session) {
        Profile profile = profile();
        List<Past> past = Past.in(session.openStore(Access.READ)
                .workspace(session.workspace())
                .segments()
                .scan(Window.ALL));
        Answer answer = Answer.of("predict")
                .field("task", "task", Cell.name(task))
                .forPrograms("executions", Cell.whole(past.size()));
        if (past.size() < FEWEST) {
            return session.hint().isPresent()
                    ? answer.exit(Exit.NOT_ENOUGH_HISTORY)
                    : answer.hint("There must be %d executions that succeeded or failed, but there are %d."
                                    .formatted(FEWEST, past.size()))
                            .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        boolean isKnown = past.stream().anyMatch(each -> each.profile().task().equals(task));
        Prediction prediction = Predictor.of(past).predict(profile);
        Answer told = told(answer, prediction);
        for (String each : Unseen.of(profile, past)) {
            told = told.remark("Nobody has seen " + each);
        }
        return isKnown ? told : told.remark("The task is new: it is judged by what is known of other tasks.");
    }

    private Profile profile() {
        if (task.isBlank()) {
            throw Refusal.usage("TASK must name a kind of work, but it is empty.");
        }
        if (complexity != null && !Double.isFinite(complexity)) {
            throw Refusal.usage("--complexity must be a finite number, but it is (%s).".formatted(complexity));
        }
        Profile profile = Profile.of(task).withModel(model).withRoute(route);
        profile = agent == null ? profile : profile.withAgent(agent);
        profile = complexity == null ? profile : profile.withComplexity(complexity);
        for (String each : attributes) {
            profile = with(profile, each);
        }
        return profile;
    }

    private static Profile with(Profile profile, String attribute) {
        try {
            if (attribute.indexOf('=') > 0
                    && Condition.attribute(attribute) instanceof Condition.OfAttribute it
                    && it.comparison() == Comparison.EQUAL) {
                Value value = it.number().isPresent() ? Value.of(it.number().getAsDouble()) : it.value();
                return profile.with(Map.of(it.name(), value));
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--attr: " + e.getMessage());
        }
        throw Refusal.usage("--attr must be NAME=VALUE, but it is (%s).".formatted(attribute));
    }

    private static Answer told(Answer answer, Prediction prediction) {
        Chance chance = prediction.chance();
        Skill skill = chance.skill();
        List<Contribution> shown =
                prediction.contributions().stream().limit(MOST_SHOWN).toList();
        Answer all = answer.field("success", "success", chance(chance))
                .field("usual", "usually", rate(chance.usual()))
                .field("duration", "takes", took(prediction.took()))
                .field("cost", "costs", cost(prediction.cost()))
                .forPrograms("skill", skill(skill))
                .forPrograms("averaged_over", averagedOver(prediction.averaged()))
                .forPrograms("contributing", names(prediction.contributing()))
                .forPrograms("risks", names(prediction.risks()))
                .listing(contributions(shown));
        Averaged averaged = prediction.averaged();
        if (averaged != null) {
            all = all.remark(words(averaged));
        }
        String told =
                "Of %,d outcomes told beforehand, the mean squared error was %.3f; by the base rate it would have been %.3f."
                        .formatted(skill.outcomes(), skill.brier(), skill.baseRate());
        return skill.isBetter()
                ? all.remark(told, Tone.FAINT)
                : all.remark("This is no better than the base rate, as far as is known. " + told, Tone.BAD);
    }

    /** Such as {@code Averaged over region of 200 executions of the same task; name it to know more.} */
    private static String words(Averaged averaged) {
        String like = averaged.alike().isEmpty() ? "" : " of the same " + list(averaged.alike());
        return "Averaged over %s of %d executions%s; name %s to know more."
                .formatted(
                        list(averaged.parts()),
                        averaged.executions(),
                        like,
                        averaged.parts().size() == 1 ? "it" : "them");
    }

    private static String list(List<String> names) {
        List<String> all =
                names.stream().map(each -> each.replace("attributes.", "")).toList();
        return all.size() == 1
                ? all.getFirst()
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }

    private static Cell averagedOver(@Nullable Averaged averaged) {
        return averaged == null
                ? Cell.ABSENT
                : new Cell.Compound(
                        Cell.ABSENT,
                        List.of(
                                Field.of("names", Cell.several(averaged.parts())),
                                Field.of("executions", Cell.whole(averaged.executions())),
                                Field.of("alike", Cell.several(averaged.alike()))));
    }

    private static Cell names(List<Contribution> contributions) {
        return Cell.several(
                contributions.stream().map(each -> each.factor().toString()).toList());
    }

    private static Cell rate(double rate) {
        return new Cell.Compound(new Cell.Figure(percent(rate)), List.of(Field.of("rate", Cell.real(rate))));
    }

    private static Cell chance(Chance chance) {
        return new Cell.Compound(
                new Cell.Figure("%s (%s to %s)"
                        .formatted(
                                percent(chance.success()),
                                percent(chance.interval().low()),
                                percent(chance.interval().high()))),
                List.of(
                        Field.of("rate", Cell.real(chance.success())),
                        Field.of("low", Cell.real(chance.interval().low())),
                        Field.of("high", Cell.real(chance.interval().high()))));
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * rate);
    }

    private static Cell skill(Skill skill) {
        List<Field> members = new ArrayList<>(List.of(
                Field.of("outcomes", Cell.whole(skill.outcomes())),
                Field.of("brier", Cell.real(skill.brier())),
                Field.of("base_rate_brier", Cell.real(skill.baseRate())),
                Field.of("better", new Cell.Flag(skill.isBetter()))));
        if (Double.isFinite(skill.gain().low())) {
            members.add(Field.of("gain_low", Cell.real(skill.gain().low())));
            members.add(Field.of("gain_high", Cell.real(skill.gain().high())));
        }
        return new Cell.Compound(Cell.ABSENT, members);
    }

    private static Cell took(@Nullable Expected expected) {
        if (expected == null) {
            return Cell.ABSENT;
        }
        return new Cell.Compound(
                new Cell.Figure("%s; %s to %s in eight cases of ten"
                        .formatted(words(expected.p50()), words(expected.p10()), words(expected.p90()))),
                List.of(
                        Field.of("p10_ms", took(expected.p10())),
                        Field.of("p50_ms", took(expected.p50())),
                        Field.of("p90_ms", took(expected.p90())),
                        Field.of("p95_ms", took(expected.p95())),
                        Field.of("outcomes", Cell.whole(expected.outcomes()))));
    }

    private static Cell took(double seconds) {
        return Cell.took(duration(seconds));
    }

    private static String words(double seconds) {
        return Figures.duration(duration(seconds));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) Math.min(seconds * 1e9, 9e18));
    }

    private static Cell cost(@Nullable Expected expected) {
        if (expected == null) {
            return Cell.ABSENT;
        }
        return new Cell.Compound(
                new Cell.Figure(String.format(
                        Locale.ROOT,
                        "$%.4g on average; $%.4g to $%.4g in eight cases of ten",
                        expected.mean(),
                        expected.p10(),
                        expected.p90())),
                List.of(
                        Field.of("mean_usd", Cell.real(expected.mean())),
                        Field.of("p10_usd", Cell.real(expected.p10())),
                        Field.of("p50_usd", Cell.real(expected.p50())),
                        Field.of("p90_usd", Cell.real(expected.p90())),
                        Field.of("outcomes", Cell.whole(expected.outcomes()))));
    }

    private static Table<Contribution> contributions(List<Contribution> contributions) {
        return Table.of("contributions", contributions)
                .column("factor", "what is known", it -> Cell.text(it.factor().toString()))
                .column(
                        "points",
                        "points",
                        it -> new Cell.Compound(
                                new Cell.Figure(String.format(Locale.ROOT, "%+.0f", 100 * it.points())),
                                List.of(
                                        Field.of("probability", Cell.real(it.points())),
                                        Field.of("logit", Cell.real(it.logit())),
                                        Field.of("low", Cell.real(it.interval().low())),
                                        Field.of("high", Cell.real(it.interval().high())))))
                .column("sure", "sure", it -> new Cell.Flag(it.isSure()))
                .column("seen", "outcomes", it -> Cell.whole(it.seen()));
    }
}
