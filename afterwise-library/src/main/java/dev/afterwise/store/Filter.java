package dev.afterwise.store;

import dev.afterwise.Headline;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which executions are meant: those that pass all of this.
 *
 * @param subject by task, agent, model and route
 * @param window by when they began
 * @param statuses by how they stand; never empty
 * @param conditions by complexity and attributes
 * @param text the words, as {@link Terms} has them, each of which must be in the description or in what was {@link
 *     Headline#said said} at the end
 */
public record Filter(
        Subject subject, Window window, Set<Status> statuses, List<Condition> conditions, SortedSet<String> text) {
    public static final Filter ALL = new Filter(
            Subject.EVERYTHING, Window.ALL, EnumSet.allOf(Status.class), List.of(), Collections.emptySortedSet());

    /** @throws IllegalArgumentException if there is no status */
    public Filter {
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("A filter must let at least one status through, but this one has none.");
        }
        statuses = Collections.unmodifiableSet(EnumSet.copyOf(statuses));
        conditions = List.copyOf(conditions);
        text = Collections.unmodifiableSortedSet(new TreeSet<>(text));
    }

    public static Filter of(Subject subject) {
        return ALL.with(subject);
    }

    public Filter with(Subject other) {
        return new Filter(other, window, statuses, conditions, text);
    }

    public Filter with(Window other) {
        return new Filter(subject, other, statuses, conditions, text);
    }

    public Filter with(Set<Status> others) {
        return new Filter(subject, window, others, conditions, text);
    }

    public Filter with(List<Condition> others) {
        return new Filter(subject, window, statuses, others, text);
    }

    /** Only those in which all words of this text occur; all, if it has none. */
    public Filter saying(String words) {
        return new Filter(subject, window, statuses, conditions, Terms.of(words));
    }

    public boolean matches(Headline headline) {
        return subject.covers(headline.profile())
                && window.holds(headline.startedAt())
                && statuses.contains(headline.outcome().status())
                && conditions.stream().allMatch(condition -> condition.holds(headline.profile()))
                && says(headline.description(), headline.said());
    }

    /** Whether all words of the filter are in one or the other of these texts. */
    public boolean says(String description, String said) {
        if (text.isEmpty()) {
            return true;
        }
        var missing = new TreeSet<>(text);
        Terms.each(description, missing::remove);
        if (!missing.isEmpty()) {
            Terms.each(said, missing::remove);
        }
        return missing.isEmpty();
    }
}
