package dev.afterwise.plan;

import dev.afterwise.Outcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is left of a run into another order when the run goes otherwise than was expected: a step took much longer or shorter,
 * or failed, so that others are left out. Where no order was expected in the first place, nothing is done. Safe for use by many
 * threads.
 */
final class Replanning {
    /** How far beyond what happens in eight of ten cases a duration has to be. */
    private static final double FAR = 1.5;

    /** Shorter than this nothing is worth the thought. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final int MOST_NAMED = 5;
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private final Outlook outlook;
    private final Plan plan;
    private final Room room;
    private final int places;
    private final Map<String, Duration> seen = new HashMap<>();
    private Order order;

    /** @param order in which the run began */
    Replanning(Outlook outlook, Plan plan, Room room, int places, Order order) {
        this.outlook = outlook;
        this.plan = plan;
        this.room = room;
        this.places = places;
        this.order = order;
    }

    /**
     * A step is over, or will not be done.
     *
     * @param agent who did it
     * @return why the others are in another order now; empty if they aren't
     */
    synchronized Optional<String> over(PlanStep step, StepEnd end, @Nullable String agent) {
        Duration took = end instanceof StepEnd.Made(Outcome.Ended outcome, var ignored) ? outcome.took() : null;
        seen.put(step.id(), took == null ? Duration.ZERO : took);
        if (order.equals(Order.FIRST_COME)
                || end instanceof StepEnd.Left
                || room.waiting().isEmpty()) {
            return Optional.empty();
        }
        return surprise(step, end, took, agent == null ? step.id() : agent)
                .flatMap(why -> reordered().map(now -> why + "; now the order is " + now));
    }

    private Optional<String> surprise(PlanStep step, StepEnd end, @Nullable Duration took, String agent) {
        if (!end.opens(step)) {
            return Optional.of("step '%s' did not succeed".formatted(step.id()));
        }
        if (took == null || !(end instanceof StepEnd.Made)) {
            return Optional.empty();
        }
        return outlook.expected(plan, step, agent)
                .filter(usual -> isFar(took, usual))
                .map(usual -> "step '%s' took %s s, usually %s to %s s"
                        .formatted(step.id(), seconds(took), seconds(usual.low()), seconds(usual.high())));
    }

    private static boolean isFar(Duration took, Outlook.Expected usual) {
        double seconds = (double) took.toNanos();
        double high = (double) usual.high().toNanos();
        double low = (double) usual.low().toNanos();
        boolean isLong = seconds > FAR * high && took.minus(usual.high()).compareTo(SHORTEST) > 0;
        boolean isShort = seconds * FAR < low && usual.low().minus(took).compareTo(SHORTEST) > 0;
        return isLong || isShort;
    }

    /** The first of those that wait, in their new order; empty if it is the order in which they were. */
    private Optional<String> reordered() {
        List<String> before = room.waiting();
        Order now = outlook.order(plan, places, Map.copyOf(seen));
        order = now;
        room.reorder(now);
        List<String> after = room.waiting();
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(String.join(", ", after.subList(0, Math.min(MOST_NAMED, after.size()))));
    }

    private static String seconds(Duration duration) {
        double seconds = (double) duration.toNanos() / 1e9;
        return new BigDecimal(seconds).round(TWO_DIGITS).stripTrailingZeros().toPlainString();
    }
}
