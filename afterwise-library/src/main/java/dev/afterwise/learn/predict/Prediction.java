package dev.afterwise.learn.predict;

import dev.afterwise.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What will come of work that is not done yet.
 *
 * @param took how long it takes, in seconds; null where too little is known
 * @param cost what it costs, in dollars; null where too little is known
 * @param contributions what each thing that is known of it does to its chance, the strongest first
 * @param averaged what was not named of it and so averaged over; null if nothing was
 * @param vocabulary from what it was learned
 */
public record Prediction(
        Profile profile,
        Chance chance,
        @Nullable Expected took,
        @Nullable Expected cost,
        List<Contribution> contributions,
        @Nullable Averaged averaged,
        Vocabulary vocabulary) {
    public Prediction {
        contributions = List.copyOf(contributions);
    }

    /** What surely speaks for success. */
    public List<Contribution> contributing() {
        return contributions.stream()
                .filter(each -> each.isSure() && each.logit() > 0)
                .toList();
    }

    /** What surely speaks against it. */
    public List<Contribution> risks() {
        return contributions.stream()
                .filter(each -> each.isSure() && each.logit() < 0)
                .toList();
    }
}
