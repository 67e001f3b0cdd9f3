package dev.afterwise.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Attempt;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
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

    private static Attempt attempt(int number, Outcome outcome, @Nullable Recovery then) {
        return new Attempt(number, null, PlanRuns.START, outcome, Usage.NONE, Payload.NONE, then);
    }
}
