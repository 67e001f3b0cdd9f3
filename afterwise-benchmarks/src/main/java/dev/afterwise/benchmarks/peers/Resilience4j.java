package dev.afterwise.benchmarks.peers;

import dev.afterwise.benchmarks.faults.Client;
import dev.afterwise.benchmarks.faults.Policy;
import dev.afterwise.benchmarks.faults.World;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A retry around a circuit breaker, as resilience4j composes them. */
public final class Resilience4j implements Policy {
    private final String name;
    private final CircuitBreakerConfig breaker;
    private final RetryConfig retry;

    private Resilience4j(String name, CircuitBreakerConfig breaker, RetryConfig retry) {
        this.name = name;
        this.breaker = breaker;
        this.retry = retry;
    }

    /** As it comes. */
    public static Policy byDefault() {
        return new Resilience4j("resilience4j, defaults", CircuitBreakerConfig.ofDefaults(), RetryConfig.ofDefaults());
    }

    /** As its own documentation advises, told which exceptions don't pass. */
    public static Policy byTheBook() {
        return new Resilience4j(
                "resilience4j, by the book",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(20)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .permittedNumberOfCallsInHalfOpenState(5)
                        .ignoreExceptions(IllegalArgumentException.class)
                        .build(),
                RetryConfig.custom()
                        .maxAttempts(3)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, .5))
                        .ignoreExceptions(CallNotPermittedException.class, IllegalArgumentException.class)
                        .build());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Client client(World world) {
        Map<String, CircuitBreaker> breakers = new HashMap<>();
        Retry again = Retry.of("retry", retry);
        return (request, done) -> {
            CircuitBreaker guard = breakers.computeIfAbsent(
                    world.component(request), component -> CircuitBreaker.of(component, breaker));
            var attempts = new AtomicInteger();
            var _ = Retry.decorateCompletionStage(
                            again,
                            world.loop(),
                            CircuitBreaker.decorateCompletionStage(
                                    guard, () -> world.call(request, attempts.incrementAndGet())))
                    .get()
                    .whenComplete((reply, thrown) -> done.accept(thrown == null));
        };
    }
}
