package dev.afterwise.cli.advice;

import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.learn.recommend.Advice;
import java.util.List;
import java.util.Locale;

/** What there is to choose from, as people and programs see it. */
public final class Options {
    private static final int MOST_SHOWN = 20;

    private Options() {}

    /** All of them, the best first. */
    public static Table<Advice.Option> table(String key, Advice advice) {
        List<Advice.Option> options = advice.options();
        return Table.of(key, options.subList(0, Math.min(MOST_SHOWN, options.size())))
                .column("name", advice.choice().word(), it -> Cell.name(it.arm()))
                .column("executions", "n", it -> Cell.whole(it.runs()))
                .column("success", "expected success %", it -> gain(it.chance()))
                .column("mean_seconds", "mean seconds", it -> known(it.seconds()))
                .column("mean_dollars", "mean dollars", it -> known(it.dollars()))
                .column("utility", "utility", it -> Cell.real(it.utility()))
                .column("share", "share when routed", it -> Cell.real(it.propensity()));
    }

    private static Cell known(double number) {
        return Double.isNaN(number) ? Cell.ABSENT : Cell.real(number);
    }

    /** A number with its interval. */
    public static Cell gain(Advice.Gain gain) {
        String shown = String.format(
                Locale.ROOT,
                "%.1f (%.1f to %.1f)",
                100 * gain.value(),
                100 * gain.interval().low(),
                100 * gain.interval().high());
        return new Cell.Compound(
                new Cell.Figure(shown),
                List.of(
                        Field.of("value", Cell.real(gain.value())),
                        Field.of("low", Cell.real(gain.interval().low())),
                        Field.of("high", Cell.real(gain.interval().high()))));
    }
}
