package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerState;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The guards of all components, each made when it is first asked for.
 *
 * <p>There are at most {@value #MOST}. When there would be more, those are forgotten that were not used for ten minutes and have
 * nothing left to remember; if all are in use, further components share one guard, so that none is ever unprotected. That is
 * logged, for such names are probably not those of components.
 *
 * <p>Safe for use by many threads.
 */
public final class Guards {
    static final int MOST = 4_096;
    private static final long IDLE = Duration.ofMinutes(10).toNanos();
    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();
    private static final Logger LOG = System.getLogger("dev.afterwise.heal");

    private final Function<String, BreakerLimits> limits;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final Guard shared;
    private final ConcurrentHashMap<String, Guard> guards = new ConcurrentHashMap<>();
    private final Object making = new Object();
    private long lastSweep;
    private boolean warned;

    /** With the limits that hold by default. */
    public Guards(Timekeeper time, RandomGenerator random) {
        this(BreakerLimits::of, time, random);
    }

    /** @param random must be safe for use by many threads */
    public Guards(Function<String, BreakerLimits> limits, Timekeeper time, RandomGenerator random) {
        this.limits = limits;
        this.time = time;
        this.random = random;
        this.shared = new Guard("other", BreakerLimits.STANDARD, time, random);
        this.lastSweep = time.nanos() - BETWEEN_SWEEPS;
    }

    /** The guard of a component. Ask for it anew for each call, rather than keeping it. */
    public Guard of(String component) {
        Guard known = guards.get(component);
        return known != null ? known : made(component);
    }

    /** The state of every breaker there is, by component. */
    public SortedMap<String, BreakerState> breakers() {
        var states = new TreeMap<String, BreakerState>();
        guards.forEach((component, guard) -> states.put(component, guard.breaker()));
        return Collections.unmodifiableSortedMap(states);
    }

    private Guard made(String component) {
        synchronized (making) {
            Guard known = guards.get(component);
            if (known != null) {
                return known;
            }
            if (guards.size() >= MOST && !sweep()) {
                return shared;
            }
            var guard = new Guard(component, limits.apply(component), time, random);
            guards.put(component, guard);
            return guard;
        }
    }

    /** Makes room. @return whether there is any */
    private boolean sweep() {
        long now = time.nanos();
        if (now - lastSweep < BETWEEN_SWEEPS) {
            return false;
        }
        lastSweep = now;
        guards.values().removeIf(guard -> guard.forgettable(now, IDLE));
        boolean room = guards.size() < MOST;
        if (!room && !warned) {
            warned = true;
            LOG.log(
                    Level.WARNING,
                    "There should be at most %d components, but there are more; the others share one guard.\nMaybe some are named after what they are asked."
                            .formatted(MOST));
        }
        return room;
    }
}
