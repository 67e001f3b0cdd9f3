package dev.afterwise.plan;

import dev.afterwise.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks language models. Given in the {@linkplain Crew settings}, or found as a service ({@link java.util.ServiceLoader}).
 *
 * <ul>
 *   <li>It may be used by many threads at once.
 *   <li>Its thread is interrupted when an answer takes too long; it ends then.
 *   <li>What it throws is classified as any failure is, by type and message.
 *   <li>It does not try again by itself: that is what plans do.
 * </ul>
 */
public interface ModelClient {
    /**
     * What a model is asked.
     *
     * @param system what it is told about its task, or null
     * @param maxTokens the most that it may answer
     * @param timeout after which the answer is no longer waited for
     */
    record Question(String model, @Nullable String system, String prompt, int maxTokens, Duration timeout) {}

    /**
     * What it answered.
     *
     * @param usage what that took; the tokens and, where it is known, what they cost
     */
    record Answer(String text, Usage usage) {}

    /** Whether it can ask the model of this name. Must be quick, and not call anybody. */
    boolean knows(String model);

    /** Asks, and waits for the answer. */
    Answer ask(Question question) throws Exception;
}
