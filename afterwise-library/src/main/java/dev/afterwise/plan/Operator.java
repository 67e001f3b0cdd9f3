package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How two values are compared: as numbers where both are, else as texts. */
enum Operator {
    EQUAL("=="),
    DIFFERENT("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    BELOW("<"),
    ABOVE(">");

    final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** @throws ExpressionException if it orders, and one of them is there and no number */
    boolean holds(@Nullable Value left, @Nullable Value right) {
        return switch (this) {
            case EQUAL -> equal(left, right);
            case DIFFERENT -> !equal(left, right);
            case AT_MOST, AT_LEAST, BELOW, ABOVE ->
                left != null && right != null && ordered(number(left), number(right));
        };
    }

    private static boolean equal(@Nullable Value left, @Nullable Value right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        OptionalDouble one = asNumber(left);
        OptionalDouble other = asNumber(right);
        if (one.isPresent() && other.isPresent()) {
            return Double.compare(one.getAsDouble(), other.getAsDouble()) == 0;
        }
        return left.toString().equals(right.toString());
    }

    private boolean ordered(double left, double right) {
        return switch (this) {
            case AT_MOST -> left <= right;
            case AT_LEAST -> left >= right;
            case BELOW -> left < right;
            case ABOVE -> left > right;
            case EQUAL, DIFFERENT -> throw new IllegalStateException(name());
        };
    }

    private double number(Value value) {
        return asNumber(value)
                .orElseThrow(() -> new ExpressionException(
                        "Only numbers can be compared by '%s', but this is ('%s').".formatted(sign, value), 0));
    }

    /** What arrived as text (a parameter, an output) may be a number all the same. */
    private static OptionalDouble asNumber(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> OptionalDouble.of(number);
            case Value.Text(String text) -> Numbers.parse(text);
        };
    }
}
