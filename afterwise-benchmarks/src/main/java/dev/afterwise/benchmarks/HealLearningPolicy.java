package dev.afterwise.benchmarks;

import dev.afterwise.benchmarks.HealLearningWorld.Kind;
import dev.afterwise.heal.Course;
import dev.afterwise.heal.Preferences;
import dev.afterwise.heal.Remedy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Who decides what is done about a failure. */
interface HealLearningPolicy {
    /** Begins with one failure. */
    Turn begin(Kind kind, boolean isChanged);

    /** What is done about one failure. */
    interface Turn {
        /** @return the action's place */
        int next();

        default void learned(boolean recovered, Duration took) {}
    }

    /** Retry, wait longer and retry, fall back: all that can be said without looking at the failure. */
    static HealLearningPolicy blind() {
        return (kind, isChanged) -> inOrder(List.of(0, 0, 3));
    }

    /** The experts' order, and then again from its beginning. */
    static HealLearningPolicy experts() {
        return (kind, isChanged) -> inOrder(kind.suggested().stream()
                .map(Remedy::strategy)
                .map(HealLearningWorld.ACTIONS::indexOf)
                .toList());
    }

    private static Turn inOrder(List<Integer> order) {
        int[] made = {0};
        return () -> order.get(made[0]++ % order.size());
    }

    /** Knows every chance: the greatest one there is left, again and again. */
    static HealLearningPolicy oracle() {
        return (kind, isChanged) -> {
            List<Double> left = new ArrayList<>(isChanged ? kind.after() : kind.before());
            return () -> {
                int best = IntStream.range(0, left.size())
                        .boxed()
                        .max(Comparator.comparing(left::get))
                        .orElseThrow();
                left.set(best, left.get(best) * HealLearningWorld.AGAIN);
                return best;
            };
        };
    }

    static HealLearningPolicy learned(Preferences preferences) {
        return (kind, isChanged) -> {
            Course course = preferences.course(kind.component());
            return new Turn() {
                @Override
                public int next() {
                    String strategy = course.choose(kind.failure(), kind.suggested(), kind.others())
                            .remedy()
                            .strategy();
                    return HealLearningWorld.ACTIONS.indexOf(strategy);
                }

                @Override
                public void learned(boolean recovered, Duration took) {
                    course.learned(recovered, took);
                }
            };
        };
    }
}
