package dev.afterwise.heal.guard;

import dev.afterwise.BreakerLimits;
import dev.afterwise.BreakerOrder;
import dev.afterwise.BreakerState;
import dev.afterwise.GuardMemory;
import dev.afterwise.GuardSettings;
import dev.afterwise.Loan;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Shield;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The guards of all components, each made when it is first asked for.
 *
 * <p>There are at most {@value #MOST}. Those that were not used for ten minutes and have nothing left to remember are forgotten
 * when {@link #tend} comes round, and when there would be more; if all are in use, further components share one guard, so
 * that none is ever unprotected. That is logged, for such names are probably not those of components.
 *
 * <p>Safe for use by many threads.
 */
public final class Guards {
    static final int MOST = 100_000;
    private static final long IDLE = Duration.ofMinutes(10).toNanos();
    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();
    private static final long BETWEEN_EXPIRIES = Duration.ofMinutes(1).toNanos();
    private static final Logger LOG = System.getLogger("dev.afterwise.heal");

    private final Timekeeper time;
    private final RandomGenerator random;
    private final Guard.Company company = new Guard.Company(new News(), new Lending());
    private final Guard shared;
    private final ConcurrentHashMap<String, Guard> guards = new ConcurrentHashMap<>();
    private final Object making = new Object();
    private final Map<String, GuardMemory> memories = new HashMap<>();
    private final Map<String, BreakerOrder> orders = new HashMap<>();
    private Function<String, BreakerLimits> limits;
    private volatile GuardSettings settings = GuardSettings.STANDARD;
    private volatile Policy policy = Policy.INITIAL;
    private GuardSettings wanted = GuardSettings.STANDARD;
    private @Nullable Runnable first;
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
        this.shared = new Guard("other", BreakerLimits.STANDARD, company, time, random);
        this.lastSweep = time.nanos() - BETWEEN_SWEEPS;
    }

    /** Has something done once, just before the first guard is made: that is when there begins to be something to remember. */
    public void beforeTheFirst(Runnable what) {
        synchronized (making) {
            first = what;
        }
    }

    /** How many components have a guard of their own. */
    public int size() {
        return guards.size();
    }

    /** The guard of a component. Ask for it anew for each call, rather than keeping it. */
    public Guard of(String component) {
        Guard known = guards.get(component);
        return known != null ? known : made(component);
    }

    /** The guard of a component that was called, or of which something is remembered; none is made for any other. */
    public Optional<Guard> known(String component) {
        Guard called = guards.get(component);
        if (called != null) {
            return Optional.of(called);
        }
        synchronized (making) {
            begin();
            return memories.containsKey(component) || orders.containsKey(component)
                    ? Optional.of(of(component))
                    : Optional.empty();
        }
    }

    /** The state of every breaker there is, by component. */
    public SortedMap<String, BreakerState> breakers() {
        var states = new TreeMap<String, BreakerState>();
        guards.forEach((component, guard) -> states.put(component, guard.breaker()));
        return Collections.unmodifiableSortedMap(states);
    }

    /** Goes by other settings from now on. No guard loses what it has seen, nor the state that it is in. */
    public void use(GuardSettings settings) {
        synchronized (making) {
            wanted = settings;
            apply(settings.under(policy));
        }
    }

    /** Goes by what was adopted from now on, whatever the settings say. */
    public void follow(Policy adopted) {
        synchronized (making) {
            policy = adopted;
            GuardSettings next = wanted.under(adopted);
            if (!next.equals(settings)) {
                apply(next);
            }
        }
    }

    /** What the guards go by now. */
    public GuardSettings settings() {
        return settings;
    }

    private void apply(GuardSettings next) {
        synchronized (making) {
            settings = next;
            limits = next::limits;
            guards.forEach((component, guard) -> use(guard, component));
            use(shared, shared.component());
        }
    }

    private void use(Guard guard, String component) {
        guard.use(
                settings.limits(component),
                settings.isDryRun(component),
                atOnce(component),
                settings.tokens(component));
    }

    private int atOnce(String component) {
        return settings.atOnce(component).orElse(Limit.UNBOUNDED);
    }

    /** Whether a component may be called by whoever likes. */
    public boolean admitsAnybody(String component) {
        return settings.shield(component) == null;
    }

    /** Whether a component may be called by this one. */
    public boolean admits(String component, Profile caller) {
        Shield shield = settings.shield(component);
        return shield == null || shield.admits(caller);
    }

    /** Whether this one does critical work: it is named by a shield, or was adopted as such. Then nothing should be tried out on it. */
    public boolean isShielded(Profile caller) {
        return policy.isShielded(caller)
                || settings.shields().values().stream().anyMatch(shield -> shield.admits(caller));
    }

    /** Tells somebody what happens from now on. Calls never wait for that: it may come a little later, and of very much at once not all. */
    public void listen(GuardListener listener) {
        company.news().listen(listener);
    }

    /** Tells somebody no longer. */
    public void ignore(GuardListener listener) {
        company.news().ignore(listener);
    }

    /** How many events nobody was told of, because too many came at once. */
    public long untold() {
        return company.news().dropped();
    }

    /** What components have lent each other of their budgets. */
    public List<Loan> loans() {
        return company.lending().loans();
    }

    /**
     * Does what is due now and then: forgets who was not used for long, and sees to what was lent. To be called about once a second,
     * by one thread; without it nothing is lent.
     */
    public void tend() {
        long now = time.nanos();
        company.lending().settle(guards::get, now, time.now());
        company.lending()
                .lenders(guards.values().stream()
                        .filter(guard -> guard.isWealthy(now, IDLE))
                        .limit(Lending.LENDERS)
                        .toList());
        synchronized (making) {
            if (now - lastSweep >= BETWEEN_EXPIRIES) {
                lastSweep = now;
                guards.values().removeIf(guard -> guard.forgettable(now, IDLE));
            }
        }
    }

    /**
     * What is worth remembering beyond the end of the process.
     *
     * @param most of how many components; those that are not closed come first, then those with the least budget
     */
    public List<GuardMemory> memories(int most) {
        Instant at = time.now();
        List<GuardMemory> all = new ArrayList<>();
        guards.values().forEach(guard -> all.add(guard.memory(at)));
        synchronized (making) {
            memories.values().removeIf(memory -> memory.isExpired(at));
            memories.values().stream()
                    .filter(memory -> !guards.containsKey(memory.component()))
                    .forEach(all::add);
        }
        all.sort(Comparator.comparing((GuardMemory each) -> each.breaker() instanceof BreakerState.Closed)
                .thenComparingDouble(GuardMemory::budget)
                .thenComparing(GuardMemory::component));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /** Goes on where another process, or an earlier one, left off. What is known of components that were called already counts for more. */
    public void recall(List<GuardMemory> before, List<Loan> loans) {
        synchronized (making) {
            before.stream()
                    .filter(memory -> !memory.isExpired(time.now()) && !guards.containsKey(memory.component()))
                    .forEach(memory -> memories.put(memory.component(), memory));
            company.lending().recall(loans);
        }
    }

    /** Does what somebody ordered, unless it was done before; for components that are called later, too. */
    public void obey(List<BreakerOrder> all) {
        synchronized (making) {
            for (BreakerOrder order : all) {
                BreakerOrder before = orders.put(order.component(), order);
                if (order.wish() == BreakerOrder.Wish.RESET) {
                    memories.computeIfPresent(
                            order.component(),
                            (component, memory) ->
                                    memory.at().isBefore(order.at()) ? memory.reset(order.at()) : memory);
                }
                Guard guard = guards.get(order.component());
                if (guard != null && !order.equals(before)) {
                    switch (order.wish()) {
                        case OPEN -> guard.openBreaker();
                        case RESET -> guard.resetBreaker();
                    }
                }
            }
        }
    }

    private Guard made(String component) {
        synchronized (making) {
            Guard known = guards.get(component);
            if (known != null) {
                return known;
            }
            begin();
            if (guards.size() >= MOST && !sweep()) {
                return shared;
            }
            var guard = new Guard(component, limits.apply(component), company, time, random);
            guard.use(guard.limits(), settings.isDryRun(component), atOnce(component), settings.tokens(component));
            remind(guard, memories.remove(component), orders.get(component));
            guards.put(component, guard);
            return guard;
        }
    }

    /** Has done what is to be done before there is anything to remember. */
    private void begin() {
        if (first != null) {
            Runnable now = first;
            first = null;
            now.run();
        }
    }

    private static void remind(Guard guard, @Nullable GuardMemory memory, @Nullable BreakerOrder order) {
        if (memory != null) {
            guard.recall(memory);
        }
        if (order != null && order.wish() == BreakerOrder.Wish.OPEN) {
            guard.openBreaker();
        }
    }

    /**
     * Makes room.
     *
     * @return whether there is any
     */
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
