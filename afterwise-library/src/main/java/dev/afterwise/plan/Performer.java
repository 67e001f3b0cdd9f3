package dev.afterwise.plan;

import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Carries out the bodies of steps. Safe for use by many threads. */
public interface Performer {
    /**
     * Where a body is carried out.
     *
     * @param folder in which commands run
     * @param env variables added to the environment
     * @param timeout after which it is stopped
     */
    record Surroundings(Path folder, Map<String, String> env, Duration timeout) {}

    /** How it went, and what came out. */
    record Performed(Outcome.Ended outcome, Payload result) {}

    /** Carries out the body, on the calling thread. @throws InterruptedException if the thread was told to stop; so has the body */
    Performed perform(Body body, Surroundings surroundings) throws InterruptedException;
}
