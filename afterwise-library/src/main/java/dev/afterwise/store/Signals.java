package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import java.util.List;

/**
 * What people and those who carry runs of plans out say to each other. What was said stays said, in its order; of several
 * answers to one question the first holds, of {@code PAUSED} and {@code CONTINUED} the last. Every call is durable once it
 * returns.
 */
public interface Signals {
    /** Nobody says anything. */
    Signals NOBODY = new Signals() {
        @Override
        public boolean tell(ExecutionId run, Signal signal) {
            return false;
        }

        @Override
        public List<Signal> told(ExecutionId run) {
            return List.of();
        }

        @Override
        public List<PlanRun> unfinished(int most) {
            return List.of();
        }
    };

    /** Says something about a run; false if there is none with this id, or it is over. */
    boolean tell(ExecutionId run, Signal signal);

    /** All that was said about a run, in the order in which it was said. */
    List<Signal> told(ExecutionId run);

    /** Runs that are not over, whether somebody carries them out or not, newest first. */
    List<PlanRun> unfinished(int most);
}
