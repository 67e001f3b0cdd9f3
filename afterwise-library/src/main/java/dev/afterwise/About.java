package dev.afterwise;

import org.jspecify.annotations.Nullable;

/**
 * What an execution dealt with.
 *
 * @param subject what it was about, such as {@code issue-123}, or null
 * @param conversation the thread of executions it belongs to, or null
 */
public record About(@Nullable String subject, @Nullable String conversation, Payload input, Payload output) {
    public static final About NOTHING = new About(null, null, Payload.NONE, Payload.NONE);
}
