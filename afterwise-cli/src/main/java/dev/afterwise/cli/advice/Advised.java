package dev.afterwise.cli.advice;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.learn.recommend.Advice;
import dev.afterwise.learn.recommend.Hindsight;
import dev.afterwise.learn.recommend.Lessons;
import dev.afterwise.learn.recommend.Logbook;
import dev.afterwise.segment.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is advised for one piece of work, by what is known of it and by what somebody prefers. */
final class Advised {
    private final List<Looked> all = new ArrayList<>();

    /** What is advised, and what that would have come to before. */
    private record Looked(Advice advice, Optional<Hindsight> hindsight) {}

    /**
     * @param among those that may be taken; all that were tried for the task if there are none
     * @param used what is used now; what most of the last runs used, if it is null
     */
    Advised(
            Columns columns,
            List<Dimension> choices,
            Profile work,
            List<String> among,
            Preference preference,
            @Nullable String used) {
        for (Dimension choice : choices) {
            Lessons lessons = Lessons.of(columns, choice);
            List<String> arms = among.isEmpty()
                    ? lessons.arms(work.task())
                    : among.stream().distinct().toList();
            if (arms.size() > 1) {
                Advice advice =
                        lessons.advise(work, arms, preference, used == null ? lessons.usedNow(work.task()) : used);
                all.add(new Looked(
                        advice,
                        Logbook.of(columns, choice, work)
                                .hindsight(advice.best().arm())));
            }
        }
    }

    Answer in(Answer given) {
        Answer answer = given.forPrograms("advice", new Cell.Rows(table()));
        for (Looked looked : all) {
            Advice each = looked.advice();
            answer = answer.remark(
                            "For this work, by %s: %s.".formatted(each.choice().word(), each.because()),
                            each.verdict() == Advice.Verdict.PREFER ? Tone.GOOD : Tone.PLAIN)
                    .with(Options.table("", each))
                    .remark("Looking back: %s.".formatted(lookingBack(looked)), Tone.FAINT);
        }
        return answer;
    }

    private Table<Looked> table() {
        return Table.of("advice", all)
                .forPrograms("dimension", it -> Cell.name(it.advice().choice().word()))
                .forPrograms("verdict", it -> Cell.name(it.advice().verdict().word()))
                .forPrograms("abstained", it -> new Cell.Flag(it.advice().verdict() != Advice.Verdict.PREFER))
                .forPrograms("best", it -> Cell.name(it.advice().best().arm()))
                .forPrograms(
                        "now",
                        it -> it.advice().now() == null
                                ? Cell.ABSENT
                                : Cell.name(it.advice().now()))
                .forPrograms("gain", it -> Options.gain(it.advice().gain()))
                .forPrograms("because", it -> Cell.text(it.advice().because()))
                .forPrograms("options", it -> new Cell.Rows(Options.table("options", it.advice())))
                .forPrograms(
                        "hindsight", it -> it.hindsight().map(Retrospect::cell).orElse(Cell.ABSENT));
    }

    private static String lookingBack(Looked looked) {
        return looked.hindsight()
                .map(Hindsight::because)
                .orElseGet(() -> "too few logged executions took '%s' to estimate what it would have come to"
                        .formatted(looked.advice().best().arm()));
    }
}
