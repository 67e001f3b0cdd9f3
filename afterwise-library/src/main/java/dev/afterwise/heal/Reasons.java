package dev.afterwise.heal;

import dev.afterwise.choose.Estimate;
import java.util.Locale;

/** Why a remedy is taken, in words. */
final class Reasons {
    private Reasons() {}

    static String of(Remedy taken, Estimate estimate, Remedy usual, Estimate ofUsual) {
        if (taken.equals(usual)) {
            return estimate.measured().sample() < .5
                    ? "the experts suggest it, and nothing that still counts was measured"
                    : "the experts suggest it, and it " + helped(estimate);
        }
        return estimate.measured().sample() < .5
                ? "it was not tried yet, where %s %s".formatted(usual.strategy(), helped(ofUsual))
                : "it %s, and %s, which the experts suggest, %s"
                        .formatted(helped(estimate), usual.strategy(), helped(ofUsual));
    }

    private static String helped(Estimate estimate) {
        double sample = estimate.measured().sample();
        return sample < .5
                ? "was not measured"
                : String.format(
                        Locale.ROOT,
                        "helped in %.0f %% of %.0f",
                        100 * estimate.measured().worked() / sample,
                        sample);
    }
}
