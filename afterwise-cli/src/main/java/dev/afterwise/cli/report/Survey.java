package dev.afterwise.cli.report;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.learn.Trends;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Findings from history: from what it sums up where that is enough, and from a bounded number of executions where it is not.
 */
final class Survey {
    /** Of this many executions each step and attempt is looked at. */
    private static final int MOST_EXECUTIONS = 1_000;
    /** Of this many tasks the inside is looked at. */
    private static final int MOST_INSIDES = 20;

    private final Scope scope;
    private final WorkspaceStore store;
    private final History history;
    private final Adoptions adoptions;
    private final boolean isFromTheBeginning;

    Survey(WorkspaceStore store, Scope scope) {
        this.scope = scope;
        this.store = store;
        this.history = store.history();
        this.adoptions = Adoptions.of(store.ledger());
        this.isFromTheBeginning =
                history.find(new Query(scope.ever(), null, 1)).items().isEmpty();
    }

    Findings findings() {
        Optional<Depth> depth = scope.detail() == Detail.DETAILED ? Depth.of(store, scope) : Optional.empty();
        Course course = course(depth.map(Depth::marks).orElse(List.of()));
        boolean hasRecoveries = !course.total().recoveries().isEmpty();
        Scan scan = Scan.of(store, scope.filter().window(), MOST_EXECUTIONS, scope.detail());
        return new Findings(
                scope,
                course,
                failures(course, scan),
                hasRecoveries
                        ? new Attempts(history)
                                .healing(course.total().recoveries(), scan.troubled(), scan.countOfTroubled())
                        : Healing.NONE,
                tasks(scan),
                adoptions.advice(history),
                depth);
    }

    private Course course(List<Mark> shifts) {
        List<Bucket> series = history.series(scope.filter(), scope.period());
        Summary total = series.stream().map(Bucket::summary).reduce(Summary.empty(Subject.EVERYTHING), Summary::merge);
        Summary before = isFromTheBeginning
                ? Summary.empty(Subject.EVERYTHING)
                : history.statistics(scope.before(), Set.of()).stream()
                        .findFirst()
                        .orElse(Summary.empty(Subject.EVERYTHING));
        Trends trends = Trends.of(series, scope.period());
        var bare = new Course(Grain.of(scope.period()), List.of(), total, before, trends, marks(shifts));
        return fine(total, bare).orElseGet(() -> {
            // Days before the first of a history are no days on which nothing ran.
            Instant from = isFromTheBeginning
                    ? series.getFirst().start()
                    : scope.period().bucketOf(scope.from());
            return Course.of(bare.grain(), series, from, scope.newest(), bare);
        });
    }

    private List<Mark> marks(List<Mark> shifts) {
        return Stream.concat(adoptions.marks(scope).stream(), shifts.stream())
                .sorted(Comparator.comparing(Mark::at))
                .toList();
    }

    /** By parts of an hour, if there is nothing but a few hours, and few enough executions to look at each. */
    private Optional<Course> fine(Summary total, Course bare) {
        if (!isFromTheBeginning || total.outcomes().total() > Query.MAX_LIMIT) {
            return Optional.empty();
        }
        var headlines =
                history.find(new Query(scope.filter(), null, Query.MAX_LIMIT)).items();
        Instant oldest = headlines.getLast().startedAt();
        return Grain.fine(Duration.between(oldest, scope.newest()), headlines.size())
                .map(grain ->
                        Course.of(grain, Course.series(grain, headlines), grain.slotOf(oldest), scope.newest(), bare));
    }

    private List<Failing> failures(Course course, Scan scan) {
        List<FailureGroup> groups = history.failures(scope.filter());
        var known = new HashSet<Scan.Kind>();
        if (!isFromTheBeginning && !groups.isEmpty()) {
            history.failures(scope.ever()).forEach(group -> known.add(Scan.Kind.of(group.example())));
        }
        long decided = course.total().outcomes().decided().tried();
        return groups.stream()
                .map(group -> {
                    Scan.Kind kind = Scan.Kind.of(group.example());
                    Failing.Novelty novelty = isFromTheBeginning
                            ? Failing.Novelty.UNTOLD
                            : known.contains(kind) ? Failing.Novelty.KNOWN : Failing.Novelty.NEW;
                    return new Failing(group, new Tally(decided, group.count()), novelty, scan.perSlot(kind, course));
                })
                .toList();
    }

    private List<TaskFigures> tasks(Scan scan) {
        List<Summary> summaries = mostFrequentFirst(history.statistics(scope.filter(), Set.of(Dimension.TASK)));
        int looked = scope.detail() == Detail.DETAILED ? Math.min(summaries.size(), MOST_INSIDES) : 0;
        return IntStream.range(0, summaries.size())
                .mapToObj(i -> new TaskFigures(
                        summaries.get(i),
                        i < looked ? Optional.of(inside(summaries.get(i).subject(), scan, looked)) : Optional.empty()))
                .toList();
    }

    private TaskFigures.Inside inside(Subject task, Scan scan, int tasks) {
        String name = task.part(Dimension.TASK).orElse("");
        var newest = scan.newest(name);
        var looked = newest.subList(0, Math.min(newest.size(), MOST_EXECUTIONS / tasks));
        return new TaskFigures.Inside(
                mostFrequentFirst(
                        history.statistics(scope.filter().with(task), Set.of(Dimension.AGENT, Dimension.MODEL))),
                new Attempts(history).steps(looked),
                looked.size(),
                scan.slowest(name),
                scan.failed(name));
    }

    private static List<Summary> mostFrequentFirst(List<Summary> summaries) {
        return summaries.stream()
                .sorted(Comparator.comparingLong((Summary it) -> -it.outcomes().total())
                        .thenComparing(it -> it.subject().toString()))
                .toList();
    }
}
