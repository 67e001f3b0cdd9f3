package dev.afterwise;

import java.util.Collections;
import java.util.Map;
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
 * @param shields components that only some may call, by name
 */
public record GuardSettings(
        SortedMap<String, BreakerLimits> breakers, SortedSet<String> dryRun, SortedMap<String, Shield> shields) {
    /** All components that are neither named here nor have limits of their own by default. */
    public static final String OTHERS = "others";

    /** Everything is as it is by default. */
    public static final GuardSettings STANDARD = new GuardSettings(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());

    public GuardSettings {
        breakers = Collections.unmodifiableSortedMap(new TreeMap<>(breakers));
        dryRun = Collections.unmodifiableSortedSet(new TreeSet<>(dryRun));
        shields = Collections.unmodifiableSortedMap(new TreeMap<>(shields));
    }

    public GuardSettings withBreakers(Map<String, BreakerLimits> other) {
        return new GuardSettings(new TreeMap<>(other), dryRun, shields);
    }

    public GuardSettings withDryRun(Set<String> other) {
        return new GuardSettings(breakers, new TreeSet<>(other), shields);
    }

    public GuardSettings withShields(Map<String, Shield> other) {
        return new GuardSettings(breakers, dryRun, new TreeMap<>(other));
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

    /** Who may call a component; null if everybody may. */
    public @Nullable Shield shield(String component) {
        return shields.get(component);
    }

    private boolean isOther(String component) {
        return !breakers.containsKey(component) && !BreakerLimits.known().contains(component);
    }
}
