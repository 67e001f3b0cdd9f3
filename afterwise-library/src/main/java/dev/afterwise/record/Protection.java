package dev.afterwise.record;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Failure;
import dev.afterwise.Outcome;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Protects the components that are called. Must not throw, and must be safe for use by many threads. */
public interface Protection {
    /** What becomes of all calls of one execution. */
    Calls calls();

    /** What becomes of all calls of one execution. */
    default Calls calls(Caller caller) {
        return calls();
    }

    /**
     * An execution that makes calls.
     *
     * @param attributes takes what is to be known of it later: names, and numbers
     * @param held what holds for it under a policy
     */
    record Caller(Profile profile, ObjDoubleConsumer<String> attributes, UnaryOperator<Policy> held) {}

    /** The calls of one execution, which share what may be done about failures. Must not throw, and must be safe for use by many threads. */
    interface Calls {
        Call call(String component, Terms terms);
    }

    /**
     * What a caller says of a call.
     *
     * @param repeatable whether it may be made again after a failure that doesn't tell whether it had its effect
     * @param attempts how many may fail in a row; 0 for as many as usual
     * @param within how long it may take with all its waits, or null
     */
    record Terms(boolean repeatable, int attempts, @Nullable Duration within) {
        static final Terms USUAL = new Terms(true, 0, null);

        public Terms {
            if (attempts < 0) {
                throw new IllegalArgumentException(
                        "Attempts must be 1 or more, but these are (%d).".formatted(attempts));
            }
        }
    }

    /** One call of a component, made in one attempt after another. Must not throw. Used by one thread. */
    interface Call {
        /**
         * Asks to make an attempt now.
         *
         * @return null if it may be made, and is then to be {@link #ended}; or why it may not
         */
        @Nullable
        CircuitOpenException refused();

        /** The operation as it is to be attempted. */
        default <T extends @Nullable Object, X extends Exception> Operation<T, X> around(Operation<T, X> operation) {
            return operation;
        }

        /** The attempt has ended. One that was cancelled says nothing about the component. */
        void ended(Outcome.Ended outcome);

        /**
         * What to do after an attempt failed. Asked once for each.
         *
         * @param offered what can be done, each without a reason, besides the same again
         * @param floor how long the other side asked to wait at least, as far as the caller knows
         */
        Recovery after(Failure failure, List<Recovery> offered, Duration floor);
    }
}
