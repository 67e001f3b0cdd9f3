package dev.afterwise.plan;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as plans write them: decimal, with a fraction and an exponent if need be. */
final class Numbers {
    private static final int LONGEST = 40;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Numbers() {}

    /** Empty if the text is no number, or one that is too large. */
    static OptionalDouble parse(String text) {
        if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? OptionalDouble.of(number == 0 ? 0 : number) : OptionalDouble.empty();
    }
}
