package dev.afterwise.heal.guard;

/** What can make a circuit breaker move. */
enum Sign {
    FAILURES_IN_A_ROW("as many failures in a row as its limit"),
    FAILURE_RATE("the failure rate is above its limit"),
    SLOW_RATE("the rate of slow calls is above its limit, counting those that have not ended"),
    WAITED("a call comes after the time it had to stay open"),
    PROBE_SUCCEEDED("a probe succeeded, and more are needed: twice as many are let through at a time"),
    PROBES_SUFFICED("enough probes succeeded in a row"),
    PROBE_FAILED("a probe failed, or was slow where slow calls count"),
    PROBE_LOST("a probe did not come back in time"),
    FORCED("somebody opened it"),
    RESET("somebody reset it");

    private final String words;

    Sign(String words) {
        this.words = words;
    }

    /** What has been seen, for people. */
    String words() {
        return words;
    }
}
