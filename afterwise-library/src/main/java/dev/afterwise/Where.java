package dev.afterwise;

import org.jspecify.annotations.Nullable;

/** Which of the work of a task something holds for, by its complexity or one of its attributes. */
public sealed interface Where {
    /** The name of the complexity, where an attribute's name is asked for. */
    String COMPLEXITY = "complexity";

    /** What it depends on: {@value #COMPLEXITY}, or the name of an attribute. */
    String attribute();

    boolean holds(Profile work);

    /** An attribute has this value, written like this. */
    record Is(String attribute, String value) implements Where {
        @Override
        public boolean holds(Profile work) {
            Value known = Where.value(work, attribute);
            return known != null && known.toString().equals(value);
        }

        @Override
        public String toString() {
            return attribute + " = " + value;
        }
    }

    /**
     * A number is above another one.
     *
     * @param number finite; itself it is not above it
     */
    record Above(String attribute, double number) implements Where {
        /** @throws IllegalArgumentException if the number is not finite */
        public Above {
            finite(number);
        }

        @Override
        public boolean holds(Profile work) {
            return Where.value(work, attribute) instanceof Value.Numeric(double known) && known > number;
        }

        @Override
        public String toString() {
            return attribute + " > " + Value.of(number);
        }
    }

    /**
     * A number is not above another one.
     *
     * @param number finite
     */
    record UpTo(String attribute, double number) implements Where {
        /** @throws IllegalArgumentException if the number is not finite */
        public UpTo {
            finite(number);
        }

        @Override
        public boolean holds(Profile work) {
            return Where.value(work, attribute) instanceof Value.Numeric(double known) && known <= number;
        }

        @Override
        public String toString() {
            return attribute + " <= " + Value.of(number);
        }
    }

    private static @Nullable Value value(Profile work, String attribute) {
        Value known = work.attributes().get(attribute);
        return known == null && attribute.equals(COMPLEXITY) && work.complexity() != null
                ? Value.of(work.complexity())
                : known;
    }

    private static void finite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "A number to compare with must be finite, but this is (%s).".formatted(number));
        }
    }
}
