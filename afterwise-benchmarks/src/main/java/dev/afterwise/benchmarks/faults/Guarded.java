package dev.afterwise.benchmarks.faults;

import dev.afterwise.BreakerLimits;
import dev.afterwise.Caps;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.heal.Allowance;
import dev.afterwise.heal.Case;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Afterwise as its users have it: exceptions are classified, guards are asked, healers decide. Only who waits is different:
 * not a thread, but the event loop.
 */
final class Guarded implements Policy {
    private static final Classifier CLASSIFIER = new Classifier();

    private final String name;
    private final Function<String, BreakerLimits> limits;
    private final Map<Throwable, Failure> known = new HashMap<>();

    private Guarded(String name, Function<String, BreakerLimits> limits) {
        this.name = name;
        this.limits = limits;
    }

    static Policy byDefault() {
        return new Guarded("Afterwise, defaults", BreakerLimits::of);
    }

    /** Opens for as long as the peers do. */
    static Policy byTheBook() {
        return new Guarded("Afterwise, open 5 s", component -> BreakerLimits.after(5, Duration.ofSeconds(5)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Client client(World world) {
        RandomGenerator random = new SplittableRandom(Double.doubleToLongBits(Redirected.random()));
        var guards = new Guards(limits, world.loop(), random);
        var healer = new Healer(world.loop(), random);
        return (request, done) -> {
            Case its = healer.open(
                    new Allowance(Caps.STANDARD), world.component(request), guards::of, Tries.STANDARD, true);
            new Call(world, its, request, done).attempt(1);
        };
    }

    private final class Call {
        private final World world;
        private final Case its;
        private final Request request;
        private final Consumer<Boolean> done;

        Call(World world, Case its, Request request, Consumer<Boolean> done) {
            this.world = world;
            this.its = its;
            this.request = request;
            this.done = done;
        }

        void attempt(int number) {
            Guard guard = its.guard();
            long start = world.loop().nanos();
            long permit = guard.enter(start);
            if (permit == Guard.REFUSED) {
                done.accept(false);
                return;
            }
            var _ = world.call(request, number).whenComplete((reply, thrown) -> {
                Outcome.Ended outcome = outcome(world.loop().since(start), thrown);
                guard.leave(permit, start, outcome);
                its.ended(outcome);
                if (outcome instanceof Outcome.Failed failed) {
                    failed(failed.failure(), number);
                } else {
                    done.accept(true);
                }
            });
        }

        private Outcome.Ended outcome(Duration took, @Nullable Throwable thrown) {
            return thrown == null
                    ? new Outcome.Succeeded(took)
                    : new Outcome.Failed(took, known.computeIfAbsent(thrown, CLASSIFIER::classify));
        }

        private void failed(Failure failure, int number) {
            if (its.after(failure, List.of(), Duration.ZERO) instanceof Recovery.Retry retry) {
                world.loop().at(world.loop().elapsed() + retry.after().toNanos(), () -> attempt(number + 1));
            } else {
                done.accept(false);
            }
        }
    }
}
