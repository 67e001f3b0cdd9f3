package dev.afterwise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts from telemetry put right. Each comes from one span, which knows nothing of the others: an outer one may sum up what inner
 * ones have said of themselves, the first may not know which agent and model served it, and a step may lie in a span that is none.
 */
final class Overheard {
    private final Map<StepId, Fact.StepStarted> begun = new HashMap<>();
    private final Map<StepId, Fact.AttemptStarted> attempts = new HashMap<>();
    private final Map<StepId, Fact.AttemptEnded> ended = new HashMap<>();

    private Overheard(Collection<Fact> believed) {
        for (Fact fact : believed) {
            switch (fact) {
                case Fact.StepStarted it -> begun.put(it.step(), it);
                case Fact.AttemptStarted it -> attempts.put(it.step(), it);
                case Fact.AttemptEnded it -> ended.put(it.step(), it);
                default -> {}
            }
        }
    }

    /** The same facts if none is from telemetry. */
    static Collection<Fact> putRight(Collection<Fact> believed) {
        if (believed.stream().noneMatch(fact -> fact.origin().source() == Source.TELEMETRY)) {
            return believed;
        }
        var all = new Overheard(believed);
        Set<StepId> sums = all.sums();
        boolean isAnySpent = all.ended.values().stream().anyMatch(Overheard::isSpending);
        List<Fact> right = new ArrayList<>(believed.size());
        for (Fact fact : believed) {
            right.add(
                    switch (fact) {
                        case Fact.Started it
                        when isHearsay(it) ->
                            new Fact.Started(
                                    it.origin(), all.completed(it.profile()), it.description(), it.at(), it.about());
                        case Fact.StepStarted it
                        when it.parent() != null && !all.begun.containsKey(it.parent()) ->
                            new Fact.StepStarted(it.origin(), it.step(), null, it.action());
                        case Fact.AttemptEnded it
                        when isHearsay(it) && sums.contains(it.step()) ->
                            new Fact.AttemptEnded(
                                    it.origin(), it.step(), it.number(), it.outcome(), Usage.NONE, it.result());
                        case Fact.Ended it
                        when isHearsay(it) && isAnySpent ->
                            new Fact.Ended(it.origin(), it.outcome(), Usage.NONE, it.output());
                        default -> fact;
                    });
        }
        return right;
    }

    private static boolean isHearsay(Fact fact) {
        Source source = fact.origin().source();
        return source == Source.TELEMETRY || source == Source.INFERRED;
    }

    private static boolean isSpending(Fact.AttemptEnded fact) {
        return !fact.usage().equals(Usage.NONE);
    }

    /** Steps in which others have spent something: what they themselves report is the sum of that. */
    private Set<StepId> sums() {
        var sums = new HashSet<StepId>();
        for (Fact.AttemptEnded spender : ended.values()) {
            if (isSpending(spender)) {
                // Whoever is a sum already has nothing but sums around it; and so a circle comes to its end.
                StepId around = parent(spender.step());
                while (around != null && sums.add(around)) {
                    around = parent(around);
                }
            }
        }
        return sums;
    }

    private @Nullable StepId parent(StepId step) {
        Fact.StepStarted started = begun.get(step);
        return started == null ? null : started.parent();
    }

    /** With the agent that began first, and the model that answered most, where nothing is said of the whole. */
    private Profile completed(Profile profile) {
        Profile completed = profile;
        if (profile.agent().isEmpty()) {
            completed = attempts.values().stream()
                    .filter(it -> it.agent() != null)
                    .min(Comparator.comparing(Fact.AttemptStarted::at).thenComparing(Fact.AttemptStarted::step))
                    .map(Fact.AttemptStarted::agent)
                    .map(profile::withAgent)
                    .orElse(profile);
        }
        return profile.model() == null ? completed.withModel(model()) : completed;
    }

    private @Nullable String model() {
        var answered = new HashMap<String, Long>();
        for (Fact.StepStarted step : begun.values()) {
            if (step.action() instanceof Action.ModelCall(String model)) {
                Fact.AttemptEnded end = ended.get(step.step());
                answered.merge(model, end == null ? 0 : end.usage().outputTokens(), Long::sum);
            }
        }
        return answered.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
