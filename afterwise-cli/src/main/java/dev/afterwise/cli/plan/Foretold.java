package dev.afterwise.cli.plan;

import dev.afterwise.Spread;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.plan.simulate.Reckoned;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is foretold, in words and for programs. */
final class Foretold {
    private Foretold() {}

    /** Such as {@code 93 % (88 to 97)}. */
    static Cell chance(Reckoned chance) {
        return new Cell.Compound(
                new Cell.Figure("%s %% (%s to %s)"
                        .formatted(
                                Figures.percent(chance.likely()),
                                Figures.percent(chance.low()),
                                Figures.percent(chance.high()))),
                members(chance));
    }

    /** Such as {@code +3.1 points (-1.0 to +7.2)}. */
    static Cell points(Reckoned difference) {
        return new Cell.Compound(
                new Cell.Figure(String.format(
                        Locale.ROOT,
                        "%+.1f points (%+.1f to %+.1f)",
                        zero(100 * difference.likely()),
                        zero(100 * difference.low()),
                        zero(100 * difference.high()))),
                members(difference));
    }

    /** Such as {@code +1.20 s (+800 ms to +1.60 s)}. */
    static Cell seconds(Reckoned difference) {
        return Double.isNaN(difference.likely())
                ? Cell.ABSENT
                : new Cell.Compound(
                        new Cell.Figure("%s (%s to %s)"
                                .formatted(
                                        signed(difference.likely()),
                                        signed(difference.low()),
                                        signed(difference.high()))),
                        members(difference));
    }

    /** Such as {@code +$0.0120 (+$0.0080 to +$0.0160)}. */
    static Cell dollars(Reckoned difference) {
        return difference.likely() == 0 && difference.low() == 0 && difference.high() == 0
                ? Cell.ABSENT
                : new Cell.Compound(
                        new Cell.Figure(String.format(
                                Locale.ROOT,
                                "$%+.4f ($%+.4f to $%+.4f)",
                                difference.likely(),
                                difference.low(),
                                difference.high())),
                        members(difference));
    }

    private static List<Field> members(Reckoned number) {
        return List.of(
                Field.of("likely", Cell.real(number.likely())),
                Field.of("low", Cell.real(number.low())),
                Field.of("high", Cell.real(number.high())));
    }

    /** Minus zero is zero. */
    private static double zero(double number) {
        return Math.abs(number) < .05 ? 0 : number;
    }

    private static String signed(double seconds) {
        Duration length = duration(Math.abs(seconds));
        return (length.isZero() ? "" : seconds < 0 ? "-" : "+") + Figures.duration(length);
    }

    /** Such as {@code 4.2 s (3.1 s to 6.0 s in eight runs of ten)}. */
    static Cell took(Spread seconds) {
        return seconds.isEmpty()
                ? Cell.ABSENT
                : new Cell.Compound(
                        new Cell.Figure("%s (%s to %s in eight runs of ten)"
                                .formatted(
                                        words(seconds.quantile(.5)),
                                        words(seconds.quantile(.1)),
                                        words(seconds.quantile(.9)))),
                        quantiles(seconds));
    }

    /** Such as {@code 4.2 s (3.1 s to 6.0 s)}. */
    static Cell shortly(Spread seconds) {
        return seconds.isEmpty()
                ? Cell.ABSENT
                : new Cell.Compound(
                        new Cell.Figure("%s (%s to %s)"
                                .formatted(
                                        words(seconds.quantile(.5)),
                                        words(seconds.quantile(.1)),
                                        words(seconds.quantile(.9)))),
                        quantiles(seconds));
    }

    private static List<Field> quantiles(Spread seconds) {
        return List.of(
                Field.of("p10_ms", Cell.took(duration(seconds.quantile(.1)))),
                Field.of("p50_ms", Cell.took(duration(seconds.quantile(.5)))),
                Field.of("p90_ms", Cell.took(duration(seconds.quantile(.9)))),
                Field.of("p95_ms", Cell.took(duration(seconds.quantile(.95)))));
    }

    /** Such as {@code $0.012 (at most $0.030 in 19 runs of 20)}; nothing where nobody measured it. */
    static Cell costs(Spread dollars) {
        return dollars.isEmpty()
                ? Cell.ABSENT
                : new Cell.Compound(
                        new Cell.Figure(String.format(
                                Locale.ROOT,
                                "$%.4f (at most $%.4f in 19 runs of 20)",
                                dollars.quantile(.5),
                                dollars.quantile(.95))),
                        List.of(
                                Field.of("mean_usd", Cell.real(dollars.mean())),
                                Field.of("p50_usd", Cell.real(dollars.quantile(.5))),
                                Field.of("p95_usd", Cell.real(dollars.quantile(.95)))));
    }

    /** Such as {@code 12 %}. */
    static Cell share(double share) {
        return new Cell.Compound(
                new Cell.Figure(Figures.percent(share) + " %"), List.of(Field.of("rate", Cell.real(share))));
    }

    static String words(double seconds) {
        return Figures.duration(duration(seconds));
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos((long) Math.clamp(seconds * 1e9, 0, 9e18));
    }
}
