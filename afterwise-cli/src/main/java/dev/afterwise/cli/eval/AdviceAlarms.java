package dev.afterwise.cli.eval;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.learn.recommend.Advice;
import dev.afterwise.learn.recommend.Lessons;
import dev.afterwise.segment.Trait;
import java.util.List;
import java.util.Objects;

/** Whether advice would have somebody leave what is used now, where all agents are alike: asked once, for the first execution's work. */
final class AdviceAlarms {
    private AdviceAlarms() {}

    static boolean raised(NullWorld world) {
        Lessons lessons = Lessons.of(world.columns(), Dimension.AGENT);
        String task =
                Objects.requireNonNullElse(world.columns().labels(Trait.TASK).at(0), "");
        List<String> arms = lessons.arms(task);
        return arms.size() > 1
                && lessons.advise(Profile.of(task), arms, Preference.RELIABILITY, lessons.usedNow(task))
                                .verdict()
                        == Advice.Verdict.PREFER;
    }
}
