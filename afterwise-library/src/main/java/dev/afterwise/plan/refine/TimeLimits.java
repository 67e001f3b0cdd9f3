package dev.afterwise.plan.refine;

import dev.afterwise.PlanEstimates;
import dev.afterwise.Spread;
import dev.afterwise.StepEstimate;
import dev.afterwise.WayEstimate;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.refine.Refinement.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Time-outs that nobody said, or that are near to what successes take.
 *
 * <p>The limit is three times the longest of at least twenty successes, or five times that of at least five: with 95 % confidence at
 * most the share {@code 1 - 0.05^(1/n)} of good attempts takes longer than the longest of {@code n} (David and Nagaraja, "Order
 * Statistics", 2003, section 7.1), and fewer three times as long. Without history it is ten times what the plan's author says; for a
 * request half a minute, for a language model two minutes, which are guesses and said to be.
 */
final class TimeLimits {
    private static final int MANY = 20;
    private static final int SOME = 5;
    /** Below this many seconds a machine that pauses looks like an attempt that hangs. */
    private static final double SHORTEST = 1;
    /** A limit that is no more than this times the longest success is near. */
    private static final double NEAR = 1.25;

    private record Limit(double seconds, Sureness sureness, String because) {}

    private TimeLimits() {}

    static List<Refinement> of(Plan plan, PlanEstimates estimates) {
        var found = new ArrayList<Refinement>();
        for (PlanStep step : plan.steps()) {
            if (Traces.bodies(step).noneMatch(Needs::isGate)) {
                limit(step, estimates.step(step.id()))
                        .ifPresent(limit -> found.add(Refinement.of(
                                Kind.TIMEOUT,
                                step.id(),
                                limit.sureness,
                                limit.because,
                                new Mend.LimitTime(step.id(), rounded(limit.seconds)))));
            }
        }
        return found;
    }

    private static Optional<Limit> limit(PlanStep step, StepEstimate estimate) {
        double now = seconds(step.timeout());
        boolean isSaid = !step.timeout().equals(PlanStep.DEFAULT_TIMEOUT);
        Spread seen = slowest(step, estimate);
        if (seen.size() < SOME) {
            return isSaid ? Optional.empty() : guessed(step, now);
        }
        double longest = seen.quantile(1);
        Sureness sureness = seen.size() >= MANY ? Sureness.LIKELY : Sureness.POSSIBLE;
        double limit = longest * (seen.size() >= MANY ? 3 : 5);
        String sample = "the longest of %d successes took %s".formatted(seen.size(), shown(longest));
        if (longest * NEAR > now) {
            return Optional.of(
                    new Limit(limit, sureness, "%s, and after %s an attempt is cut off".formatted(sample, shown(now))));
        }
        return isSaid || limit > now / 2
                ? Optional.empty()
                : Optional.of(new Limit(
                        limit,
                        sureness,
                        "it has no time-out of its own: an attempt that hangs is cut off after %s only, and %s"
                                .formatted(shown(now), sample)));
    }

    private static Optional<Limit> guessed(PlanStep step, double now) {
        Duration said = step.estimate();
        if (said != null) {
            return seconds(said) * 10 > now / 2
                    ? Optional.empty()
                    : Optional.of(new Limit(
                            seconds(said) * 10,
                            Sureness.POSSIBLE,
                            "it has no time-out of its own, and is said to take %s".formatted(shown(seconds(said)))));
        }
        boolean isRequest = Traces.bodies(step).allMatch(Body.Request.class::isInstance);
        boolean isPrompt = Traces.bodies(step).allMatch(Body.Prompt.class::isInstance);
        return isRequest || isPrompt
                ? Optional.of(new Limit(
                        isRequest ? 30 : 120,
                        Sureness.POSSIBLE,
                        "it has no time-out of its own: a %s that hangs is cut off after %s only (a guess, there is no history)"
                                .formatted(isRequest ? "request" : "model", shown(now))))
                : Optional.empty();
    }

    /** The successes of the way whose longest took longest; nothing if too little is known of one of them. */
    private static Spread slowest(PlanStep step, StepEstimate estimate) {
        Spread slowest = Spread.NOTHING;
        for (Alternative way : step.among()) {
            WayEstimate known = estimate.way(way.agent());
            Spread seen = known.sample() == 0 ? Spread.NOTHING : known.succeeding();
            if (seen.size() < SOME) {
                return Spread.NOTHING;
            }
            slowest = seen.quantile(1) >= slowest.quantile(1) ? seen : slowest;
        }
        return slowest;
    }

    /** Up, to two digits. */
    private static Duration rounded(double seconds) {
        var two = new BigDecimal(Math.max(SHORTEST, seconds)).round(new MathContext(2, RoundingMode.UP));
        return Duration.ofMillis(two.movePointRight(3).longValue());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static String shown(double seconds) {
        return seconds < 1
                ? Math.round(seconds * 1_000) + " ms"
                : seconds < 120
                        ? new BigDecimal(seconds).round(new MathContext(2)).toPlainString() + " s"
                        : Math.round(seconds / 60) + " min";
    }
}
