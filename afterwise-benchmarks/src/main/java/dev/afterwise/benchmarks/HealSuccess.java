package dev.afterwise.benchmarks;

import dev.afterwise.Caps;
import dev.afterwise.GuardSettings;
import dev.afterwise.heal.Calls;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What healing costs as long as nothing fails: an operation that does nothing, with retry, recovery budget, circuit breaker and
 * limit of calls around it, and no recording; against resilience4j's retry around a circuit breaker around a bulkhead.
 */
final class HealSuccess implements Benchmark {
    /** As resilience4j has it by default. */
    private static final int AT_ONCE = 25;

    private static final int CALLS = 3_000_000;
    private static final int WARM_UPS = 6;
    private static final double NOTHING = .5;

    private final String answer = "done";

    /** Made once, as the peer's decorated supplier is. */
    private final Calls.Attempt<String, RuntimeException> attempt = () -> answer;

    /** So that nothing is left out because nobody looks at it. */
    private volatile String last = "";

    @Override
    public String name() {
        return "heal.success";
    }

    @Override
    public String compares() {
        return "CPU of a healed call that does nothing, against resilience4j's Retry(CircuitBreaker(Bulkhead))";
    }

    @Override
    public Target target() {
        return Target.atMost(1);
    }

    @Override
    public int usualRounds() {
        return 25;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Timekeeper time = Timekeeper.system();
        var guards = new Guards(time, Randomness.system());
        guards.use(GuardSettings.STANDARD.withAtOnce(Map.of("service", AT_ONCE)));
        var calls = new Calls(Care.of(guards, time, Randomness.system()), Caps.STANDARD, time);
        Supplier<String> theirs = Retry.decorateSupplier(
                Retry.ofDefaults("retry"),
                CircuitBreaker.decorateSupplier(
                        CircuitBreaker.ofDefaults("breaker"),
                        Bulkhead.decorateSupplier(Bulkhead.ofDefaults("bulkhead"), () -> answer)));
        Pairs pairs = Pairs.of(WARM_UPS, rounds, () -> ours(calls), () -> theirs(theirs));
        Samples ratio = pairs.ratio(Spent::cpuNanos);
        report.line("%d rounds a side, interleaved, of %s calls each; CPU of the process, all threads"
                .formatted(rounds, Figures.whole(CALLS)));
        report.table(List.of(
                List.of("a call, median (least to greatest)", "CPU ns", "bytes"),
                List.of(
                        "Afterwise: retry, budget, breaker, cap and limit",
                        pairs.ours(Spent::cpuNanos).text(1),
                        pairs.ours(Spent::bytes).text(1)),
                List.of(
                        "resilience4j: Retry(CircuitBreaker(Bulkhead))",
                        pairs.theirs(Spent::cpuNanos).text(1),
                        pairs.theirs(Spent::bytes).text(1)),
                List.of("ratio", ratio.text(1), "")));
        double bytes = pairs.ours(Spent::bytes).median();
        if (bytes > NOTHING) {
            throw new IllegalStateException("A healed call must allocate nothing, but it allocates (%s bytes)."
                    .formatted(Figures.plain(bytes)));
        }
        return ratio.median();
    }

    private Spent ours(Calls calls) throws Exception {
        return Meter.PROCESS
                .of(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        last = calls.call("service", attempt);
                    }
                })
                .per(CALLS);
    }

    private Spent theirs(Supplier<String> calls) throws Exception {
        return Meter.PROCESS
                .of(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        last = calls.get();
                    }
                })
                .per(CALLS);
    }
}
