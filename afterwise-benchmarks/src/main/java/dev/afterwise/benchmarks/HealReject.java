package dev.afterwise.benchmarks;

import dev.afterwise.BreakerLimits;
import dev.afterwise.Caps;
import dev.afterwise.CircuitOpenException;
import dev.afterwise.heal.Calls;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.time.Randomness;
import dev.afterwise.time.Timekeeper;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.functions.CheckedSupplier;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

/**
 * What a call costs that an open circuit breaker refuses, and that gives something else instead: against resilience4j with
 * the cheapest exception that it has, which is caught.
 */
final class HealReject implements Benchmark {
    private static final int CALLS = 2_000_000;
    private static final int WARM_UPS = 6;
    private static final double NOTHING = .5;
    private static final double LONGEST = 50;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final String answer = "done";
    private final String instead = "refused";

    /** So that nothing is left out because nobody looks at it. */
    private volatile String last = "";

    @Override
    public String name() {
        return "heal.reject";
    }

    @Override
    public String compares() {
        return "CPU of a call that resilience4j's open breaker refuses (no stack trace), against ours: at most 50 ns, no bytes";
    }

    @Override
    public Target target() {
        return Target.atLeast(4);
    }

    @Override
    public int usualRounds() {
        return 25;
    }

    @Override
    public double measure(Report report, int rounds) throws Exception {
        Timekeeper time = Timekeeper.system();
        var guards = new Guards(component -> BreakerLimits.after(1, AN_HOUR), time, Randomness.system());
        var ours = new Calls(Care.of(guards, time, Randomness.system()), Caps.STANDARD, time);
        breakDown(ours);
        CircuitBreaker open = CircuitBreaker.of(
                "breaker",
                CircuitBreakerConfig.custom().writableStackTraceEnabled(false).build());
        open.transitionToOpenState();
        CheckedSupplier<String> theirs = CircuitBreaker.decorateCheckedSupplier(open, () -> answer);
        Pairs pairs = Pairs.of(WARM_UPS, rounds, () -> ours(ours), () -> theirs(theirs));
        Pairs exceptions = Pairs.of(WARM_UPS, rounds, () -> thrown(ours), () -> theirs(theirs));
        Samples ratio = pairs.ratio(Spent::cpuNanos);
        report.line("%d rounds a side, interleaved, of %s calls each; CPU of the process, all threads"
                .formatted(rounds, Figures.whole(CALLS)));
        report.table(List.of(
                List.of("a refused call, median (least to greatest)", "CPU ns", "bytes"),
                row("Afterwise, something else instead", pairs.ours(Spent::cpuNanos), pairs.ours(Spent::bytes)),
                row("Afterwise, exception caught", exceptions.ours(Spent::cpuNanos), exceptions.ours(Spent::bytes)),
                row("resilience4j, exception caught", pairs.theirs(Spent::cpuNanos), pairs.theirs(Spent::bytes)),
                List.of("ratio of the first and the last", ratio.text(1), "")));
        demand("nanoseconds", pairs.ours(Spent::cpuNanos).median(), LONGEST);
        demand("bytes", pairs.ours(Spent::bytes).median(), NOTHING);
        return 1 / ratio.median();
    }

    private static void breakDown(Calls calls) {
        try {
            calls.call("service", () -> {
                throw new ConnectException("Connection refused");
            });
        } catch (Exception expected) {
            // Now it is open.
        }
    }

    private static List<String> row(String name, Samples cpu, Samples bytes) {
        return List.of(name, cpu.text(1), bytes.text(1));
    }

    private static void demand(String what, double measured, double most) {
        if (measured > most) {
            throw new IllegalStateException("A refused call must take at most %s %s, but it takes (%s)."
                    .formatted(Figures.plain(most), what, Figures.plain(measured)));
        }
    }

    private Spent ours(Calls calls) throws Exception {
        return Meter.PROCESS
                .of(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        last = calls.callOr("service", instead, () -> answer);
                    }
                })
                .per(CALLS);
    }

    private Spent thrown(Calls calls) throws Exception {
        return Meter.PROCESS
                .of(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        try {
                            last = calls.call("service", () -> answer);
                        } catch (CircuitOpenException refused) {
                            last = instead;
                        }
                    }
                })
                .per(CALLS);
    }

    private Spent theirs(CheckedSupplier<String> calls) throws Exception {
        return Meter.PROCESS
                .of(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        try {
                            last = calls.get();
                        } catch (CallNotPermittedException refused) {
                            last = instead;
                        } catch (Throwable other) {
                            throw new IllegalStateException(other);
                        }
                    }
                })
                .per(CALLS);
    }
}
