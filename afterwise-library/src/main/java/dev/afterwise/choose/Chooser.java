package dev.afterwise.choose;

import dev.afterwise.Policy;
import dev.afterwise.Subject;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes one of several alternatives: the one that was adopted, or, as long as none was, any with equal chance, so that what
 * is learned from the outcomes is not biased by the choice.
 *
 * <p>Safe for use by many threads if its source of chance is.
 */
public final class Chooser {
    private final RandomGenerator random;

    public Chooser(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param agents the alternatives, at least one
     * @param policy what was adopted; an adopted agent that is no longer among the alternatives is passed over
     */
    public Draw draw(Subject subject, List<String> agents, Policy policy) {
        Optional<String> preferred = policy.preferredAgent(subject).filter(agents::contains);
        if (preferred.isPresent()) {
            return new Draw(preferred.get(), 1, "policy version %d prefers it".formatted(policy.version()));
        }
        String any = agents.get(random.nextInt(agents.size()));
        return new Draw(any, 1.0 / agents.size(), "nothing was adopted, so each has an equal chance");
    }
}
