package dev.afterwise.cli.history;

import dev.afterwise.ExecutionId;
import dev.afterwise.Feedback;
import dev.afterwise.Judgement;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.anomaly.Suspects;
import dev.afterwise.learn.patterns.Found;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.Patterns;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Scan;
import dev.afterwise.store.Filter;
import dev.afterwise.store.WorkspaceStore;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The patterns of a part of a history, and the executions that show them.
 *
 * @param ids the executions' ids by the numbers that patterns name
 */
public record PatternScan(Found found, Map<Long, ExecutionId> ids) {
    /** @param zone whose hours and days are meant */
    public static PatternScan of(WorkspaceStore store, Filter filter, ZoneId zone) {
        Columns all = store.segments().scan(filter.window());
        Columns meant = filter.equals(Filter.ALL.with(filter.window()))
                ? all
                : new Scan.Builder()
                        .add(all, Rows.of(all, filter).stream().toArray())
                        .build();
        Found found = told(Patterns.in(meant, zone, Suspects.in(meant, zone)), store);
        Collection<Long> numbers = found.patterns().stream()
                .flatMap(each -> each.examples().stream())
                .toList();
        return new PatternScan(found, store.segments().ids(numbers));
    }

    /** Without those that people think useless. */
    private static Found told(Found found, WorkspaceStore store) {
        Set<String> useless = Feedback.of(store).useless(Judgement.Kind.PATTERN);
        return useless.isEmpty()
                ? found
                : new Found(
                        found.patterns().stream()
                                .filter(each -> !useless.contains(each.id()))
                                .toList(),
                        found.looked(),
                        found.executions(),
                        found.rhythm());
    }

    /** Those of the executions that show it that can still be found, newest first. */
    public List<ExecutionId> examples(Pattern pattern) {
        var examples = new ArrayList<ExecutionId>();
        for (long number : pattern.examples()) {
            ExecutionId id = ids.get(number);
            if (id != null) {
                examples.add(id);
            }
        }
        return examples;
    }
}
