package dev.afterwise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change says something about. Two changes of one topic differ only in what they say.
 *
 * @param detail what it is about besides its subject
 */
record Topic(Subject subject, String kind, List<Object> detail) {
    static Topic of(Change change) {
        List<Object> detail = switch (change) {
            case Change.PreferWhere it -> List.of(it.where(), it.dimension());
            case Change.MoveThreshold it -> List.of(it.name());
            case Change.PreferStrategies it -> List.of(it.against());
            case Change.FallBackTo it -> List.of(it.against(), it.agent());
            case Change.Parallelise it -> List.of(it.need());
            case Change.Reorder it -> List.of(it.after());
            case Change.AddCheckpoint it -> List.of(it.check());
            default -> List.of();
        };
        return new Topic(change.subject(), change.kind(), detail);
    }

    /**
     * Whether the two can't be told apart when both are tried at once: they choose among the same for some of the same runs, or
     * neither can be drawn.
     */
    static boolean areRivals(Change one, Change other) {
        if (one.subject().equals(other.subject())) {
            return of(one).equals(of(other)) || choosesLike(one, other) || (!isDrawn(one) && !isDrawn(other));
        }
        boolean isOfRuns = isOfRuns(one.subject()) && isOfRuns(other.subject());
        boolean isAlike = choosesLike(one, other) || (one instanceof Change.BoostBy && other instanceof Change.BoostBy);
        return isOfRuns && isAlike && overlap(one.subject(), other.subject());
    }

    private static boolean choosesLike(Change one, Change other) {
        return choosing(one) != null && choosing(one) == choosing(other);
    }

    /** What is changed for whole runs holds for all that its subject covers; what is changed for a step, for that step alone. */
    private static boolean isOfRuns(Subject subject) {
        return subject.part(Dimension.STEP).isEmpty();
    }

    /** Whether a run may belong to both. */
    private static boolean overlap(Subject one, Subject other) {
        return one.parts().entrySet().stream()
                .allMatch(part ->
                        other.part(part.getKey()).orElse(part.getValue()).equals(part.getValue()));
    }

    /** Whether it can hold for some runs and not for others at the same time. What guards keep is shared by all runs. */
    static boolean isDrawn(Change change) {
        return !(change instanceof Change.SetBreaker
                || change instanceof Change.SetBudget
                || change instanceof Change.ShieldWork);
    }

    /** Whether they are the same but for a number. */
    static boolean areAlike(Change one, Change other) {
        if (one instanceof Change.SetThreshold it && other instanceof Change.SetThreshold than) {
            return it.equals(new Change.SetThreshold(
                    than.subject(), than.attribute(), it.above(), than.agent(), than.otherwise()));
        }
        return of(one).equals(of(other)) && choosing(one) == null && !(one instanceof Change.PreferStrategies);
    }

    private static @Nullable Dimension choosing(Change change) {
        return switch (change) {
            case Change.PreferAgent it -> Dimension.AGENT;
            case Change.SetThreshold it -> Dimension.AGENT;
            case Change.PreferModel it -> Dimension.MODEL;
            case Change.PreferRoute it -> Dimension.ROUTE;
            case Change.PreferWhere it -> it.dimension();
            default -> null;
        };
    }
}
