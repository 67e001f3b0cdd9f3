package dev.afterwise.record;

import dev.afterwise.CircuitOpenException;
import dev.afterwise.Outcome;
import dev.afterwise.Recovery;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step that is made in one attempt after another, as long as its protection allows. Used by one thread. */
final class HealedCall {
    private final OpenStep step;
    private final Protection.Call protection;
    private final Timekeeper time;

    HealedCall(OpenStep step, Protection.Call protection, Timekeeper time) {
        this.step = step;
        this.protection = protection;
        this.time = time;
    }

    <T extends @Nullable Object, X extends Exception> T make(Operation<T, X> operation) throws X {
        CircuitOpenException refused = protection.refused();
        if (refused != null) {
            giveUp(1, refused);
            throw refused;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                T result = step.attempt(attempt, operation);
                ended();
                return result;
            } catch (Throwable thrown) {
                if (!again(attempt, thrown)) {
                    throw thrown;
                }
            }
        }
    }

    /** Writes down what follows the attempt, and does it. @return whether the next attempt is to be made now */
    private boolean again(int attempt, Throwable thrown) {
        if (!(step.last() instanceof Outcome.Failed failed)) {
            ended();
            return false;
        }
        if (thrown instanceof Error) {
            return stopped(attempt, "an error of the virtual machine or of the program is not tried again");
        }
        if (Thread.currentThread().isInterrupted()) {
            return stopped(attempt, "the thread was told to stop");
        }
        ended();
        Recovery then = protection.after(failed.failure(), attempt);
        step.recovered(attempt, then);
        return then instanceof Recovery.Retry(Duration wait, String because) && waited(wait) && admitted(attempt + 1);
    }

    private void ended() {
        if (step.last() instanceof Outcome.Ended outcome) {
            protection.ended(outcome);
        }
    }

    /** What happened here says nothing about the component. */
    private boolean stopped(int attempt, String because) {
        protection.ended(new Outcome.Cancelled(null, because));
        step.recovered(attempt, new Recovery.GiveUp(because));
        return false;
    }

    private boolean waited(Duration wait) {
        try {
            time.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean admitted(int attempt) {
        CircuitOpenException refused = protection.refused();
        if (refused != null) {
            giveUp(attempt, refused);
        }
        return refused == null;
    }

    private void giveUp(int attempt, CircuitOpenException refused) {
        step.refused(attempt, new Outcome.Failed(Duration.ZERO, refused.failure()));
        step.recovered(attempt, protection.after(refused.failure(), attempt));
    }
}
