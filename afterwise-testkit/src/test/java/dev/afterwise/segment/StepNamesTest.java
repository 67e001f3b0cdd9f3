package dev.afterwise.segment;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Severity;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepNamesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Failure REFUSED = failure("refused");
    private static final Failure OTHER = failure("other");

    private static Failure failure(String message) {
        return Failure.of(FailureClass.UNKNOWN, Severity.LOW, Transience.UNKNOWN, "", message);
    }

    private static Step step(String name, @Nullable String parent, @Nullable Failure failure) {
        Outcome outcome = failure == null ? new Outcome.Succeeded(SECOND) : new Outcome.Failed(SECOND, failure);
        var attempt = new Attempt(1, null, Instant.EPOCH, outcome, Usage.NONE, Payload.NONE, null);
        return new Step(
                StepId.named(name),
                parent == null ? null : StepId.named(parent),
                new Action.Phase(name, null),
                List.of(attempt));
    }

    private static StepNames names(Headline headline, Step... steps) {
        return StepNames.of(new Execution(headline, About.NOTHING, List.of(steps), List.of(), List.of()));
    }

    private static Headline failed() {
        return anExecution().failedWith(REFUSED).headline();
    }

    @Test
    void namesTheStepsFromTheOutermostToTheInnermostThatFailed() {
        StepNames names = names(
                failed(), step("fetch", null, null), step("deploy", null, REFUSED), step("push", "deploy", REFUSED));

        assertThat(names.begun()).containsExactly("fetch", "deploy", "push");
        assertThat(names.failed()).containsExactly("deploy", "push");
    }

    @Test
    void aStepThatFailedLikeTheExecutionCountsBeforeOthers() {
        assertThat(names(failed(), step("push", null, REFUSED), step("clean up", null, OTHER))
                        .failed())
                .containsExactly("push");
    }

    @Test
    void elseTheLastThatFailedCounts() {
        assertThat(names(failed(), step("a", null, OTHER), step("b", null, OTHER), step("c", null, null))
                        .failed())
                .containsExactly("b");
    }

    @Test
    void anExecutionThatSucceededFailedNowhere() {
        assertThat(names(anExecution().headline(), step("a", null, OTHER)).failed())
                .isEmpty();
    }

    @Test
    void anExecutionMayFailInNoStep() {
        assertThat(names(failed(), step("a", null, null)).failed()).isEmpty();
    }
}
