package dev.afterwise.heal;

import dev.afterwise.FailureClass;
import dev.afterwise.Tally;
import dev.afterwise.choose.Belief;
import dev.afterwise.choose.Beliefs;
import dev.afterwise.choose.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How often a strategy helped a component against failures of a class.
 *
 * @param strategy the name that recoveries have
 * @param isAgain whether these are the times when it had been tried in the same call before
 * @param measured since anybody began to count
 * @param recent what of that counts today
 */
public record Preference(
        String component, FailureClass failureClass, String strategy, boolean isAgain, Tally measured, Counts recent) {
    static List<Preference> of(String component, FailureClass of, Map<String, Belief> arms, Instant now) {
        Map<String, Counts> recent = Beliefs.recent(arms, now);
        return arms.entrySet().stream()
                .map(arm -> new Preference(
                        component,
                        of,
                        Candidates.strategy(arm.getKey()),
                        !Candidates.strategy(arm.getKey()).equals(arm.getKey()),
                        new Tally(arm.getValue().tried(), arm.getValue().worked()),
                        recent.getOrDefault(arm.getKey(), Counts.NONE)))
                .toList();
    }

    /** How often it helps today, from 0 to 1; by all that was measured if nothing of it counts any more. */
    public double chance() {
        return recent.sample() > 0 ? recent.worked() / recent.sample() : measured.rate();
    }
}
