package dev.afterwise;

import dev.afterwise.heal.Allowance;
import dev.afterwise.heal.Caps;
import dev.afterwise.heal.Case;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Tries;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Delays;
import dev.afterwise.heal.guard.Guard;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.record.Diagnosis;
import dev.afterwise.record.Protection;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Healing as recording knows it: what a failure is, and whether and when a component is called. Safe for use by many threads. */
final class Healing implements Diagnosis, Protection {
    private final Classifier classifier = new Classifier();
    private final Guards guards;
    private final Healer healer;
    private final Caps caps;
    private final Timekeeper time;

    Healing(Guards guards, Healer healer, Caps caps, Timekeeper time) {
        this.guards = guards;
        this.healer = healer;
        this.caps = caps;
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
    public Protection.Calls calls() {
        var allowance = new Allowance(caps);
        return (component, terms) -> new Guarded(healer.open(allowance, component, guards::of, tries(terms), terms.repeatable()), time);
    }

    private Tries tries(Terms terms) {
        int most = terms.attempts() == 0 ? caps.inARow() : terms.attempts();
        Tries tries = Tries.of(most, Tries.STANDARD.base(), Tries.STANDARD.cap());
        return terms.within() == null ? tries : tries.within(terms.within());
    }

    /** A call as the guards of what it calls see it. */
    private static final class Guarded implements Call {
        private final Case its;
        private final Timekeeper time;
        private Guard guard;
        private long start;
        private long permit;

        Guarded(Case its, Timekeeper time) {
            this.its = its;
            this.time = time;
            this.guard = its.guard();
        }

        @Override
        public @Nullable CircuitOpenException refused() {
            guard = its.guard();
            start = time.nanos();
            permit = guard.enter(start);
            return permit == Guard.REFUSED ? guard.refusal() : null;
        }

        @Override
        public void ended(Outcome.Ended outcome) {
            guard.leave(permit, start, outcome);
            its.ended(outcome);
        }

        @Override
        public Recovery after(Failure failure, List<Recovery> offered, Duration floor) {
            Duration told = Delays.askedIn(failure.message());
            return its.after(failure, offered, told.compareTo(floor) > 0 ? told : floor);
        }
    }
}
