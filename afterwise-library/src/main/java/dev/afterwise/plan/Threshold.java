package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line between few and many: {@code complexity > 7}.
 *
 * @param param the parameter it is about, a number
 * @param above the value itself is not above it
 */
public record Threshold(String param, double above) {
    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_-]*)\\s*>\\s*(-?[0-9][0-9.eE+-]*)\\s*");

    /** @throws IllegalArgumentException unless the text is a name, {@code >} and a number */
    public static Threshold of(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            var above = Numbers.parse(form.group(2));
            if (above.isPresent()) {
                return new Threshold(form.group(1), above.getAsDouble());
            }
        }
        throw new IllegalArgumentException(
                "A threshold must be a parameter, '>' and a number, but this is (%s).".formatted(text));
    }

    public Threshold withAbove(double other) {
        return new Threshold(param, other);
    }

    public boolean isExceededBy(double value) {
        return value > above;
    }

    @Override
    public String toString() {
        return param + " > " + Value.of(above);
    }
}
