package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Value;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.plan.Performer.Performed;
import dev.afterwise.plan.Performer.Surroundings;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Carries out Java code. */
final class Routines {
    private final Classifier classifier;
    private final Timekeeper time;

    Routines(Classifier classifier, Timekeeper time) {
        this.classifier = classifier;
        this.time = time;
    }

    Performed run(Body.Routine routine, Surroundings surroundings) throws InterruptedException {
        long start = time.nanos();
        try {
            Map<String, Value> written =
                    TimeLimit.within(surroundings.timeout(), () -> Map.copyOf(routine.run(surroundings.env())));
            return new Performed(
                    new Outcome.Succeeded(time.since(start)), Payload.NONE, new Output.Made("", written), null, null);
        } catch (TimeoutException late) {
            return Performed.of(new Outcome.Failed(time.since(start), Failures.timedOut(surroundings.timeout(), "")));
        } catch (ExecutionException thrown) {
            Duration took = time.since(start);
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return Performed.of(
                    cause instanceof InterruptedException
                            ? new Outcome.Cancelled(took, "it was interrupted")
                            : new Outcome.Failed(took, classifier.classify(cause)));
        }
    }
}
