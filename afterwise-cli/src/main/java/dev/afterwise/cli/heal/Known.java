package dev.afterwise.cli.heal;

import dev.afterwise.Afterwise;
import dev.afterwise.BreakerOrder;
import dev.afterwise.BreakerOrder.Wish;
import dev.afterwise.BreakerState;
import dev.afterwise.BreakerState.Kind;
import dev.afterwise.GuardMemory;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a component's guard without asking the processes that use it: what they last wrote, and what was ordered
 * since.
 *
 * @param memory null if nobody has called the component since it was ordered to be open
 * @param order the last one; null if there was none
 */
record Known(
        String component,
        @Nullable GuardMemory memory,
        @Nullable BreakerOrder order) {
    /** All of them, by name. */
    static Collection<Known> all(Afterwise afterwise) {
        var all = new TreeMap<String, Known>();
        for (GuardMemory memory : afterwise.remembered().memories()) {
            all.put(memory.component(), new Known(memory.component(), memory, null));
        }
        for (BreakerOrder order : afterwise.orders()) {
            Known known = all.get(order.component());
            if (known != null) {
                all.put(order.component(), new Known(order.component(), known.memory, order));
            } else if (order.wish() == Wish.OPEN) {
                all.put(order.component(), new Known(order.component(), null, order));
            }
        }
        return all.values();
    }

    Kind state() {
        if (order != null && order.wish() == Wish.OPEN) {
            return Kind.FORCED_OPEN;
        }
        boolean wasReset = order != null && memory != null && order.at().isAfter(memory.at());
        return memory == null || wasReset ? Kind.CLOSED : memory.breaker().kind();
    }

    /** When the next call may be let through; null if that is no question of time. */
    @Nullable
    Instant retryAt() {
        return state() == Kind.OPEN && memory != null && memory.breaker() instanceof BreakerState.Open(Instant at)
                ? at
                : null;
    }

    /** Since when it is so, as far as is known. */
    @Nullable
    Instant at() {
        if (order != null && (memory == null || order.at().isAfter(memory.at()))) {
            return order.at();
        }
        return memory == null ? null : memory.at();
    }

    /** How full the recovery budget is by now, as far as is known; null if nothing is. Time fills it in 100 s. */
    @Nullable
    Double budget() {
        return memory == null ? null : memory.budget();
    }
}
