package dev.afterwise;

/** The value of an attribute: text, or a number in which thresholds can be found. */
public sealed interface Value {
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /** @param number finite */
    record Numeric(double number) implements Value {
        /** @throws IllegalArgumentException if it is not finite */
        public Numeric {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(
                        "An attribute's number must be finite, but this is (%s).".formatted(number));
            }
        }

        /** Without a fraction where there is none: {@code 7}, not {@code 7.0}. */
        @Override
        public String toString() {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(double number) {
        return new Numeric(number);
    }
}
