package dev.afterwise.store;

/** How a number or a text is compared with another one. */
public enum Comparison {
    EQUAL("="),
    DIFFERENT("!="),
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** As in {@code files>=7}. */
    public String sign() {
        return sign;
    }

    /** Whether it asks which of two is greater, so that only numbers can be compared by it. */
    public boolean orders() {
        return this != EQUAL && this != DIFFERENT;
    }

    /** Of two numbers that are finite. */
    public boolean holds(double one, double other) {
        return switch (this) {
            case EQUAL -> one == other;
            case DIFFERENT -> one != other;
            case BELOW -> one < other;
            case AT_MOST -> one <= other;
            case ABOVE -> one > other;
            case AT_LEAST -> one >= other;
        };
    }
}
