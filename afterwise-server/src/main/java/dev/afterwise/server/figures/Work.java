package dev.afterwise.server.figures;

import dev.afterwise.Dimension;
import dev.afterwise.Status;
import dev.afterwise.Summary;
import dev.afterwise.server.figures.Exposition.Kind;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the history of one workspace adds up to, task by task. The tasks that have most executions have labels of their own, and keep
 * them; all others are {@value #OTHER}. Safe for use by many threads.
 */
final class Work {
    static final String OTHER = "other";
    private static final int MOST_TASKS = 50;
    private static final List<Duration> LIMITS = Stream.of(
                    5L,
                    10L,
                    25L,
                    50L,
                    100L,
                    250L,
                    500L,
                    1_000L,
                    2_500L,
                    5_000L,
                    10_000L,
                    30_000L,
                    60_000L,
                    300_000L,
                    1_800_000L)
            .map(Duration::ofMillis)
            .toList();

    private final History history;
    private final Set<String> named = new LinkedHashSet<>();
    private final Rising rising = new Rising();

    Work(History history) {
        this.history = history;
    }

    /** Counts from here on. */
    synchronized void begin() {
        write(new Exposition(), sums());
        rising.begin();
    }

    synchronized void write(Exposition out) {
        write(out, sums());
    }

    private SortedMap<String, Sums> sums() {
        List<Summary> byTask = history.statistics(Filter.ALL, Set.of(Dimension.TASK)).stream()
                .sorted(Comparator.comparingLong(
                                (Summary each) -> each.outcomes().total())
                        .reversed())
                .toList();
        var sums = new TreeMap<String, Sums>();
        for (Summary each : byTask) {
            String task = each.subject().part(Dimension.TASK).orElse(OTHER);
            if (named.size() < MOST_TASKS) {
                named.add(task);
            }
            sums.merge(named.contains(task) ? task : OTHER, Sums.of(each), Sums::merge);
        }
        return sums;
    }

    private void write(Exposition out, SortedMap<String, Sums> sums) {
        out.family("afterwise_executions", Kind.GAUGE, "Executions in the history, by task and how they stand.");
        sums.forEach((task, sum) -> standing(out, task, sum));
        out.family(
                "afterwise_executions_ended_total",
                Kind.COUNTER,
                "Executions that ended since the server began, by task and how.");
        sums.forEach((task, sum) -> ended(out, task, sum));
        out.family(
                "afterwise_execution_duration_seconds",
                Kind.HISTOGRAM,
                "How long executions took that ended since the server began, within 1 %.");
        sums.forEach((task, sum) -> durations(out, task, sum));
        out.family("afterwise_tokens_total", Kind.COUNTER, "Tokens that models read and wrote since the server began.");
        sums.forEach((task, sum) -> {
            tokens(out, task, "input", sum.usage().inputTokens());
            tokens(out, task, "output", sum.usage().outputTokens());
            tokens(out, task, "cached", sum.usage().cachedTokens());
        });
        out.family("afterwise_cost_dollars_total", Kind.COUNTER, "What was spent since the server began.");
        sums.forEach((task, sum) -> out.sample(
                rising.since("cost/" + task, (double) sum.usage().cost().micros()) / 1e6, "task", task));
    }

    private static void standing(Exposition out, String task, Sums sum) {
        for (Status status : Status.values()) {
            if (sum.count(status) > 0 || isAlwaysThere(status)) {
                out.sample((double) sum.count(status), "task", task, "outcome", status.word());
            }
        }
    }

    private void ended(Exposition out, String task, Sums sum) {
        for (Status status : EnumSet.complementOf(EnumSet.of(Status.RUNNING))) {
            double grown = rising.since("ended/" + status.word() + "/" + task, (double) sum.count(status));
            if (grown > 0 || isAlwaysThere(status)) {
                out.sample(grown, "task", task, "outcome", status.word());
            }
        }
    }

    /** The two that everybody asks for. */
    private static boolean isAlwaysThere(Status status) {
        return status == Status.SUCCEEDED || status == Status.FAILED;
    }

    private void tokens(Exposition out, String task, String kind, long count) {
        double grown = rising.since("tokens/" + kind + "/" + task, (double) count);
        if (count > 0 || grown > 0) {
            out.sample(grown, "task", task, "kind", kind);
        }
    }

    private void durations(Exposition out, String task, Sums sum) {
        double[] counts = sum.upTo(LIMITS);
        double before = 0;
        for (int i = 0; i < counts.length; i++) {
            String limit =
                    i < LIMITS.size() ? Exposition.number((double) LIMITS.get(i).toMillis() / 1e3) : "+Inf";
            // One that turned out later to be shorter has moved from one bucket to another.
            before = Math.max(before, rising.since("took/" + limit + "/" + task, counts[i]));
            out.sampleOf("_bucket", before, "task", task, "le", limit);
        }
        out.sampleOf("_sum", rising.since("seconds/" + task, sum.seconds()), "task", task);
        out.sampleOf("_count", before, "task", task);
    }
}
