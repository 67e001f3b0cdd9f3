package dev.afterwise.benchmarks;

/** The ratio that is good enough. */
record Target(double ratio, Good good) {
    /** Which way is better. */
    enum Good {
        AT_MOST,
        AT_LEAST
    }

    static Target atMost(double ratio) {
        return new Target(ratio, Good.AT_MOST);
    }

    static Target atLeast(double ratio) {
        return new Target(ratio, Good.AT_LEAST);
    }

    boolean isMetBy(double measured) {
        return switch (good) {
            case AT_MOST -> measured <= ratio;
            case AT_LEAST -> measured >= ratio;
        };
    }

    @Override
    public String toString() {
        return (good == Good.AT_MOST ? "<= " : ">= ") + Figures.plain(ratio);
    }
}
