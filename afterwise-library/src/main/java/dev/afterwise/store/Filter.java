package dev.afterwise.store;

import dev.afterwise.Headline;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which executions are meant.
 *
 * @param subject by task, agent, model and route
 * @param window by when they began
 * @param statuses by how they stand; never empty
 */
public record Filter(Subject subject, Window window, Set<Status> statuses) {
    public static final Filter ALL = new Filter(Subject.EVERYTHING, Window.ALL, EnumSet.allOf(Status.class));

    /** @throws IllegalArgumentException if there is no status */
    public Filter {
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("A filter must let at least one status through, but this one has none.");
        }
        statuses = Collections.unmodifiableSet(EnumSet.copyOf(statuses));
    }

    public static Filter of(Subject subject) {
        return ALL.with(subject);
    }

    public Filter with(Subject other) {
        return new Filter(other, window, statuses);
    }

    public Filter with(Window other) {
        return new Filter(subject, other, statuses);
    }

    public Filter with(Set<Status> others) {
        return new Filter(subject, window, others);
    }

    public boolean matches(Headline headline) {
        return subject.covers(headline.profile())
                && window.holds(headline.startedAt())
                && statuses.contains(headline.outcome().status());
    }
}
