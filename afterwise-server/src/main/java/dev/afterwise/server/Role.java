package dev.afterwise.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do. Each may do what those before it may. */
public enum Role {
    /** Look at everything, change nothing. */
    VIEWER,
    /** Send what happened: executions, outcomes, ratings; ask for advice that is counted. */
    WRITER,
    /** Start, resume, cancel and approve runs of plans. */
    RUNNER,
    /** Decide what is adopted, and who else may come in. */
    ADMIN;

    /** Whether it may do what needs at least the other. */
    public boolean covers(Role least) {
        return compareTo(least) >= 0;
    }

    /** How it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is written so. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
