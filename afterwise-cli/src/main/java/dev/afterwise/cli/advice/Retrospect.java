package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.learn.recommend.Advice;
import dev.afterwise.learn.recommend.Hindsight;
import java.util.List;

/** Shows what one arm would have come to on the executions that were logged. */
final class Retrospect {
    private Retrospect() {}

    static Cell cell(Hindsight it) {
        Advice.Gain dollars = it.dollars();
        return new Cell.Compound(
                Cell.text(it.because()),
                List.of(
                        Field.of("arm", Cell.name(it.arm())),
                        Field.of("executions", Cell.whole(it.executions())),
                        Field.of("taken", Cell.whole(it.taken())),
                        Field.of("effective_sample", Cell.real(it.effective())),
                        Field.of("from_propensities", new Cell.Flag(it.isDrawn())),
                        Field.of("success", Options.gain(it.success())),
                        Field.of("gain", Options.gain(it.gain())),
                        Field.of("mean_dollars", dollars == null ? Cell.ABSENT : Options.gain(dollars)),
                        Field.of("because", Cell.text(it.because()))));
    }
}
