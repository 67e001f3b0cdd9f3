package dev.afterwise.cli.history;

import dev.afterwise.Dimension;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names that executions have had, for whoever has to say that one is none of them. */
public final class Names {
    private Names() {}

    /** All tasks, agents, models or routes of a history. */
    public static SortedSet<String> in(History history, Dimension dimension) {
        var names = new TreeSet<String>();
        history.statistics(Filter.ALL, Set.of(dimension)).stream()
                .flatMap(each -> each.subject().part(dimension).stream())
                .forEach(names::add);
        return names;
    }
}
