package dev.afterwise.cli.eval;

import java.util.Locale;

/** What makes a history look eventful that holds nothing. */
public enum Noise {
    /** None: every execution succeeds with the same chance, whatever came before. */
    BERNOULLI,
    /** Durations, costs and tokens of which a few are hundreds of times as large as most. */
    SKEWED,
    /** Outages, short and at random all the time: what fails and is slow comes together. */
    BURSTS,
    /** Less work at night and at weekends, which then succeeds less often and takes longer. */
    WEEKLY,
    /** Every execution reported once or several times, as executions of their own. */
    DUPLICATED;

    /** The word used in JSON and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
