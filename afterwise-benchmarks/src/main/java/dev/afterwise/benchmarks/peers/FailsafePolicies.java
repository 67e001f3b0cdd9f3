package dev.afterwise.benchmarks.peers;

import dev.afterwise.benchmarks.faults.Client;
import dev.afterwise.benchmarks.faults.Policy;
import dev.afterwise.benchmarks.faults.World;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerConfig;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyConfig;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** A retry policy around a circuit breaker, as Failsafe composes them. */
public final class FailsafePolicies implements Policy {
    private final String name;
    private final CircuitBreakerConfig<String> breaker;
    private final RetryPolicyConfig<String> retry;

    private FailsafePolicies(String name, CircuitBreaker<String> breaker, RetryPolicy<String> retry) {
        this.name = name;
        this.breaker = breaker.getConfig();
        this.retry = retry.getConfig();
    }

    /** As it comes. */
    public static Policy byDefault() {
        return new FailsafePolicies("Failsafe, defaults", CircuitBreaker.ofDefaults(), RetryPolicy.ofDefaults());
    }

    /** As its own documentation advises, told which exceptions don't pass. */
    public static Policy byTheBook() {
        return new FailsafePolicies(
                "Failsafe, by the book",
                CircuitBreaker.<String>builder()
                        .withFailureRateThreshold(50, 20, Duration.ofSeconds(10))
                        .withDelay(Duration.ofSeconds(5))
                        .withSuccessThreshold(3, 5)
                        .handleIf(thrown -> !(thrown instanceof IllegalArgumentException))
                        .build(),
                RetryPolicy.<String>builder()
                        .withMaxAttempts(3)
                        .withBackoff(500, 10_000, ChronoUnit.MILLIS, 2)
                        .withJitter(.5)
                        .handleIf(thrown -> !(thrown instanceof IllegalArgumentException
                                || thrown instanceof CircuitBreakerOpenException))
                        .build());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Client client(World world) {
        Map<String, FailsafeExecutor<String>> executors = new HashMap<>();
        RetryPolicy<String> again = RetryPolicy.builder(retry).build();
        return (request, done) -> {
            FailsafeExecutor<String> executor = executors.computeIfAbsent(
                    world.component(request),
                    component -> Failsafe.with(
                                    again, CircuitBreaker.builder(breaker).build())
                            .with(world.loop()));
            var _ = executor.getStageAsync(attempt -> world.call(request, attempt.getAttemptCount() + 1))
                    .whenComplete((reply, thrown) -> done.accept(thrown == null));
        };
    }
}
