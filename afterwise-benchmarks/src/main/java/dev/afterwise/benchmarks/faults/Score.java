package dev.afterwise.benchmarks.faults;

/**
 * How a policy fared.
 *
 * @param success the share of all requests that succeeded
 * @param successInFault of those that arrived while the fault lasted
 * @param callsPerRequest while the fault lasted
 * @param recoverySeconds after the end of the fault, until 99 % of the requests of five seconds succeeded; or {@link #NEVER}
 */
public record Score(double success, double successInFault, double callsPerRequest, double recoverySeconds) {
    static final double NEVER = 999;
}
