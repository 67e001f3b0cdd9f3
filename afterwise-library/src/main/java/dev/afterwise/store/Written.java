package dev.afterwise.store;

import dev.afterwise.Value;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How people write conditions. */
final class Written {
    private static final Pattern CONDITION = Pattern.compile("([^=<>!]+)(!=|<=|>=|=|<|>)(.*)", Pattern.DOTALL);
    private static final Pattern COMPARED = Pattern.compile("(!=|<=|>=|=|<|>)?(.*)", Pattern.DOTALL);

    /** Short enough that reading it takes no time. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

    private Written() {}

    static Condition attribute(String text) {
        Matcher form = CONDITION.matcher(text);
        if (!form.matches() || form.group(1).isBlank()) {
            throw new IllegalArgumentException("""
                    A condition must be a name, one of = != < <= > >=, and a value, but this is (%s).
                    Maybe branch=main, or 'files>7' in quotes.""".formatted(text));
        }
        Comparison comparison = comparison(form.group(2));
        String written = form.group(3).strip();
        OptionalDouble number = comparison.orders() ? number(written) : OptionalDouble.empty();
        Value value = number.isPresent() ? Value.of(number.getAsDouble()) : Value.of(written);
        return new Condition.OfAttribute(form.group(1).strip(), comparison, value);
    }

    static Condition complexity(String text) {
        Matcher form = COMPARED.matcher(text.strip());
        OptionalDouble number = form.matches() ? number(form.group(2).strip()) : OptionalDouble.empty();
        if (number.isEmpty()) {
            throw new IllegalArgumentException("""
                    A complexity must be compared by one of = != < <= > >= with a number, but this is (%s).
                    Maybe '>7' in quotes.""".formatted(text));
        }
        return new Condition.OfComplexity(comparison(form.group(1)), number.getAsDouble());
    }

    private static Comparison comparison(@Nullable String sign) {
        return Stream.of(Comparison.values())
                .filter(each -> each.sign().equals(sign))
                .findFirst()
                .orElse(Comparison.EQUAL);
    }

    static OptionalDouble number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }
}
