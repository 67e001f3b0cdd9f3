package dev.afterwise.benchmarks.faults;

import java.time.Duration;

/** What is wrong with the component for a while. */
sealed interface Fault {
    long USUAL_SERVICE = Duration.ofMillis(10).toNanos();
    Arrival PASSES = new Passes();

    /** What becomes of a call that arrives. */
    sealed interface Arrival {}

    record Passes() implements Arrival {}

    record Fails(Mishap how) implements Arrival {}

    default Arrival onArrival(Request request, int attempt, long now, Tokens admitted) {
        return PASSES;
    }

    default long serviceNanos(double work) {
        return Math.round(work * USUAL_SERVICE);
    }

    /** How much later than usual the reply comes. */
    default long delayNanos(Request request, int attempt) {
        return 0;
    }

    /** Nothing. */
    record None() implements Fault {}

    /** Nobody is there. */
    record Down() implements Fault {
        @Override
        public Arrival onArrival(Request request, int attempt, long now, Tokens admitted) {
            return new Fails(Mishap.REFUSED);
        }
    }

    /** Nobody is there for one shard of four. */
    record ShardDown(int shard) implements Fault {
        @Override
        public Arrival onArrival(Request request, int attempt, long now, Tokens admitted) {
            return request.shard() == shard ? new Fails(Mishap.REFUSED) : PASSES;
        }
    }

    /** It serves only a share of what it usually does. */
    record Slowed(double capacity) implements Fault {
        @Override
        public long serviceNanos(double work) {
            return Math.round(work * USUAL_SERVICE / capacity);
        }
    }

    /** A share of the replies comes later than anybody waits. */
    record Delayed(double share, Duration by) implements Fault {
        @Override
        public long delayNanos(Request request, int attempt) {
            return request.fault(attempt) < share ? by.toNanos() : 0;
        }
    }

    /** A share of the calls fails, each by its own chance. */
    record SomeFail(double share, Mishap how) implements Fault {
        @Override
        public Arrival onArrival(Request request, int attempt, long now, Tokens admitted) {
            return request.fault(attempt) < share ? new Fails(how) : PASSES;
        }
    }

    /** A share of the requests can't be served, however often they are made. */
    record SomeInvalid(double share) implements Fault {
        @Override
        public Arrival onArrival(Request request, int attempt, long now, Tokens admitted) {
            return request.kind() < share ? new Fails(Mishap.INVALID) : PASSES;
        }
    }

    /** It takes so many calls a second, and refuses the others. */
    record Limited(double perSecond) implements Fault {
        @Override
        public Arrival onArrival(Request request, int attempt, long now, Tokens admitted) {
            return admitted.take(now, perSecond) ? PASSES : new Fails(Mishap.TOO_MANY);
        }
    }
}
