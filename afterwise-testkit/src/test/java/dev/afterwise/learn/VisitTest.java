package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.Status;
import dev.afterwise.Usage;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisitTest {
    private static final Recovery AGAIN = new Recovery.Retry(Duration.ZERO, "may pass");

    @Test
    void whatAFallbackBringsIsNoCreditOfTheRetriesBeforeIt() {
        Outcome failed = PlanRuns.failed(dev.afterwise.Transience.TRANSIENT);
        var attempts = List.of(
                attempt(1, failed, AGAIN),
                attempt(2, failed, new Recovery.FallBack("fallback", "nothing else is left")),
                attempt(3, new Outcome.Succeeded(Duration.ofSeconds(1)), null));

        Visit visit = Visit.of(
                new PlanRuns("nightly")
                        .with("step", (random, run) -> attempts)
                        .runs(new SplittableRandom(1), 1)
                        .getFirst(),
                "step",
                attempts);

        assertThat(visit.attempts()).extracting(Attempt::number).containsExactly(1, 2);
        assertThat(visit.gaveUp()).isTrue();
    }

    @Test
    void whoWasChosenHasFailedIfTheExecutionDidInHindsight() {
        Attempt said = attempt(1, new Outcome.Succeeded(Duration.ofSeconds(1)), null, "liar");
        Outcome failed = PlanRuns.failed(dev.afterwise.Transience.PERMANENT);

        assertThat(visit(said, failed).first().outcome().status()).isEqualTo(Status.FAILED);
        assertThat(visit(said, failed).first().agent()).isEqualTo("liar");
        assertThat(visit(said, new Outcome.Succeeded(null)).first()).isEqualTo(said);
        Attempt only = attempt(1, new Outcome.Succeeded(Duration.ofSeconds(1)), null);
        assertThat(visit(only, failed).first()).as("nobody was chosen").isEqualTo(only);
    }

    @Test
    void whoeverFailedItselfIsToBlameAlone() {
        Attempt said = attempt(1, new Outcome.Succeeded(Duration.ofSeconds(1)), null, "liar");
        Outcome failed = PlanRuns.failed(dev.afterwise.Transience.PERMANENT);
        Execution run = concluded(
                new PlanRuns("nightly")
                        .with("step", (random, number) -> List.of(said))
                        .with("other", (random, number) -> List.of(attempt(1, failed, null)))
                        .runs(new SplittableRandom(1), 1)
                        .getFirst(),
                failed);

        assertThat(Visit.of(run, "step", List.of(said)).first()).isEqualTo(said);
    }

    private static Visit visit(Attempt attempt, Outcome concluded) {
        Execution run = new PlanRuns("nightly")
                .with("step", (random, number) -> List.of(attempt))
                .runs(new SplittableRandom(1), 1)
                .getFirst();
        return Visit.of(concluded(run, concluded), "step", List.of(attempt));
    }

    /** The same run, of which somebody said later how it went. */
    private static Execution concluded(Execution run, Outcome outcome) {
        Headline said = run.headline();
        var headline = new Headline(
                said.id(),
                said.profile(),
                said.description(),
                said.startedAt(),
                outcome,
                said.usage(),
                said.recoveries());
        return new Execution(headline, run.about(), run.steps(), run.events(), run.ratings());
    }

    private static Attempt attempt(int number, Outcome outcome, @Nullable Recovery then, String agent) {
        return new Attempt(number, agent, PlanRuns.START, outcome, Usage.NONE, Payload.NONE, then);
    }

    private static Attempt attempt(int number, Outcome outcome, @Nullable Recovery then) {
        return new Attempt(number, null, PlanRuns.START, outcome, Usage.NONE, Payload.NONE, then);
    }
}
