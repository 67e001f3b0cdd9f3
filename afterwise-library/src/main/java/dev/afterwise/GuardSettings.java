package dev.afterwise;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the guards of components where it is not what holds by default.
 *
 * @param breakers the limits of circuit breakers, by component; those of {@value #OTHERS} hold for all that nobody knows
 * @param dryRun components whose breakers refuse nothing, and only say what they would refuse; {@value #OTHERS} as above
 * @param atOnce how many calls of a component may be out at a time, from 1 to {@value #MOST_AT_ONCE}; {@value #OTHERS} as above
 * @param shields components that only some may call, by name
 * @param budgets how many tokens the recovery budget of a component holds, from 2 to {@value #MOST_TOKENS}; {@value #OTHERS} as above
 */
public record GuardSettings(
        SortedMap<String, BreakerLimits> breakers,
        SortedSet<String> dryRun,
        SortedMap<String, Integer> atOnce,
        SortedMap<String, Shield> shields,
        SortedMap<String, Integer> budgets) {
    /** All components that are neither named here nor have limits of their own by default. */
    public static final String OTHERS = "others";

    /** Everything is as it is by default. */
    public static final GuardSettings STANDARD =
            new GuardSettings(new TreeMap<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    /** The highest cap that can be asked for. */
    public static final int MOST_AT_ONCE = 1_000_000;

    /** The most tokens that a budget can be given, and how many it has by default. */
    public static final int MOST_TOKENS = 1_000;

    public static final int USUAL_TOKENS = 10;

    /** @throws IllegalArgumentException if a cap or a budget is out of range */
    public GuardSettings {
        breakers = Collections.unmodifiableSortedMap(new TreeMap<>(breakers));
        dryRun = Collections.unmodifiableSortedSet(new TreeSet<>(dryRun));
        atOnce = Collections.unmodifiableSortedMap(new TreeMap<>(atOnce));
        atOnce.forEach((component, most) -> {
            if (most < 1 || most > MOST_AT_ONCE) {
                throw new IllegalArgumentException("The calls of (%s) at a time must be from 1 to %,d, but are (%d)."
                        .formatted(component, MOST_AT_ONCE, most));
            }
        });
        shields = Collections.unmodifiableSortedMap(new TreeMap<>(shields));
        budgets = Collections.unmodifiableSortedMap(new TreeMap<>(budgets));
        budgets.forEach(GuardSettings::checkTokens);
    }

    static void checkTokens(String component, int tokens) {
        if (tokens < 2 || tokens > MOST_TOKENS) {
            throw new IllegalArgumentException("The tokens of the budget of (%s) must be from 2 to %,d, but are (%d)."
                    .formatted(component, MOST_TOKENS, tokens));
        }
    }

    public GuardSettings withBreakers(Map<String, BreakerLimits> other) {
        return new GuardSettings(new TreeMap<>(other), dryRun, atOnce, shields, budgets);
    }

    public GuardSettings withDryRun(Set<String> other) {
        return new GuardSettings(breakers, new TreeSet<>(other), atOnce, shields, budgets);
    }

    public GuardSettings withAtOnce(Map<String, Integer> other) {
        return new GuardSettings(breakers, dryRun, new TreeMap<>(other), shields, budgets);
    }

    public GuardSettings withShields(Map<String, Shield> other) {
        return new GuardSettings(breakers, dryRun, atOnce, new TreeMap<>(other), budgets);
    }

    public GuardSettings withBudgets(Map<String, Integer> other) {
        return new GuardSettings(breakers, dryRun, atOnce, shields, new TreeMap<>(other));
    }

    /** These, with what was adopted in their place. */
    public GuardSettings under(Policy policy) {
        var limits = new TreeMap<>(breakers);
        var tokens = new TreeMap<>(budgets);
        for (Change each : policy.changes()) {
            String component = each.subject().part(Dimension.STEP).orElse("");
            switch (each) {
                case Change.SetBreaker it -> limits.put(component, it.limits());
                case Change.SetBudget it -> tokens.put(component, it.tokens());
                default -> {}
            }
        }
        return limits.equals(breakers) && tokens.equals(budgets)
                ? this
                : new GuardSettings(limits, dryRun, atOnce, shields, tokens);
    }

    /** How many tokens the recovery budget of a component holds. */
    public int tokens(String component) {
        Integer own = budgets.get(component);
        Integer tokens = own == null && isOther(component) ? budgets.get(OTHERS) : own;
        return tokens == null ? USUAL_TOKENS : tokens;
    }

    /** The limits of a component's breaker. */
    public BreakerLimits limits(String component) {
        BreakerLimits own = breakers.get(component);
        if (own != null) {
            return own;
        }
        BreakerLimits usual = BreakerLimits.of(component);
        return isOther(component) ? breakers.getOrDefault(OTHERS, usual) : usual;
    }

    public boolean isDryRun(String component) {
        return dryRun.contains(component) || (isOther(component) && dryRun.contains(OTHERS));
    }

    /** How many calls of a component may be out at a time; empty if there is no cap. */
    public OptionalInt atOnce(String component) {
        Integer own = atOnce.get(component);
        Integer most = own == null && isOther(component) ? atOnce.get(OTHERS) : own;
        return most == null ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /** Who may call a component; null if everybody may. */
    public @Nullable Shield shield(String component) {
        return shields.get(component);
    }

    private boolean isOther(String component) {
        return !breakers.containsKey(component) && !BreakerLimits.known().contains(component);
    }
}
