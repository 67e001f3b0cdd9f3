package dev.afterwise.learn;

/**
 * What evidence must bring before anything is recommended.
 *
 * @param minSamples how many decided tries of each thing compared; at least 2
 * @param maxFalseAlarms how often a whole scan may find anything where there is nothing, from 0 to 1
 * @param minGain the smallest gain in the rate of success worth a change, from 0 to 1
 * @param minSaving the smallest saving worth a change, as a share of the time spent, from 0 to 1
 */
public record Demands(int minSamples, double maxFalseAlarms, double minGain, double minSaving) {
    /**
     * Ten of each: with fewer, only all against nothing is significant. One false alarm in twenty scans. Three points of
     * success: less is not noticed before the work itself has changed. A fifth of the time: less is within the noise of most
     * machines.
     */
    public static final Demands DEFAULT = new Demands(10, .05, .03, .2);

    /** @throws IllegalArgumentException if a part is out of range */
    public Demands {
        if (minSamples < 2) {
            throw new IllegalArgumentException(
                    "A sample must be of at least 2, but this is (%d).".formatted(minSamples));
        }
        share("The rate of false alarms", maxFalseAlarms);
        share("The smallest gain", minGain);
        share("The smallest saving", minSaving);
    }

    private static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s must be from 0 to 1, but it is (%s).".formatted(what, value));
        }
    }
}
