package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.FailureClass;
import dev.afterwise.Fault;
import dev.afterwise.Fault.Flapping;
import dev.afterwise.Fault.Kind;
import dev.afterwise.Fault.When;
import dev.afterwise.FaultPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultPlanReaderTest {
    @Test
    void readsEveryKindAndTime() {
        FaultPlan plan = FaultPlanReader.parse("faults.yaml", """
                version: 1
                seed: 7
                faults:
                  - {at: fetch, error: rate_limit, first: 2}
                  - {at: "*", latency: 200ms, share: 0.3}
                  - {at: api, error: unavailable, after: 10s, for: 30s, flapping: {down: 5s, up: 4s}}
                  - {at: api, overload: 5}
                  - {at: report, corrupt: true}
                """);

        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.faults())
                .containsExactly(
                        new Fault(
                                "fetch",
                                new Kind.Failing(FailureClass.RATE_LIMIT),
                                new When(Duration.ZERO, null, null, 1, 2)),
                        new Fault(
                                "*",
                                new Kind.Latency(Duration.ofMillis(200)),
                                new When(Duration.ZERO, null, null, 0.3, Integer.MAX_VALUE)),
                        new Fault(
                                "api",
                                new Kind.Failing(FailureClass.UNAVAILABLE),
                                new When(
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(30),
                                        new Flapping(Duration.ofSeconds(5), Duration.ofSeconds(4)),
                                        1,
                                        Integer.MAX_VALUE)),
                        new Fault("api", new Kind.Overload(5), When.ALWAYS),
                        new Fault("report", new Kind.Corrupt(), When.ALWAYS));
    }

    @Test
    void namesAllThatIsWrongWithItsPlace() {
        var problems =
                catchThrowableOfType(PlanProblemsException.class, () -> FaultPlanReader.parse("faults.yaml", """
                seed: many
                faults:
                  - {at: fetch, error: timeuot}
                  - {at: fetch}
                  - {error: timeout}
                  - {at: fetch, latency: 0s, share: 2}
                  - {at: fetch, corrupt: false}
                  - {at: fetch, error: timeout, overload: 3}
                  - {at: fetch, errors: timeout}
                  - {at: fetch, overload: 1, flapping: {down: 1s}}
                """));

        assertThat(problems.problems().stream().map(Problem::toString))
                .anyMatch(it -> it.contains("line=1, column=7") && it.contains("'seed'"))
                .anyMatch(it -> it.contains("timeout") && it.contains("timeuot"))
                .anyMatch(it -> it.contains("'at'"))
                .anyMatch(it -> it.contains("'latency'"))
                .anyMatch(it -> it.contains("'share'"))
                .anyMatch(it -> it.contains("'corrupt'"))
                .anyMatch(it -> it.contains("'errors'"))
                .anyMatch(it -> it.contains("'up'"))
                .hasSizeGreaterThan(8);
    }
}
