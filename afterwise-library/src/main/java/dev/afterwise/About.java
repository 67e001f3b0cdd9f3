package dev.afterwise;

import org.jspecify.annotations.Nullable;

/**
 * What an execution dealt with, and for whom.
 *
 * @param subject what it was about, such as {@code issue-123}, or null
 * @param conversation the thread of executions it belongs to, or null
 * @param parent on whose behalf it was made, or null
 */
public record About(
        @Nullable String subject,
        @Nullable String conversation,
        @Nullable Parent parent,
        Payload input,
        Payload output) {
    public static final About NOTHING = new About(null, null, null, Payload.NONE, Payload.NONE);

    public About withSubject(@Nullable String name) {
        return new About(name, conversation, parent, input, output);
    }

    public About withConversation(@Nullable String name) {
        return new About(subject, name, parent, input, output);
    }

    public About withParent(@Nullable Parent other) {
        return new About(subject, conversation, other, input, output);
    }

    public About withInput(Payload other) {
        return new About(subject, conversation, parent, other, output);
    }

    public About withOutput(Payload other) {
        return new About(subject, conversation, parent, input, other);
    }
}
