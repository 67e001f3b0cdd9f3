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
 */
public record GuardSettings(
        SortedMap<String, BreakerLimits> breakers,
        SortedSet<String> dryRun,
        SortedMap<String, Integer> atOnce,
        SortedMap<String, Shield> shields) {
    /** All components that are neither named here nor have limits of their own by default. */
    public static final String OTHERS = "others";

    /** Everything is as it is by default. */
    public static final GuardSettings STANDARD =
            new GuardSettings(new TreeMap<>(), new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

    /** The highest cap that can be asked for. */
    public static final int MOST_AT_ONCE = 1_000_000;

    /** @throws IllegalArgumentException if a cap is out of range */
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
    }

    public GuardSettings withBreakers(Map<String, BreakerLimits> other) {
        return new GuardSettings(new TreeMap<>(other), dryRun, atOnce, shields);
    }

    public GuardSettings withDryRun(Set<String> other) {
        return new GuardSettings(breakers, new TreeSet<>(other), atOnce, shields);
    }

    public GuardSettings withAtOnce(Map<String, Integer> other) {
        return new GuardSettings(breakers, dryRun, new TreeMap<>(other), shields);
    }

    public GuardSettings withShields(Map<String, Shield> other) {
        return new GuardSettings(breakers, dryRun, atOnce, new TreeMap<>(other));
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
