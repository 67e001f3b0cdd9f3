package dev.afterwise.record;

import dev.afterwise.FailureClass;
import dev.afterwise.Recovery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What can be done about failures of components, whoever calls them. Safe for use by many threads. */
final class Treatments {
    private static final Set<String> TAKEN = Set.of(
            "retry",
            "fallback",
            "clear_cache",
            "reduce_scope",
            "reset_breaker",
            "simplify",
            "reprompt",
            "create_path",
            "skip",
            "escalate",
            "give_up");

    /** For one component. */
    record Known(Recovery offer, Set<FailureClass> against, Treatment treatment) {
        Known {
            against = Set.copyOf(against);
        }

        boolean helpsAgainst(FailureClass failureClass) {
            return against.isEmpty() || against.contains(failureClass);
        }
    }

    private final Map<String, List<Known>> known = new ConcurrentHashMap<>();

    /** One registered under the same name before is replaced. */
    void register(String component, Known treatment) {
        known.merge(
                Run.named(component),
                List.of(treatment),
                (before, more) -> Stream.concat(
                                before.stream().filter(each -> !each.offer().equals(treatment.offer())), more.stream())
                        .toList());
    }

    List<Known> of(String component) {
        return known.getOrDefault(component, List.of());
    }

    static Known cache(String name, Runnable clear) {
        return new Known(new Recovery.ClearCache(Run.named(name), ""), Set.of(), Treatment.of(clear));
    }

    /** @throws IllegalArgumentException if the name is one of those that strategies have already */
    static Known named(String name, Set<FailureClass> against, Treatment treatment) {
        String used = Run.named(name);
        if (TAKEN.contains(used)) {
            throw new IllegalArgumentException(
                    "The name (%s) of a treatment must not be that of a strategy, but it is.".formatted(used));
        }
        return new Known(new Recovery.Custom(used, ""), against, treatment);
    }
}
