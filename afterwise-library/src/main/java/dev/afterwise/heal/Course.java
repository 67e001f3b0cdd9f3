package dev.afterwise.heal;

import dev.afterwise.Failure;
import java.time.Duration;
import java.util.List;

/**
 * All that is done about one call that fails, one remedy after another until something helps. Used by one thread at a time.
 */
public interface Course {
    /**
     * What to do about a failure. Without any evidence that is the first of those suggested, then the second, and so on, and then
     * the first again. What was tried in this course is expected to help less than it does at first.
     *
     * @param suggested what the experts suggest and the caller offers, in the experts' order
     * @param others what the caller offers and nobody suggests; it is tried only now and then, until it has proved to help
     * @throws IllegalArgumentException if there is neither
     */
    Choice choose(Failure failure, List<Remedy> suggested, List<Remedy> others);

    /**
     * What came of the remedy that was chosen last. Does nothing if none was, or it is known already.
     *
     * @param recovered whether the attempt that followed succeeded
     * @param took how long it took with all its waits
     */
    void learned(boolean recovered, Duration took);
}
