package dev.afterwise.plan.refine;

import java.util.Locale;

/** How sure a proposal is, the surest first. */
public enum Sureness {
    /** It follows from the plan itself. */
    CERTAIN,

    /** History, or what the plan plainly says, speaks for it. */
    LIKELY,

    /** Nothing speaks against it; somebody who knows the work should look. */
    POSSIBLE;

    /** Such as {@code likely}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is at least as sure as the other. */
    public boolean isAtLeast(Sureness other) {
        return compareTo(other) <= 0;
    }
}
