package dev.afterwise.cli.eval;

import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Recommendation;
import dev.afterwise.Source;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.learn.PlanStudy;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Period;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A made-up history in which nothing has an effect on anything: a few hundred to a few thousand executions within two to eight
 * weeks.
 *
 * <p>Task, agent, model, route, complexity, the attributes {@code region} (four values), {@code customer} (some forty, a few of
 * them frequent), {@code size} (a number) and the order of the steps are left to chance for each execution; {@code version}
 * is what a quarter of the time has in common. None has a say in whether an execution succeeds, how long it takes or what it
 * costs. There is one exception: {@link Noise#WEEKLY} makes success and duration depend on the hour and the day of the week, so
 * whoever says that they do is right there.
 *
 * <p>The same noise and seed make the same history. For one thread.
 */
public final class NullWorld {
    private final Noise noise;
    private final long seed;
    private final List<Execution> executions;
    private final Map<Period, List<Bucket>> series = new EnumMap<>(Period.class);
    private @Nullable List<Recommendation> recommendations;
    private Columns columns = new SegmentBuilder().build();
    private WorkspaceStore store = Store.inMemory().workspace(Workspace.DEFAULT);

    NullWorld(Noise noise, long seed) {
        this.noise = noise;
        this.seed = seed;
        this.executions = List.copyOf(new NullWork(noise, random()).executions());
    }

    public Noise noise() {
        return noise;
    }

    /** A source of chance for whoever needs one, each time the same. */
    public RandomGenerator random() {
        return new SplittableRandom(7_919 * seed + noise.word().hashCode());
    }

    /** The oldest first. */
    public List<Execution> executions() {
        return executions;
    }

    /** The execution of this row. */
    public ExecutionId id(int row) {
        return executions.get(row).id();
    }

    /** A row for each of the {@link #executions} in their order, numbered from 1. */
    public Columns columns() {
        if (columns.size() == 0) {
            var builder = new SegmentBuilder();
            executions.forEach(each -> builder.add(Entry.of(builder.size() + 1L, each)));
            columns = builder.build();
        }
        return columns;
    }

    /** Periods in which nothing began are left out. */
    public List<Bucket> series(Period period) {
        return series.computeIfAbsent(
                period,
                by -> summaries(each -> by.bucketOf(each.startedAt()), start -> Subject.EVERYTHING).entrySet().stream()
                        .map(each -> new Bucket(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparing(Bucket::start))
                        .toList());
    }

    public List<Summary> statistics(Set<Dimension> by) {
        return List.copyOf(
                summaries(each -> subject(each, by), subject -> subject).values());
    }

    private static Subject subject(Headline headline, Set<Dimension> by) {
        var parts = new TreeMap<Dimension, String>();
        by.forEach(each -> parts.put(each, Subject.value(headline.profile(), each)));
        return new Subject(parts);
    }

    private <K> Map<K, Summary> summaries(Function<Headline, K> key, Function<K, Subject> subject) {
        var builders = new HashMap<K, Summary.Builder>();
        for (Execution each : executions) {
            builders.computeIfAbsent(key.apply(each.headline()), its -> new Summary.Builder(subject.apply(its)))
                    .add(each.headline());
        }
        var summaries = new HashMap<K, Summary>();
        builders.forEach((its, builder) -> summaries.put(its, builder.build()));
        return summaries;
    }

    /** What is recommended to plans, worked out when first asked for. */
    public List<Recommendation> recommendations() {
        List<Recommendation> known = recommendations;
        if (known == null) {
            known = new PlanStudy().recommend(executions);
            recommendations = known;
        }
        return known;
    }

    /** A store that holds it, made when first asked for, which takes its time. */
    public WorkspaceStore store() {
        if (store.segments().scan(Window.ALL).size() == 0) {
            for (Execution each : executions) {
                store.history().append(each.facts(Source.RECORDED));
            }
        }
        return store;
    }

    /** When the first execution began. */
    public Instant from() {
        return executions.getFirst().startedAt();
    }

    /** When the last execution began. */
    public Instant to() {
        return executions.getLast().startedAt();
    }
}
