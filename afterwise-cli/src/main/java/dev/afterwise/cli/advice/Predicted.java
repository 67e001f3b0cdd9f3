package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.learn.predict.Averaged;
import dev.afterwise.learn.predict.Chance;
import dev.afterwise.learn.predict.Contribution;
import dev.afterwise.learn.predict.Expected;
import dev.afterwise.learn.predict.Prediction;
import dev.afterwise.learn.predict.Skill;
import dev.afterwise.learn.predict.Vocabulary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A prediction as people and programs see it. */
public final class Predicted {
    private static final int FEWEST = 20;
    private static final int MOST_SHOWN = 12;

    private Predicted() {}

    /** Whether there was enough to learn from. */
    public static boolean isKnown(Prediction prediction) {
        return prediction.vocabulary().executions() >= FEWEST;
    }

    static Answer nothing(String task, int executions) {
        return Answer.of("predict")
                .field("task", "task", Cell.name(task))
                .forPrograms("executions", Cell.whole(executions));
    }

    /** All of it; where there is too little history, what is missing. */
    public static Answer in(Prediction prediction) {
        Vocabulary vocabulary = prediction.vocabulary();
        String task = prediction.profile().task();
        Answer answer = nothing(task, vocabulary.executions());
        if (!isKnown(prediction)) {
            return answer.hint("There must be %d executions that succeeded or failed, but there are %d."
                            .formatted(FEWEST, vocabulary.executions()))
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Answer told = told(answer, prediction);
        for (String each : Unseen.of(prediction.profile(), vocabulary)) {
            told = told.remark("Nobody has seen " + each);
        }
        return vocabulary.tasks().contains(task)
                ? told
                : told.remark("The task is new: it is judged by what is known of other tasks.");
    }

    /** As a part of another answer; absent where there is too little history. */
    public static Cell cell(Prediction prediction) {
        if (!isKnown(prediction)) {
            return Cell.ABSENT;
        }
        List<Field> members = new ArrayList<>(figures(prediction));
        members.add(Field.of("executions", Cell.whole(prediction.vocabulary().executions())));
        members.add(Field.of("contributions", new Cell.Rows(contributions(shown(prediction)))));
        members.add(Field.of("unseen", Cell.several(Unseen.of(prediction.profile(), prediction.vocabulary()))));
        return new Cell.Compound(Cell.ABSENT, members);
    }

    private static List<Contribution> shown(Prediction prediction) {
        return prediction.contributions().stream().limit(MOST_SHOWN).toList();
    }

    private static List<Field> figures(Prediction prediction) {
        Vocabulary vocabulary = prediction.vocabulary();
        return List.of(
                new Field("success", "success", chance(prediction.chance())),
                new Field("usual", "usually", rate(prediction.chance().usual())),
                new Field("duration", "takes", took(prediction.took())),
                new Field("cost", "costs", cost(prediction.cost())),
                Field.of("skill", skill(prediction.chance().skill())),
                Field.of("averaged_over", averagedOver(prediction.averaged())),
                Field.of("contributing", names(prediction.contributing())),
                Field.of("risks", names(prediction.risks())),
                Field.of(
                        "learned_until", vocabulary.newest() == null ? Cell.ABSENT : Cell.moment(vocabulary.newest())));
    }

    private static Answer told(Answer answer, Prediction prediction) {
        Skill skill = prediction.chance().skill();
        Answer all = answer;
        for (Field each : figures(prediction)) {
            all = all.with(each);
        }
        all = all.listing(contributions(shown(prediction)));
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
