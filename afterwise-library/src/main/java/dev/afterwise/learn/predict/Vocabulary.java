package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From what something was learned, and the names that occur in it: what is not among them, nobody has seen.
 *
 * @param executions from how many, that succeeded or failed
 * @param newest when the newest outcome among them became known; null if there is none
 * @param attributes the names of attributes, not their values
 */
public record Vocabulary(
        int executions,
        @Nullable Instant newest,
        Set<String> tasks,
        Set<String> agents,
        Set<String> models,
        Set<String> routes,
        Set<String> attributes) {
    public Vocabulary {
        tasks = sorted(tasks);
        agents = sorted(agents);
        models = sorted(models);
        routes = sorted(routes);
        attributes = sorted(attributes);
    }

    static Vocabulary of(List<Past> past) {
        long newest = past.stream().mapToLong(Past::knownUs).max().orElse(0);
        Set<String> attributes = new HashSet<>();
        past.forEach(each -> attributes.addAll(each.profile().attributes().keySet()));
        return new Vocabulary(
                past.size(),
                past.isEmpty() ? null : Instant.EPOCH.plus(newest, ChronoUnit.MICROS),
                names(past, Profile::task),
                names(past, Profile::agent),
                names(past, Profile::model),
                names(past, Profile::route),
                attributes);
    }

    private static Set<String> names(List<Past> past, Function<Profile, @Nullable String> part) {
        Set<String> names = new HashSet<>();
        for (Past each : past) {
            String name = part.apply(each.profile());
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** In order, so that of two names that are as near to a slip of the pen it is always the same that is suggested. */
    private static Set<String> sorted(Collection<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
