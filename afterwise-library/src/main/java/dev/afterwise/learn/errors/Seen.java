package dev.afterwise.learn.errors;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When and where an error was seen.
 *
 * @param first when the first execution that ended in it began, and {@code last} the newest
 * @param examples the {@link dev.afterwise.segment.Columns#number numbers} of some, the newest first
 * @param fingerprints what its failures have
 */
public record Seen(
        Instant first,
        Instant last,
        SortedSet<String> tasks,
        SortedSet<String> agents,
        List<Long> examples,
        SortedSet<String> fingerprints) {
    public Seen {
        tasks = Collections.unmodifiableSortedSet(new TreeSet<>(tasks));
        agents = Collections.unmodifiableSortedSet(new TreeSet<>(agents));
        examples = List.copyOf(examples);
        fingerprints = Collections.unmodifiableSortedSet(new TreeSet<>(fingerprints));
    }
}
