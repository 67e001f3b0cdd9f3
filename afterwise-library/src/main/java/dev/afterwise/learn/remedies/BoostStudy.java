package dev.afterwise.learn.remedies;

import dev.afterwise.BoostTrial;
import dev.afterwise.Change;
import dev.afterwise.Execution;
import dev.afterwise.Measure;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tasks should always be boosted, and on which nothing should be tried out: those whose boosts were worth it.
 *
 * <p>While a boost holds, chance leaves every fourth run without it, so the comparison is one of drawn groups. Where a tenth or more of
 * a task's failures are critical, it is its shield that is recommended: it gets every boost there is, and chance has no hand in it.
 */
final class BoostStudy {
    private static final int FEWEST = 20;
    private static final double WORTHWHILE = .05;
    private static final double RISKY = .1;
    private static final double FACTOR = .3;

    private final List<BoostTrial> trials;
    private final Map<String, Tally> critical = new HashMap<>();

    BoostStudy(List<BoostTrial> trials, Collection<Execution> executions) {
        this.trials = trials;
        for (Execution each : executions) {
            if (each.outcome() instanceof Outcome.Failed failed) {
                boolean isCritical = failed.failure().severity() == Severity.CRITICAL;
                critical.merge(each.profile().task(), new Tally(1, isCritical ? 1 : 0), Tally::merge);
            }
        }
    }

    List<Found> found() {
        return trials.stream()
                .filter(each -> Math.min(each.boosted().tried(), each.heldOut().tried()) >= FEWEST)
                .map(this::found)
                .toList();
    }

    private Found found(BoostTrial trial) {
        double p = Proportions.pValueOfGreater(trial.boosted(), trial.heldOut());
        if (trial.gain() < WORTHWHILE || trial.low() <= 0) {
            return Found.nothing(p);
        }
        boolean isRisky = Proportions.interval(critical.getOrDefault(trial.task(), Tally.NONE))
                        .low()
                >= RISKY;
        Subject subject = Subject.task(trial.task());
        String because =
                "Of the runs in which something failed, %s recovered with a boost, and %s of those that chance left without it.%s"
                        .formatted(
                                Say.rate(trial.boosted()),
                                Say.rate(trial.heldOut()),
                                isRisky ? " Its failures are critical, so chance should have no hand in it." : "");
        return new Found(
                p,
                new Found.Worth(
                        isRisky ? new Change.ShieldWork(subject) : new Change.BoostBy(subject, FACTOR),
                        because,
                        trial.boosted().tried() + trial.heldOut().tried(),
                        Measure.SUCCESS_RATE,
                        trial.gain(),
                        new Interval(trial.low(), trial.high()),
                        List.of()));
    }
}
