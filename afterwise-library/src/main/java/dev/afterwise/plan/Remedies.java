package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.Recovery;
import dev.afterwise.Transience;
import dev.afterwise.plan.OnError.Reaction;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows a failed attempt at a step: what its {@code on_error} says, in that order and as far as it can still
 * be done; then another attempt, if it may help; then its fallback; then nothing.
 */
final class Remedies {
    private Remedies() {}

    /** What would follow if the step said nothing about it. Charges budgets, so it is asked once. */
    interface Usual {
        Recovery after(Failure failure);
    }

    static Recovery after(PlanStep step, Failure failure, String agent, Tried tried, Usual usual) {
        List<OnError> rules = step.onError().stream()
                .filter(rule -> rule.covers(failure.failureClass()))
                .toList();
        boolean insists = rules.stream().anyMatch(rule -> rule.reaction() instanceof Reaction.Retry);
        Healing heal = step.heal();
        Recovery otherwise = heal.ways().contains(Healing.Way.RETRY)
                ? usual.after(insists ? passing(failure) : failure)
                : new Recovery.GiveUp("the plan allows no retry of the step (heal: %s)".formatted(heal));
        String what = "a failure of class " + failure.failureClass().label();
        for (OnError rule : rules) {
            Recovery then = reaction(rule.reaction(), what, agent, tried, otherwise);
            if (then != null && heal.allows(then)) {
                return then;
            }
        }
        if (otherwise instanceof Recovery.Retry) {
            return otherwise;
        }
        if (step.fallback() != null
                && heal.ways().contains(Healing.Way.FALLBACK)
                && !tried.hasFallenBackTo(PlanStep.FALLBACK)) {
            return new Recovery.FallBack(PlanStep.FALLBACK, otherwise.because());
        }
        return otherwise;
    }

    /** Null if it can't be done, or not any more. */
    private static @Nullable Recovery reaction(
            Reaction reaction, String what, String agent, Tried tried, Recovery otherwise) {
        UnaryOperator<String> because = then -> "the plan says so for " + what + then;
        return switch (reaction) {
            case Reaction.Retry() -> otherwise instanceof Recovery.Retry ? otherwise : null;
            case Reaction.FallBack(String to) ->
                to.equals(agent) || tried.hasFallenBackTo(to) ? null : new Recovery.FallBack(to, because.apply(""));
            case Reaction.Skip() -> new Recovery.Skip(because.apply(""));
            case Reaction.CreatePath(String path) ->
                tried.hasMade(path) ? null : new Recovery.CreatePath(path, because.apply(", once"));
            case Reaction.Escalate() -> new Recovery.Escalate(because.apply(""));
        };
    }

    /** The same failure, as if it might pass. */
    private static Failure passing(Failure failure) {
        return new Failure(
                failure.failureClass(),
                failure.severity(),
                Transience.TRANSIENT,
                failure.type(),
                failure.message(),
                failure.fingerprint());
    }
}
