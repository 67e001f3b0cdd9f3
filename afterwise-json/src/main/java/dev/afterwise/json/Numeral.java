package dev.afterwise.json;

import java.math.BigDecimal;

/**
 * A number as it was written.
 *
 * @param text digits, and maybe a sign, a fraction and an exponent
 */
record Numeral(String text) {
    private static final int MOST_LONG_DIGITS = 18;
    /** Beyond all numbers of a double, and of everything else that is counted here. */
    private static final int LARGEST_EXPONENT = 400;

    /** @throws ArithmeticException if it is so large or small that computing with it would cost too much */
    BigDecimal decimal() {
        try {
            var decimal = new BigDecimal(text);
            if (Math.abs((long) decimal.scale()) <= LARGEST_EXPONENT + (long) text.length()) {
                return decimal;
            }
        } catch (NumberFormatException tooLarge) {
            // Reported below: JSON allows exponents that a decimal doesn't have.
        }
        throw new ArithmeticException("too large or too small");
    }

    /** @throws ArithmeticException if it has a fraction or too many digits */
    long whole() {
        boolean isPlain =
                text.length() <= MOST_LONG_DIGITS && text.chars().allMatch(c -> c <= '9' && c >= '-' && c != '.');
        return isPlain ? Long.parseLong(text) : decimal().longValueExact();
    }

    /** The nearest double, which may be infinite. */
    double real() {
        return Double.parseDouble(text);
    }
}
