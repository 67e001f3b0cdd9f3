package dev.afterwise.benchmarks;

/** One claim about speed, measured side by side with what it is compared to. */
interface Benchmark {
    /** What it is asked for by, such as {@code record.step}. */
    String name();

    /** What is compared with what, in one line. */
    String compares();

    /** The greatest or the least ratio at which the claim holds. */
    Target target();

    /**
     * Measures, and shows what it found.
     *
     * @param rounds how often each side is measured
     * @return the ratio
     */
    double measure(Report report, int rounds) throws Exception;

    /** How often each side is measured unless somebody says otherwise: so that it takes less than a minute or two. */
    int usualRounds();
}
