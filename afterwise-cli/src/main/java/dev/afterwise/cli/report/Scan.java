package dev.afterwise.cli.report;

import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the newest headlines, page by page, for what no summary holds. Of all that it sees it keeps a bounded part.
 * For one thread.
 */
final class Scan {
    private static final int MOST_HEADLINES = 50_000;
    private static final int MOST_LISTED = 5;
    private static final Comparator<Headline> LONGEST_LAST = Comparator.comparing(Scan::took);

    /** What one kind of failure has in common. */
    record Kind(FailureClass failureClass, Fingerprint fingerprint) {
        static Kind of(Failure failure) {
            return new Kind(failure.failureClass(), failure.fingerprint());
        }
    }

    /** What is kept of one task. */
    private static final class OfTask {
        final PriorityQueue<Headline> slowest = new PriorityQueue<>(LONGEST_LAST);
        final Deque<Headline> failed = new ArrayDeque<>();
        final List<ExecutionId> newest = new ArrayList<>();
    }

    private final int mostExecutions;
    private final Map<Kind, List<Instant>> failures = new HashMap<>();
    private final Map<String, OfTask> tasks = new HashMap<>();
    private final List<ExecutionId> troubled = new ArrayList<>();
    private long countOfTroubled;
    private @Nullable Instant oldestSeen;

    private Scan(int mostExecutions) {
        this.mostExecutions = mostExecutions;
    }

    /** @param mostExecutions how many are worth looking into, of those that failed or recovered, and of each task */
    static Scan of(History history, Filter filter, int mostExecutions) {
        var scan = new Scan(mostExecutions);
        String after = null;
        int seen = 0;
        do {
            Page<Headline> page = history.find(new Query(filter, after, Query.MAX_LIMIT));
            page.items().forEach(scan::add);
            seen += page.items().size();
            after = page.next();
            scan.oldestSeen = after == null || page.items().isEmpty()
                    ? Instant.MIN
                    : page.items().getLast().startedAt();
        } while (after != null && seen < MOST_HEADLINES);
        return scan;
    }

    private void add(Headline headline) {
        OfTask task = tasks.computeIfAbsent(headline.profile().task(), name -> new OfTask());
        if (task.newest.size() < mostExecutions) {
            task.newest.add(headline.id());
        }
        if (!headline.recoveries().isEmpty() || headline.outcome() instanceof Outcome.Failed) {
            countOfTroubled++;
            if (troubled.size() < mostExecutions) {
                troubled.add(headline.id());
            }
        }
        if (headline.outcome() instanceof Outcome.Failed(var ignored, Failure failure)) {
            failures.computeIfAbsent(Kind.of(failure), kind -> new ArrayList<>())
                    .add(headline.startedAt());
            if (task.failed.size() < MOST_LISTED) {
                task.failed.add(headline);
            }
        }
        if (headline.outcome() instanceof Outcome.Ended ended && ended.took() != null) {
            task.slowest.add(headline);
            if (task.slowest.size() > MOST_LISTED) {
                task.slowest.remove();
            }
        }
    }

    private static Duration took(Headline headline) {
        return headline.outcome() instanceof Outcome.Ended ended && ended.took() != null ? ended.took() : Duration.ZERO;
    }

    /** How often this kind of failure was seen in each slot; not a number where the scan did not get. */
    List<Double> perSlot(Kind kind, Course course) {
        int known = oldestSeen == null ? course.slots().size() : course.slot(oldestSeen) + 1;
        var counts = new double[course.slots().size()];
        for (Instant at : failures.getOrDefault(kind, List.of())) {
            int slot = course.slot(at);
            if (slot >= 0 && slot < counts.length) {
                counts[slot]++;
            }
        }
        List<Double> perSlot = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            perSlot.add(i < known ? Double.NaN : counts[i]);
        }
        return perSlot;
    }

    /** The newest executions that failed, or in which something was recovered. */
    List<ExecutionId> troubled() {
        return List.copyOf(troubled);
    }

    long countOfTroubled() {
        return countOfTroubled;
    }

    List<ExecutionId> newest(String task) {
        return List.copyOf(of(task).newest);
    }

    List<Headline> slowest(String task) {
        return of(task).slowest.stream().sorted(LONGEST_LAST.reversed()).toList();
    }

    List<Headline> failed(String task) {
        return List.copyOf(of(task).failed);
    }

    private OfTask of(String task) {
        return tasks.getOrDefault(task, new OfTask());
    }
}
