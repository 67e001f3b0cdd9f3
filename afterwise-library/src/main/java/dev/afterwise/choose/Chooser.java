package dev.afterwise.choose;

import dev.afterwise.Change;
import dev.afterwise.Policy;
import dev.afterwise.Subject;
import dev.afterwise.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes one of several alternatives: the one that was adopted; else the one that a threshold names, adopted or given; or,
 * as long as there is neither, any with equal chance, so that what is learned from the outcomes is not biased by the choice.
 *
 * <p>Safe for use by many threads if its source of chance is.
 */
public final class Chooser {
    private final RandomGenerator random;

    public Chooser(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What is known when an alternative is taken.
     *
     * @param attributes what thresholds look at
     * @param threshold which holds as long as no other one was adopted, or null
     * @param explore how often the given threshold is passed over, from 0 to 1, to learn whether it is right
     */
    public record Situation(Map<String, Value> attributes, Change.@Nullable SetThreshold threshold, double explore) {
        /** Nothing is known. */
        public static final Situation UNKNOWN = new Situation(Map.of(), null, 0);
    }

    /**
     * A threshold that chooses.
     *
     * @param explore how often it is passed over
     */
    public record Route(Change.SetThreshold threshold, double explore) {
        /** What the history keeps of it: {@code complexity > 7}, and how often it is passed over if it ever is. */
        public String rule() {
            return explore > 0 ? threshold.condition() + ", explored " + Value.of(explore) : threshold.condition();
        }
    }

    /**
     * The threshold by which an alternative is to be taken; empty if one is preferred, or it is left to chance.
     *
     * @param agents the alternatives; a threshold is passed over if one of its own is no longer among them
     */
    public static Optional<Route> route(Subject subject, List<String> agents, Policy policy, Situation situation) {
        if (policy.preferredAgent(subject).filter(agents::contains).isPresent()) {
            return Optional.empty();
        }
        Optional<Route> adopted = policy.threshold(subject)
                .filter(threshold -> says(threshold, agents, situation))
                .map(threshold -> new Route(threshold, 0));
        return adopted.or(() -> Optional.ofNullable(situation.threshold())
                .filter(threshold -> says(threshold, agents, situation))
                .map(threshold -> new Route(threshold, situation.explore())));
    }

    private static boolean says(Change.SetThreshold threshold, List<String> agents, Situation situation) {
        return situation.attributes().get(threshold.attribute()) instanceof Value.Numeric
                && agents.contains(threshold.agent())
                && agents.contains(threshold.otherwise());
    }

    /**
     * @param agents the alternatives, at least one
     * @param policy what was adopted; an adopted agent that is no longer among the alternatives is passed over
     */
    public Draw draw(Subject subject, List<String> agents, Policy policy, Situation situation) {
        Optional<String> preferred = policy.preferredAgent(subject).filter(agents::contains);
        if (preferred.isPresent()) {
            return new Draw(preferred.get(), 1, "policy version %d prefers it".formatted(policy.version()));
        }
        return route(subject, agents, policy, situation)
                .map(route -> by(route, situation))
                .orElseGet(() -> any(agents));
    }

    private Draw by(Route route, Situation situation) {
        Change.SetThreshold threshold = route.threshold();
        double number = situation.attributes().get(threshold.attribute()) instanceof Value.Numeric(double it) ? it : 0;
        String named = threshold.agentFor(number);
        if (route.explore() > 0 && random.nextDouble() < route.explore()) {
            return new Draw(
                    named.equals(threshold.agent()) ? threshold.otherwise() : threshold.agent(),
                    route.explore(),
                    "the threshold names %s, but now and then the other one is tried".formatted(named));
        }
        return new Draw(
                named,
                1 - route.explore(),
                "%s is %s, and the limit is %s"
                        .formatted(threshold.attribute(), Value.of(number), Value.of(threshold.above())));
    }

    private Draw any(List<String> agents) {
        String any = agents.get(random.nextInt(agents.size()));
        return new Draw(any, 1.0 / agents.size(), "nothing was adopted, so each has an equal chance");
    }
}
