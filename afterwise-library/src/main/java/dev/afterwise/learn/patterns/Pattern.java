package dev.afterwise.learn.patterns;

import dev.afterwise.ExecutionId;
import java.util.List;

/**
 * A regularity of a history that is hardly chance.
 *
 * @param task of which executions it holds; empty for the history as a whole
 * @param pValue how likely anything like it would have been found where there is nothing: corrected for all that was looked at,
 *     and for looking again and again while the history grows
 * @param confidence how sure it is that the effect is worth speaking of: at least {@link Patterns#FLOOR}, or {@link
 *     Patterns#LEAST_CORRELATION}; from 0 to 1
 * @param examples the {@link dev.afterwise.segment.Columns#number numbers} of some executions that show it, newest first
 * @param sentence what was counted, and what to do about it
 */
public record Pattern(
        String task,
        PatternKind kind,
        Circumstance circumstance,
        Effect effect,
        double pValue,
        double confidence,
        List<Long> examples,
        String sentence) {
    public Pattern {
        examples = List.copyOf(examples);
    }

    /** The same for what says the same, wherever exactly a cut is. */
    public String id() {
        String said =
                "%s\n%s\n%s\n%s".formatted(task, kind.word(), effect.measured().word(), gist(circumstance));
        return ExecutionId.of(said).hex().substring(0, 8);
    }

    private static String gist(Circumstance circumstance) {
        return switch (circumstance) {
            case Circumstance.Above it -> it.column() + " >";
            case Circumstance.UpTo it -> it.column() + " <=";
            case Circumstance.Both it -> gist(it.one()) + " and " + gist(it.other());
            default -> circumstance.text();
        };
    }

    /** Whether another one says the same of the history as a whole. */
    boolean saysNoMoreThan(Pattern other) {
        return other.task.isEmpty()
                && other.kind == kind
                && other.effect.measured() == effect.measured()
                && circumstance.isLike(other.circumstance);
    }
}
