package dev.afterwise.store;

import dev.afterwise.Profile;
import dev.afterwise.Value;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A comparison that an execution's complexity or one of its attributes has to pass.
 *
 * <p>{@code =} and {@code !=} are each other's opposite, so what isn't there is different from everything. The others hold
 * for numbers only.
 */
public sealed interface Condition {
    boolean holds(Profile profile);

    /** The complexity compared with a number. */
    record OfComplexity(Comparison comparison, double number) implements Condition {
        /** @throws IllegalArgumentException if the number is not finite */
        public OfComplexity {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(
                        "A complexity must be compared with a finite number, but this is (%s).".formatted(number));
            }
        }

        @Override
        public boolean holds(Profile profile) {
            return holds(profile.complexity());
        }

        /** @param actual null where there is no complexity */
        public boolean holds(@Nullable Double actual) {
            return actual == null ? comparison == Comparison.DIFFERENT : comparison.holds(actual, number);
        }

        @Override
        public String toString() {
            return "complexity" + comparison.sign() + Value.of(number);
        }
    }

    /**
     * An attribute compared with a value. For {@code =} and {@code !=}, a number is the same as the text that is written like
     * it: whoever asks may not know which of them was recorded.
     */
    record OfAttribute(String name, Comparison comparison, Value value) implements Condition {
        /** @throws IllegalArgumentException if there is no name, or a text is to be greater or less */
        public OfAttribute {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("An attribute must have a name, but this one is empty.");
            }
            if (comparison.orders() && !(value instanceof Value.Numeric)) {
                throw new IllegalArgumentException(
                        "Only numbers can be compared by '%s', but this is (%s).".formatted(comparison.sign(), value));
            }
        }

        /** The number that the value is, or is written like. */
        public OptionalDouble number() {
            return switch (value) {
                case Value.Numeric(double number) -> OptionalDouble.of(number);
                case Value.Text(String text) -> Written.number(text);
            };
        }

        @Override
        public boolean holds(Profile profile) {
            return holds(profile.attributes().get(name));
        }

        /** @param actual null where there is no such attribute */
        public boolean holds(@Nullable Value actual) {
            return switch (comparison) {
                case EQUAL -> same(actual);
                case DIFFERENT -> !same(actual);
                case BELOW, AT_MOST, ABOVE, AT_LEAST ->
                    actual instanceof Value.Numeric(double one)
                            && value instanceof Value.Numeric(double other)
                            && comparison.holds(one, other);
            };
        }

        private boolean same(@Nullable Value actual) {
            return switch (actual) {
                case null -> false;
                case Value.Text(String text) -> text.equals(value.toString());
                case Value.Numeric(double one) -> {
                    OptionalDouble number = number();
                    yield number.isPresent() && one == number.getAsDouble();
                }
            };
        }

        @Override
        public String toString() {
            return name + comparison.sign() + value;
        }
    }

    /**
     * Reads such as {@code branch=main}, {@code files>=7} and {@code team!=blue}. The name ends at the first sign; white space
     * around name and value is left out.
     *
     * @throws IllegalArgumentException unless there are a name, a sign and a value that go together
     */
    static Condition attribute(String text) {
        return Written.attribute(text);
    }

    /**
     * Reads such as {@code >=7}: a sign and a number, or a number alone.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Condition complexity(String text) {
        return Written.complexity(text);
    }
}
