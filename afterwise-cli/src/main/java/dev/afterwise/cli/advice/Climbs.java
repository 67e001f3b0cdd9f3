package dev.afterwise.cli.advice;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.learn.recommend.Advice;
import dev.afterwise.learn.recommend.Climb;
import dev.afterwise.learn.recommend.Logbook;
import dev.afterwise.segment.Columns;
import java.util.List;
import java.util.Optional;

/**
 * What ladders come to: for each choice the best one. People see those that are recommended, programs all.
 *
 * @param all at most one for each choice
 */
record Climbs(List<Climb> all) {
    Climbs {
        all = List.copyOf(all);
    }

    /** @param among those that may be taken; all that were tried for the task if there are none */
    static Climbs of(
            Columns columns, List<Dimension> choices, Profile work, List<String> among, Preference preference) {
        return new Climbs(choices.stream()
                .map(choice -> Logbook.of(columns, choice, work))
                .map(log -> among.isEmpty() ? log : log.among(among))
                .map(log -> log.ladder(preference))
                .flatMap(Optional::stream)
                .toList());
    }

    Answer in(Answer given) {
        Answer answer = given.forPrograms("ladders", new Cell.Rows(table()));
        for (Climb each : all) {
            if (each.isSure()) {
                answer = answer.remark("Climb: %s.".formatted(each.because()), Tone.GOOD);
            }
        }
        return answer;
    }

    private static Cell dollars(Climb climb) {
        Advice.Gain its = climb.dollars();
        return its == null ? Cell.ABSENT : Options.gain(its);
    }

    private Table<Climb> table() {
        return Table.of("ladders", all)
                .forPrograms("dimension", it -> Cell.name(it.ladder().choice().word()))
                .forPrograms("first", it -> Cell.name(it.ladder().first()))
                .forPrograms("second", it -> Cell.name(it.ladder().second()))
                .forPrograms("recommended", it -> new Cell.Flag(it.isSure()))
                .forPrograms("pieces", it -> Cell.whole(it.pieces()))
                .forPrograms("failed", it -> Cell.whole(it.failed()))
                .forPrograms("followed", it -> Cell.whole(it.followed()))
                .forPrograms("compared", it -> Cell.whole(it.compared()))
                .forPrograms("success", it -> Options.gain(it.success()))
                .forPrograms("mean_dollars", Climbs::dollars)
                .forPrograms("gain", it -> Options.gain(it.gain()))
                .forPrograms("over", it -> Cell.name(it.over()))
                .forPrograms("because", it -> Cell.text(it.because()));
    }
}
