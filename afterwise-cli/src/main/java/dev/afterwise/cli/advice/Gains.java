package dev.afterwise.cli.advice;

import dev.afterwise.Evidence;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.learn.Realised;
import java.util.List;

/** What came of something that was adopted. */
public final class Gains {
    private Gains() {}

    /** The measured gain with its 95 % interval, or that there is too little to say. */
    public static Cell cell(Recommendation recommendation, Realised realised) {
        return switch (realised) {
            case Realised.Measured it ->
                new Cell.Compound(
                        new Cell.Figure(Figures.effect(evidence(recommendation, it))),
                        List.of(
                                Field.of("effect", Cell.real(it.gain())),
                                Field.of("low", Cell.real(it.interval().low())),
                                Field.of("high", Cell.real(it.interval().high())),
                                Field.of("n_before", Cell.whole(it.before())),
                                Field.of("n_after", Cell.whole(it.after()))));
            case Realised.TooLittle it ->
                new Cell.Compound(
                        Cell.name("too little yet"),
                        List.of(
                                Field.of("effect", Cell.ABSENT),
                                Field.of("low", Cell.ABSENT),
                                Field.of("high", Cell.ABSENT),
                                Field.of("n_before", Cell.whole(it.before())),
                                Field.of("n_after", Cell.whole(it.after()))));
        };
    }

    /** What was measured, in the form of what was promised. */
    public static Evidence evidence(Recommendation recommendation, Realised.Measured measured) {
        return new Evidence(
                measured.before() + measured.after(),
                recommendation.evidence().measure(),
                measured.gain(),
                measured.interval().low(),
                measured.interval().high(),
                Double.NaN,
                List.of());
    }
}
