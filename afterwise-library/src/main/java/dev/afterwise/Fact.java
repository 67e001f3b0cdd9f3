package dev.afterwise;

import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody said about one execution. Facts are only ever added.
 *
 * <p>An execution believes one fact for each {@link #key}: the greatest in the order of {@link #BELIEF}. So facts may
 * come late, twice, or in any order.
 */
public sealed interface Fact {
    /** Which of two facts with the same key is believed: the greater. Ties are broken by content, so never by order. */
    Comparator<Fact> BELIEF = Comparator.<Fact, Source>comparing(
                    fact -> fact.origin().source())
            .thenComparing(fact -> fact.origin().observedAt())
            .thenComparing(Fact::toString);

    /** The facts that are believed among these, by key. */
    static SortedMap<String, Fact> believed(Iterable<? extends Fact> facts) {
        var believed = new TreeMap<String, Fact>();
        for (Fact fact : facts) {
            believed.merge(fact.key(), fact, (one, other) -> BELIEF.compare(one, other) >= 0 ? one : other);
        }
        return believed;
    }

    Origin origin();

    /** Names this fact within its execution, such as {@code started} or {@code step/00f067aa0ba902b7/2/ended}. */
    String key();

    default ExecutionId execution() {
        return origin().execution();
    }

    /** The execution began. */
    record Started(Origin origin, Profile profile, String description, Instant at, About about) implements Fact {
        @Override
        public String key() {
            return "started";
        }
    }

    /** A step was begun, as part of {@code parent} if that is not null. */
    record StepStarted(Origin origin, StepId step, @Nullable StepId parent, Action action) implements Fact {
        @Override
        public String key() {
            return "step/" + step.hex();
        }
    }

    /** An attempt at a step was begun, by {@code agent} if the step has alternatives. */
    record AttemptStarted(
            Origin origin,
            StepId step,
            int number,
            @Nullable String agent,
            Instant at) implements Fact {
        @Override
        public String key() {
            return "step/" + step.hex() + "/" + number;
        }
    }

    /** An attempt at a step came to its end. */
    record AttemptEnded(Origin origin, StepId step, int number, Outcome.Ended outcome, Usage usage, Payload result)
            implements Fact {
        @Override
        public String key() {
            return "step/" + step.hex() + "/" + number + "/ended";
        }
    }

    /** It was decided how to go on after a failed attempt; not yet done. */
    record Recovered(Origin origin, StepId step, int afterAttempt, Recovery recovery) implements Fact {
        @Override
        public String key() {
            return "step/" + step.hex() + "/" + afterAttempt + "/recovered";
        }
    }

    /** Something worth noting happened. Two notes are the same if all they say is. */
    record Noted(Origin origin, Event event) implements Fact {
        @Override
        public String key() {
            return "noted/" + event.at() + "/"
                    + ExecutionId.digest(event.name() + "\n" + event.payload().json())
                            .substring(0, 16);
        }
    }

    /**
     * Somebody said how the execution went who came to know it by other ways than its end: a test that ran later, a customer.
     * It counts for more than the end does, unless the end comes from a {@link Source} that is believed above this one.
     */
    record Concluded(Origin origin, Outcome.Ended outcome) implements Fact {
        @Override
        public String key() {
            return "concluded";
        }
    }

    /** Somebody judged the execution. */
    record Rated(Origin origin, Rating rating) implements Fact {
        @Override
        public String key() {
            return "rated/" + rating.by();
        }
    }

    /** The execution came to its end; {@code usage} is what no attempt has reported. */
    record Ended(Origin origin, Outcome.Ended outcome, Usage usage, Payload output) implements Fact {
        @Override
        public String key() {
            return "ended";
        }
    }
}
