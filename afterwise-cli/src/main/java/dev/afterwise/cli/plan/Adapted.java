package dev.afterwise.cli.plan;

import dev.afterwise.Adaptation;
import dev.afterwise.Adaptation.Verdict;
import dev.afterwise.Adaptations;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.plan.simulate.Comparison;
import dev.afterwise.plan.simulate.Reckoned;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is said about the adaptations of a plan. */
final class Adapted {
    private Adapted() {}

    static Answer in(Answer so, Adaptations found) {
        Answer answer = so.forPrograms("runs", Cell.whole(found.runs()));
        if (found.runs() < Adaptations.FEWEST_RUNS) {
            return answer.remark("There must be at least %d runs of the plan to learn from, but so far there %s."
                            .formatted(Adaptations.FEWEST_RUNS, found.runs() == 1 ? "is 1" : "are " + found.runs()))
                    .listing(table(List.of()));
        }
        if (found.all().isEmpty()) {
            return answer.remark(
                            "In %,d runs nothing suggests that the plan should be another.".formatted(found.runs()))
                    .listing(table(List.of()));
        }
        answer = answer.listing(table(found.all()));
        for (Adaptation each : found.all()) {
            answer = answer.remark("%s. %s %s"
                    .formatted(Changes.words(each.change()), each.advice().because(), each.because()));
        }
        Comparison together = found.together();
        if (together == null) {
            return answer.forPrograms("together", Cell.ABSENT)
                    .remark(
                            found.with(Verdict.TRY).isEmpty()
                                    ? "None of it makes whole runs better."
                                    : "None of it is sure enough to be made; --apply experiment tries it.");
        }
        return answer.forPrograms("together", cell(together)).remark(sentence(found, together), Tone.GOOD);
    }

    private static String sentence(Adaptations found, Comparison together) {
        return "Together, the %s to be made let %.0f %% of the runs succeed instead of %.0f %% (%s), and a run takes %s (%s)."
                .formatted(
                        found.with(Verdict.TAKE).size() == 1
                                ? "change"
                                : found.with(Verdict.TAKE).size() + " changes",
                        100 * together.other().success().likely(),
                        100 * together.one().success().likely(),
                        interval(together.success(), Adapted::points),
                        longer(together.lasting().likely()),
                        interval(together.lasting(), Adapted::seconds));
    }

    private static String longer(double seconds) {
        return seconds(Math.abs(seconds)) + (seconds < 0 ? " less" : " more");
    }

    private static Table<Adaptation> table(List<Adaptation> all) {
        return Table.of("adaptations", all)
                .column("verdict", "do", it -> verdict(it.verdict()))
                .column("change", "what", it -> Changes.cell(it.change()))
                .column("success", "success", it -> moved(it.expected().success(), Adapted::points))
                .column("seconds", "a run takes", it -> moved(it.expected().lasting(), Adapted::seconds))
                .forPrograms("dollars", it -> moved(it.expected().dollars(), Adapted::dollars))
                .forPrograms("worth", it -> moved(it.expected().worth(), Adapted::points))
                .forPrograms("id", it -> Cell.name(it.advice().id()))
                .forPrograms("because", it -> Cell.text(it.advice().because()))
                .forPrograms("verdict_because", it -> Cell.text(it.because()))
                .forPrograms("evidence", it -> Cell.evidence(it.advice().evidence()))
                .forPrograms(
                        "examples",
                        it -> Cell.several(it.advice().evidence().examples().stream()
                                .map(each -> each.hex())
                                .toList()));
    }

    private static Cell verdict(Verdict verdict) {
        return new Cell.Name(
                verdict.word(),
                switch (verdict) {
                    case TAKE -> Tone.GOOD;
                    case TRY -> Tone.WARNING;
                    case LEAVE -> Tone.FAINT;
                });
    }

    private static Cell cell(@Nullable Comparison together) {
        return together == null
                ? Cell.ABSENT
                : new Cell.Compound(
                        Cell.ABSENT,
                        List.of(
                                Field.of(
                                        "success_before",
                                        Cell.real(together.one().success().likely())),
                                Field.of(
                                        "success_after",
                                        Cell.real(together.other().success().likely())),
                                Field.of("success", moved(together.success(), Adapted::points)),
                                Field.of("seconds", moved(together.lasting(), Adapted::seconds)),
                                Field.of("dollars", moved(together.dollars(), Adapted::dollars)),
                                Field.of("worth", moved(together.worth(), Adapted::points))));
    }

    private static Cell moved(Reckoned it, DoubleFunction<String> words) {
        boolean isNothing = it.low() == 0 && it.high() == 0;
        return new Cell.Compound(
                new Cell.Figure(
                        isNothing ? "as before" : signed(it.likely(), words) + " (" + interval(it, words) + ")"),
                List.of(
                        Field.of("by", Cell.real(it.likely())),
                        Field.of("low", Cell.real(it.low())),
                        Field.of("high", Cell.real(it.high()))));
    }

    private static String signed(double number, DoubleFunction<String> words) {
        return (number > 0 ? "+" : "") + words.apply(number);
    }

    private static String interval(Reckoned it, DoubleFunction<String> words) {
        return (words.apply(it.low()) + " to " + words.apply(it.high())).replace(" points to ", " to ");
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f points", 100 * share);
    }

    private static String dollars(double amount) {
        return String.format(Locale.ROOT, "$%.4f", amount);
    }

    private static String seconds(double seconds) {
        return Double.isFinite(seconds) ? Figures.duration(Duration.ofNanos(Math.round(seconds * 1e9))) : "?";
    }
}
