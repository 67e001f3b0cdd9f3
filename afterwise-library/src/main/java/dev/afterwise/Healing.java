package dev.afterwise;

import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.record.Diagnosis;
import dev.afterwise.record.Protection;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Healing as recording knows it: what a failure is, and whether and when a component is called. Safe for use by many threads. */
final class Healing implements Diagnosis, Protection {
    private final Classifier classifier = new Classifier();
    private final Guards guards;
    private final Healer healer;
    private final Timekeeper time;

    Healing(Guards guards, Healer healer, Timekeeper time) {
        this.guards = guards;
        this.healer = healer;
        this.time = time;
    }

    @Override
    public Failure of(Throwable thrown) {
        return thrown instanceof CircuitOpenException refused ? refused.failure() : classifier.classify(thrown);
    }

    @Override
    public Failure of(String type, String message) {
        return classifier.classify(type, message);
    }

    @Override
    public Call call(String component, @Nullable Duration within) {
        Tries tries = within == null ? Tries.STANDARD : Tries.STANDARD.within(within);
        return new Guarded(guards.of(component), healer, tries, time);
    }

    /** A call as its component's guard sees it. */
    private static final class Guarded implements Call {
        private final Guard guard;
        private final Healer healer;
        private final Tries tries;
        private final Timekeeper time;
        private final long begun;
        private long start;
        private long permit;

        Guarded(Guard guard, Healer healer, Tries tries, Timekeeper time) {
            this.guard = guard;
            this.healer = healer;
            this.tries = tries;
            this.time = time;
            this.begun = time.nanos();
        }

        @Override
        public @Nullable CircuitOpenException refused() {
            start = time.nanos();
            permit = guard.enter(start);
            return permit == Guard.REFUSED ? guard.refusal() : null;
        }

        @Override
        public void ended(Outcome.Ended outcome) {
            guard.leave(permit, start, outcome);
        }

        @Override
        public Recovery after(Failure failure, int attempt) {
            return healer.after(failure, attempt, tries, begun, guard);
        }
    }
}
