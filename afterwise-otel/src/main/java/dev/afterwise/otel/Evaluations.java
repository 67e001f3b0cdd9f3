package dev.afterwise.otel;

import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Rating;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator thought ({@code gen_ai.evaluation.result}): a rating. One whose name says that it is about the outcome of
 * the whole also concludes how that went.
 */
final class Evaluations {
    static final String EVENT = "gen_ai.evaluation.result";

    private static final Set<String> OF_OUTCOMES = Set.of(
            "correctness", "goal_completion", "outcome", "resolved", "success", "task_completion", "task_success");

    private static final Map<String, Boolean> LABELS = Map.ofEntries(
            Map.entry("pass", true),
            Map.entry("passed", true),
            Map.entry("success", true),
            Map.entry("succeeded", true),
            Map.entry("correct", true),
            Map.entry("resolved", true),
            Map.entry("true", true),
            Map.entry("yes", true),
            Map.entry("fail", false),
            Map.entry("failed", false),
            Map.entry("failure", false),
            Map.entry("incorrect", false),
            Map.entry("unresolved", false),
            Map.entry("false", false),
            Map.entry("no", false));

    private final BiFunction<String, String, Failure> classify;

    Evaluations(BiFunction<String, String, Failure> classify) {
        this.classify = classify;
    }

    /** @param said what the event says */
    List<Fact> facts(Origin origin, Attributes said) {
        String name = said.text("gen_ai.evaluation.name");
        String by = name == null ? "evaluation" : name;
        String comment = said.text("gen_ai.evaluation.explanation");
        String label = said.text("gen_ai.evaluation.score.label");
        Boolean labelled = label == null ? null : LABELS.get(label.toLowerCase(Locale.ROOT));
        Double score = score(said, labelled);
        if (score == null) {
            return List.of();
        }
        Boolean isGood = label == null ? allOrNothing(score) : labelled;
        var rating = new Fact.Rated(origin, new Rating(by, score, comment == null ? "" : comment));
        if (isGood == null || !OF_OUTCOMES.contains(by.toLowerCase(Locale.ROOT))) {
            return List.of(rating);
        }
        Outcome.Ended outcome = isGood
                ? new Outcome.Succeeded(null)
                : new Outcome.Failed(
                        null,
                        classify.apply(
                                "evaluation", by + ": " + (comment != null ? comment : label != null ? label : "0")));
        return List.of(rating, new Fact.Concluded(origin, outcome));
    }

    /** Whether a score says it all; null if it is somewhere in between. */
    private static @Nullable Boolean allOrNothing(double score) {
        return score == 1 ? Boolean.TRUE : score == 0 ? Boolean.FALSE : null;
    }

    /** From 0 to 1; what is on another scale is no rating, for nobody says which. */
    private static @Nullable Double score(Attributes said, @Nullable Boolean isGood) {
        BigDecimal value = said.amount(List.of("gen_ai.evaluation.score.value"));
        if (value != null && value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0) {
            return value.doubleValue();
        }
        return isGood == null ? null : isGood ? 1.0 : 0.0;
    }
}
