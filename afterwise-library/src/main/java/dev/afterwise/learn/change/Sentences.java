package dev.afterwise.learn.change;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings in words. */
final class Sentences {
    private Sentences() {}

    static String of(Shift shift) {
        Shift.Effect effect = shift.effect();
        String whose = shift.scope().words();
        String said = effect.aspect() == Aspect.SUCCESS
                ? String.format(
                        Locale.ROOT,
                        "success of %s %s by %.0f points (%s), from %.0f %% to %.0f %%",
                        whose,
                        effect.change() < 0 ? "fell" : "rose",
                        Math.abs(effect.change()) * 100,
                        range(effect),
                        shift.before().mean() * 100,
                        shift.after().mean() * 100)
                : String.format(
                        Locale.ROOT,
                        "%s of the %s of %s %s by %.0f %% (%s), from %s to %s",
                        effect.figure().word(),
                        effect.aspect().word(),
                        whose,
                        effect.change() < 0 ? "fell" : "rose",
                        Math.abs(effect.change()) * 100,
                        range(effect),
                        amount(effect, shift.before()),
                        amount(effect, shift.after()));
        String companions = shift.companions().stream().map(Companion::words).collect(Collectors.joining(", "));
        return companions.isEmpty() ? said : said + ", when " + companions + " changed, too";
    }

    private static String range(Shift.Effect effect) {
        double one = Math.abs(effect.interval().low()) * 100;
        double other = Math.abs(effect.interval().high()) * 100;
        boolean holdsZero = effect.interval().contains(0);
        return String.format(Locale.ROOT, "%.0f to %.0f", holdsZero ? 0 : Math.min(one, other), Math.max(one, other));
    }

    private static String amount(Shift.Effect effect, Baseline baseline) {
        double figure = effect.figure() == Shift.Figure.P95 ? baseline.p95() : baseline.p50();
        String number = new BigDecimal(figure)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
        return effect.aspect() == Aspect.COST ? "$" + number : number + " s";
    }
}
