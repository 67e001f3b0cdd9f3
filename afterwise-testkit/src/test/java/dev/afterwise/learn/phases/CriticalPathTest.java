package dev.afterwise.learn.phases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static Step step(String name, @Nullable String parent, double from, double until) {
        var attempt = new Attempt(
                1,
                null,
                START.plusMillis((long) (from * 1_000)),
                new Outcome.Succeeded(Duration.ofMillis((long) ((until - from) * 1_000))),
                Usage.NONE,
                Payload.NONE,
                null);
        return new Step(
                StepId.named(name),
                parent == null ? null : StepId.named(parent),
                new Action.Phase(name, null),
                List.of(attempt));
    }

    private static CriticalPath path(double took, Step... steps) {
        var headline = new Headline(
                ExecutionId.of("one"),
                Profile.of("task"),
                "",
                START,
                new Outcome.Succeeded(Duration.ofMillis((long) (took * 1_000))),
                Usage.NONE,
                new TreeMap<>());
        return CriticalPath.of(new Execution(headline, About.NOTHING, List.of(steps), List.of(), List.of()));
    }

    private static double blame(CriticalPath path, String name) {
        return path.steps().getOrDefault(new PhaseKey("task", name, "phase"), 0.0);
    }

    @Test
    void stepsOneAfterAnotherAreToBlameForTheirTime() {
        CriticalPath path = path(10, step("a", null, 0, 4), step("b", null, 5, 9));

        assertThat(blame(path, "a")).isEqualTo(4);
        assertThat(blame(path, "b")).isEqualTo(4);
        assertThat(path.outside()).isEqualTo(2);
        assertThat(path.seconds()).isEqualTo(10);
    }

    @Test
    void whatWentOnMeanwhileMadeNobodyWait() {
        CriticalPath path = path(10, step("long", null, 0, 9), step("short", null, 0, 3), step("last", null, 9, 10));

        assertThat(blame(path, "long")).isEqualTo(9);
        assertThat(blame(path, "short")).isZero();
        assertThat(blame(path, "last")).isEqualTo(1);
    }

    @Test
    void aStepIsToBlameOnlyForWhatStepsWithinItAreNot() {
        CriticalPath path =
                path(10, step("whole", null, 0, 10), step("inner", "whole", 2, 8), step("innermost", "inner", 3, 4));

        assertThat(blame(path, "whole")).isEqualTo(4);
        assertThat(blame(path, "inner")).isEqualTo(5);
        assertThat(blame(path, "innermost")).isEqualTo(1);
        assertThat(path.outside()).isZero();
    }

    @Test
    void clocksThatDisagreeMakeNoTimeOutOfNothing() {
        CriticalPath path = path(5, step("a", null, -2, 3), step("b", "a", 1, 9));

        assertThat(path.seconds()).isCloseTo(5, offset(1e-9));
        assertThat(path.outside()).isEqualTo(2);
    }

    @Test
    void withoutStepsNoneIsToBlame() {
        assertThat(path(5)).isEqualTo(new CriticalPath(new TreeMap<>(), 5));
    }
}
