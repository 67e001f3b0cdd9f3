package dev.afterwise.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people: three digits that count. */
final class Figures {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Figures() {}

    /** Such as {@code 0.556}, {@code 12.3} or {@code 1230}; a number in JSON, too. */
    static String plain(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("A figure must be a finite number, but this is (%s).".formatted(number));
        }
        var rounded = new BigDecimal(number).round(THREE_DIGITS).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** Such as {@code 1,234,567}. */
    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
