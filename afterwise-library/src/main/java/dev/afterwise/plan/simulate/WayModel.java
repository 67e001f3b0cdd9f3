package dev.afterwise.plan.simulate;

import dev.afterwise.Basis;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Severity;
import dev.afterwise.Spread;
import dev.afterwise.Transience;
import dev.afterwise.WayEstimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of attempts that are made in one way. Where little was seen, failures are as likely as they are elsewhere in the
 * plan. Immutable.
 */
final class WayModel {
    /** The usual standard deviation of the logarithm of a duration; for what somebody guessed, and for what nobody knows. */
    private static final double USUAL = .2;

    private static final double GUESSED = .6;
    private static final double UNKNOWN = 1;

    /** What is usual counts as much as so many attempts. */
    private static final double PRIOR = 2;

    private static final Failure TIMED_OUT =
            Failure.of(FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, "simulated", "");

    private final long key;
    private final double failed;
    private final double worked;
    private final double failedAgain;
    private final double workedAgain;
    private final Gaps succeeding;
    private final @Nullable Gaps failing;
    private final List<Failure> failures = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final double all;
    private final WayEstimate.Spending spent;

    /**
     * An attempt that was played.
     *
     * @param failure null if it succeeded
     */
    record Made(@Nullable Failure failure, double seconds) {}

    /**
     * @param usual how long attempts take here of which nobody knows more, in seconds
     * @param usualFailures the share of attempts that fails in this plan
     */
    WayModel(long key, WayEstimate estimate, double usual, double usualFailures) {
        this.key = key;
        long decided = estimate.attempts().tried();
        this.worked = PRIOR * (1 - usualFailures) + (double) estimate.attempts().worked();
        this.failed =
                PRIOR * usualFailures + (double) (decided - estimate.attempts().worked());
        double rate = worked / (worked + failed);
        this.workedAgain = PRIOR * rate + (double) estimate.retries().worked();
        this.failedAgain = PRIOR * (1 - rate)
                + (double) (estimate.retries().tried() - estimate.retries().worked());
        boolean known = !estimate.succeeding().isEmpty();
        this.succeeding = Gaps.of(
                known ? estimate.succeeding().amounts() : List.of(usual),
                estimate.basis() == Basis.HISTORY && known ? USUAL : known ? GUESSED : UNKNOWN);
        List<Double> others = withoutTimeouts(estimate);
        this.failing = others.isEmpty() ? null : Gaps.of(others, USUAL);
        estimate.failings().forEach(each -> add(each.failureClass(), each.transience(), (double) each.times()));
        if (failures.isEmpty()) {
            add(FailureClass.UNKNOWN, Transience.UNKNOWN, 1);
        }
        this.all = shares.stream().mapToDouble(Double::doubleValue).sum();
        this.spent = estimate.spent();
    }

    private void add(FailureClass failureClass, Transience transience, double times) {
        failures.add(Failure.of(failureClass, Severity.MEDIUM, transience, "simulated", ""));
        shares.add(times);
    }

    /** What timed out took longest. */
    private static List<Double> withoutTimeouts(WayEstimate estimate) {
        long timeouts = estimate.failings().stream()
                .filter(each -> each.failureClass() == FailureClass.TIMEOUT)
                .mapToLong(WayEstimate.Failing::times)
                .sum();
        List<Double> all = estimate.failing().amounts();
        return all.subList(0, (int) Math.max(0, all.size() - timeouts));
    }

    /** What attempts in this way are like in one world. */
    Drawn drawn(Luck luck) {
        return new Drawn(luck);
    }

    /** How many seconds a success takes, as often longer as shorter. */
    double likely() {
        return succeeding.middle();
    }

    long key() {
        return key;
    }

    /** One of the worlds that the sample allows. */
    final class Drawn {
        private final double failsFirst;
        private final double failsAgain;
        private final Gaps.Weighed took;
        private final Gaps.@Nullable Weighed tookFailing;

        private Drawn(Luck luck) {
            this.failsFirst = luck.beta(failed, worked);
            this.failsAgain = luck.beta(failedAgain, workedAgain);
            this.took = succeeding.weighed(luck);
            this.tookFailing = failing == null ? null : failing.weighed(luck);
        }

        /** Whether an attempt fails; one that repeats another may do so more often. */
        boolean fails(boolean again, Luck luck) {
            return luck.open() < (again ? failsAgain : failsFirst);
        }

        /**
         * How an attempt goes.
         *
         * @param rank of its duration among those that end so, above 0 and below 1
         * @param timeout in seconds
         */
        Made make(boolean fails, double rank, double timeout, Luck luck) {
            if (fails) {
                Failure failure = any(luck);
                return new Made(
                        failure,
                        failure.failureClass() == FailureClass.TIMEOUT
                                ? timeout
                                : Math.min(timeout, (tookFailing == null ? took : tookFailing).at(rank)));
            }
            double seconds = took.at(rank);
            if (seconds <= timeout) {
                return new Made(null, seconds);
            }
            // What never took so long does not time out just because nobody knows how long it takes.
            return new Made(timeout > succeeding.largest() ? null : TIMED_OUT, timeout);
        }

        private Failure any(Luck luck) {
            double left = luck.open() * all;
            for (int i = 0; i < shares.size() - 1; i++) {
                left -= shares.get(i);
                if (left <= 0) {
                    return failures.get(i);
                }
            }
            return failures.getLast();
        }
    }

    double dollars(Luck luck) {
        return any(spent.dollars(), luck);
    }

    double tokens(Luck luck) {
        return any(spent.tokens(), luck);
    }

    double calls(Luck luck) {
        return any(spent.calls(), luck);
    }

    private static double any(Spread amounts, Luck luck) {
        return amounts.isEmpty() ? 0 : amounts.amounts().get((int) (luck.open() * amounts.size()));
    }
}
