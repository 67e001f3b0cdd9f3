package dev.afterwise.learn.remedies;

import dev.afterwise.Change;
import dev.afterwise.ExecutionId;
import dev.afterwise.GuardSettings;
import dev.afterwise.Measure;
import dev.afterwise.Recovery;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Whether the recovery budget of a component should hold more: calls were given up because it was used up, in hours in which most of
 * the retries that were made helped.
 *
 * <p>Hours count, not retries, for what happens in an hour has one cause: in most of the hours with calls given up, most retries must
 * have helped (an exact sign test). That is also what the budget asks of retries, so that they don't make an outage worse. The gain is
 * the share of calls given up so, at the rate at which those retries helped; who was given up may have been worse off.
 */
final class BudgetStudy {
    /** How {@link dev.afterwise.heal.Healer} says it. */
    private static final String USED_UP = "the recovery budget of '";

    private static final int FEWEST_HOURS = 5;

    private final String component;
    private final List<Call> calls;
    private final int tokens;

    BudgetStudy(String component, List<Call> calls, int tokens) {
        this.component = component;
        this.calls = calls;
        this.tokens = tokens;
    }

    List<Found> found() {
        var hours = new HashSet<Instant>();
        var givenUp = new HashSet<ExecutionId>();
        for (Call each : calls) {
            if (isUsedUp(each)) {
                hours.add(hour(each));
                givenUp.add(each.execution());
            }
        }
        Map<Instant, Tally> byHour = new HashMap<>();
        for (Call each : calls) {
            Boolean recovered = each.recovered();
            if (each.then() instanceof Recovery.Retry && recovered != null && hours.contains(hour(each))) {
                byHour.merge(hour(each), new Tally(1, recovered ? 1 : 0), Tally::merge);
            }
        }
        if (byHour.size() < FEWEST_HOURS || tokens >= GuardSettings.MOST_TOKENS) {
            return List.of();
        }
        long good = byHour.values().stream()
                .filter(each -> 2 * each.worked() > each.tried())
                .count();
        double p = Tail.more(new Tally(byHour.size(), good), .5);
        Tally retries = byHour.values().stream().reduce(Tally.NONE, Tally::merge);
        double share = (double) givenUp.size()
                / calls.stream().map(Call::execution).distinct().count();
        double gain = share * retries.rate();
        Interval interval = Proportions.interval(retries).times(share);
        if (gain < Demands.DEFAULT.minGain() || 2 * retries.worked() <= retries.tried()) {
            return List.of(Found.nothing(p));
        }
        int more = Math.min(GuardSettings.MOST_TOKENS, 2 * tokens);
        String because =
                "In %d hours, %,d executions gave calls of '%s' up because its recovery budget was used up, while %s of the retries that were made helped."
                        .formatted(hours.size(), givenUp.size(), component, Say.rate(retries));
        return List.of(new Found(
                p,
                new Found.Worth(
                        new Change.SetBudget(Subject.component(component), more),
                        because,
                        retries.tried(),
                        Measure.SUCCESS_RATE,
                        gain,
                        interval,
                        givenUp.stream().sorted().limit(5).toList())));
    }

    private static boolean isUsedUp(Call call) {
        return call.then() instanceof Recovery.GiveUp(String because) && because.startsWith(USED_UP);
    }

    private static Instant hour(Call call) {
        return call.at().truncatedTo(ChronoUnit.HOURS);
    }
}
