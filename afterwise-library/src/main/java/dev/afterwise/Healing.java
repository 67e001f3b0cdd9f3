package dev.afterwise;

import dev.afterwise.heal.Boosts;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.Case;
import dev.afterwise.heal.Faults;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.classify.Delays;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.record.Diagnosis;
import dev.afterwise.record.Operation;
import dev.afterwise.record.Protection;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Healing as recording knows it: what a failure is, and whether and when a component is called. Safe for use by many threads. */
final class Healing implements Diagnosis, Protection {
    private static final Caller NOBODY =
            new Caller(Profile.of("unnamed"), (name, number) -> {}, UnaryOperator.identity());

    private final Caps caps;
    private final Care care;
    private final Boosts boosts;
    private final Supplier<Policy> policies;
    private final Timekeeper time;

    /** @param policies gives what was adopted, from memory */
    Healing(Care care, Boosts boosts, Caps caps, Supplier<Policy> policies, Timekeeper time) {
        this.policies = policies;
        this.care = care;
        this.boosts = boosts;
        this.caps = caps;
        this.time = time;
    }

    @Override
    public Failure of(Throwable thrown) {
        return care.failure(thrown);
    }

    @Override
    public Failure of(String type, String message) {
        return care.classifier().classify(type, message);
    }

    @Override
    public Protection.Calls calls() {
        return calls(NOBODY);
    }

    @Override
    public Protection.Calls calls(Caller caller) {
        var bounds = new RunBounds(caller, policies, care.guards(), boosts, caps);
        return (component, terms) -> {
            Tries tries = bounds.tries(terms);
            Case its = care.healer().open(bounds.allowance(), component, care.guards()::of, tries, terms.repeatable());
            return new Guarded(care.faults(), its, bounds, tries.most(), time);
        };
    }

    /** A call as the guards of what it calls see it. */
    private static final class Guarded implements Call {
        private final Faults faults;
        private final Case its;
        private final RunBounds bounds;
        private final int most;
        private final Timekeeper time;
        private int failures;
        private Guard guard;
        private long start;
        private long permit;

        Guarded(Faults faults, Case its, RunBounds bounds, int most, Timekeeper time) {
            this.faults = faults;
            this.its = its;
            this.bounds = bounds;
            this.most = most;
            this.time = time;
            this.guard = its.guard();
        }

        @Override
        public @Nullable CircuitOpenException refused() {
            guard = its.guard();
            if (!bounds.admitsTo(guard.component())) {
                return CircuitOpenException.shielded(guard.component());
            }
            start = time.nanos();
            permit = guard.enter(start);
            return permit == Guard.REFUSED ? guard.refusal() : null;
        }

        @Override
        public <T extends @Nullable Object, X extends Exception> Operation<T, X> around(Operation<T, X> operation) {
            return faults.areNone() ? operation : () -> faults.struck(guard.component(), operation::call);
        }

        @Override
        public void ended(Outcome.Ended outcome) {
            guard.leave(permit, start, outcome);
            its.ended(outcome);
            if (failures > 0 && outcome instanceof Outcome.Succeeded) {
                bounds.ended(true, failures + 1, most);
                failures = 0;
            }
        }

        @Override
        public Recovery after(Failure failure, List<Recovery> offered, Duration floor) {
            Duration told = Delays.askedIn(failure.message());
            Recovery then = its.after(failure, offered, told.compareTo(floor) > 0 ? told : floor);
            if (failure.failureClass() != FailureClass.CIRCUIT_OPEN) {
                failures++;
                if (!then.triesAgain() && failure.transience() != Transience.PERMANENT) {
                    bounds.ended(false, failures, most);
                }
            }
            return then;
        }
    }
}
