package dev.afterwise.cli.advice;

import dev.afterwise.Evidence;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.learn.Realised;
import java.time.Instant;
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

    /** What was measured of what was adopted, with its interval; absent if it never was adopted. */
    public static Cell measured(Recommendation recommendation) {
        Measurement measurement = recommendation.measurement();
        if (measurement == null) {
            return Cell.ABSENT;
        }
        Evidence realised = measurement.realised();
        Instant until = measurement.until();
        return new Cell.Compound(
                realised == null ? Cell.name(unknown(recommendation)) : new Cell.Figure(Figures.effect(realised)),
                List.of(
                        Field.of("by", Cell.name(measurement.isDrawn() ? "experiment" : "before_after")),
                        Field.of("experiment", Cell.text(measurement.experiment())),
                        Field.of("since", Cell.moment(measurement.since())),
                        Field.of("until", until == null ? Cell.ABSENT : Cell.moment(until)),
                        Field.of("effect", realised == null ? Cell.ABSENT : Cell.real(realised.effect())),
                        Field.of("low", realised == null ? Cell.ABSENT : Cell.real(realised.low())),
                        Field.of("high", realised == null ? Cell.ABSENT : Cell.real(realised.high())),
                        Field.of("n", Cell.whole(realised == null ? 0 : realised.sample())),
                        Field.of("said", Cell.text(measurement.said()))));
    }

    /** Why nothing was measured. */
    public static String unknown(Recommendation recommendation) {
        boolean isBroken = recommendation.status() != Recommendation.Status.MEASURING && !recommendation.isMeasured();
        return isBroken ? "broken off by a person" : recommendation.isMeasured() ? "too little" : "too little yet";
    }

    /** How it is measured, in words. */
    public static String way(Measurement measurement) {
        return measurement.isDrawn()
                ? "half of the runs, drawn by chance, against the other half"
                : "the time after against the time before; what else changed in between is in it";
    }

    /** How its measurement stands, in a sentence. */
    public static String said(Recommendation recommendation) {
        Measurement measurement = recommendation.measurement();
        return measurement == null ? "" : measurement.said();
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
