package dev.afterwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UnfoldTest {
    @Test
    void theFactsOfAnExecutionFoldToItAgain() {
        RandomGenerator random = Seeded.random();
        for (int i = 0; i < 3_000; i++) {
            Execution execution = Execution.of(RandomFacts.ofOne(random, 30));

            assertThat(Execution.of(execution.facts(Source.IMPORTED))).isEqualTo(execution);
        }
    }

    @Test
    void whatWasOnlySaidToBeAbandonedLeavesItsAttemptsRunning() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        var origin = new Origin(ExecutionId.of("x"), Source.RECORDED, at);
        Execution execution = Execution.of(List.of(
                new Fact.AttemptStarted(origin, StepId.of(1), 1, null, at),
                new Fact.Ended(origin, new Outcome.Succeeded(null), Usage.tokens(1, 2), Payload.NONE),
                new Fact.Concluded(origin, new Outcome.Abandoned())));

        assertThat(execution.outcome()).isEqualTo(new Outcome.Abandoned());
        assertThat(Execution.of(execution.facts(Source.IMPORTED))).isEqualTo(execution);
    }
}
