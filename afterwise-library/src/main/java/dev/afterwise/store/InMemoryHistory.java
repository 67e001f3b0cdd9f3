package dev.afterwise.store;

import dev.afterwise.Action;
import dev.afterwise.Dimension;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Step;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Entry;
import dev.afterwise.segment.SegmentBuilder;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The executions of one workspace on the heap. One lock guards all of it. */
final class InMemoryHistory implements History {
    private static final Comparator<Headline> NEWEST_FIRST = Comparator.comparing(Headline::startedAt)
            .thenComparing(Headline::id)
            .reversed();

    private final Timekeeper time;
    private final Map<ExecutionId, SortedMap<String, Fact>> facts = new HashMap<>();
    /** Also those that can't be found any more, which statistics still count. */
    private final SortedMap<ExecutionId, Execution> executions = new TreeMap<>();

    /** In the order in which they were first stored. Kept when they are removed, so that no other gets theirs. */
    private final Map<ExecutionId, Long> numbers = new LinkedHashMap<>();

    private final Aging aging = new Aging();

    /** @param time says when executions arrive */
    InMemoryHistory(Timekeeper time) {
        this.time = time;
    }

    /** What is to become of one execution, worked out before anything is written. */
    private record Change(SortedMap<String, Fact> believed, Execution execution) {}

    @Override
    public synchronized Receipt append(Collection<? extends Fact> appended) {
        Map<ExecutionId, List<Fact>> byExecution = appended.stream()
                .collect(Collectors.groupingBy(Fact::execution, LinkedHashMap::new, Collectors.toList()));
        var changes = new LinkedHashMap<ExecutionId, Change>();
        int asked = byExecution.size();
        byExecution.keySet().removeIf(aging::isClosed);
        int refused = asked - byExecution.size();
        byExecution.forEach((id, more) -> {
            SortedMap<String, Fact> known = facts.getOrDefault(id, new TreeMap<>());
            more.addAll(known.values());
            SortedMap<String, Fact> believed = Fact.believed(more);
            if (!believed.equals(known)) {
                changes.put(id, new Change(believed, Execution.of(believed.values())));
            }
        });
        int before = facts.size();
        changes.forEach((id, change) -> {
            facts.put(id, change.believed());
            executions.put(id, change.execution());
            numbers.putIfAbsent(id, numbers.size() + 1L);
            aging.arrived(id, time.now());
        });
        int added = facts.size() - before;
        return new Receipt(added, changes.size() - added, byExecution.size() - changes.size(), refused);
    }

    @Override
    public synchronized Optional<Execution> execution(ExecutionId id) {
        return Optional.ofNullable(executions.get(id)).flatMap(aging::left);
    }

    @Override
    public synchronized List<ExecutionId> idsStartingWith(String hexDigits, int limit) {
        return executions.keySet().stream()
                .filter(aging::isThere)
                .filter(id -> id.hex().startsWith(hexDigits))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Child> children(ExecutionId parent, int limit) {
        return executions.values().stream()
                .filter(execution -> aging.isThere(execution.id()))
                .<Child>mapMulti((execution, child) -> {
                    Parent known = execution.about().parent();
                    if (known != null && known.execution().equals(parent)) {
                        child.accept(new Child(known.step(), execution.headline()));
                    }
                })
                .sorted(Comparator.comparing(Child::headline, NEWEST_FIRST.reversed()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Page<Headline> find(Query query) {
        String text = query.after();
        Cursor after = text == null ? null : Cursor.parse(text);
        List<Headline> items = matching(query.filter())
                .filter(headline -> aging.isThere(headline.id()))
                .filter(headline -> after == null || Cursor.of(headline).compareTo(after) > 0)
                .sorted(NEWEST_FIRST)
                .limit(query.limit() + 1L)
                .toList();
        if (items.size() <= query.limit()) {
            return new Page<>(items, null);
        }
        List<Headline> page = items.subList(0, query.limit());
        return new Page<>(page, Cursor.of(page.getLast()).toString());
    }

    synchronized Pruned due(Retention retention, Instant now) {
        return aging.due(executions.values(), retention, now);
    }

    synchronized Pruned prune(Retention retention, Instant now) {
        Pruned gone = aging.prune(executions, retention, now);
        facts.keySet().removeIf(aging::isClosed);
        return gone;
    }

    synchronized Extent extent() {
        List<Instant> starts = executions.values().stream()
                .filter(each -> aging.isThere(each.id()))
                .map(Execution::startedAt)
                .sorted()
                .toList();
        var parts = new TreeMap<String, Extent.Part>();
        parts.put("detail", new Extent.Part(facts.size(), 0));
        parts.put("execution", new Extent.Part(starts.size(), 0));
        return starts.isEmpty()
                ? new Extent(parts, null, null, 0, executions.size(), 0, 0)
                : new Extent(parts, starts.getFirst(), starts.getLast(), 1, executions.size() - starts.size(), 0, 0);
    }

    @Override
    public synchronized List<Similar> similar(String description, int limit) {
        return Similar.among(
                executions.values().stream().map(Execution::headline).filter(each -> aging.isThere(each.id())),
                description,
                limit);
    }

    @Override
    public synchronized List<Summary> statistics(Filter filter, Set<Dimension> by) {
        return summaries(matching(filter), headline -> subject(headline, by)).values().stream()
                .sorted(Comparator.comparing(summary -> summary.subject().toString()))
                .toList();
    }

    private static Subject subject(Headline headline, Set<Dimension> by) {
        var parts = new TreeMap<Dimension, String>();
        by.forEach(dimension -> parts.put(dimension, Subject.value(headline.profile(), dimension)));
        return new Subject(parts);
    }

    private static <K> Map<K, Summary> summaries(Stream<Headline> headlines, Function<Headline, K> key) {
        var builders = new HashMap<K, Summary.Builder>();
        headlines.forEach(headline -> {
            K group = key.apply(headline);
            Subject subject = group instanceof Subject named ? named : Subject.EVERYTHING;
            builders.computeIfAbsent(group, ignored -> new Summary.Builder(subject))
                    .add(headline);
        });
        return builders.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().build()));
    }

    @Override
    public synchronized List<Bucket> series(Filter filter, Period period) {
        return summaries(matching(filter), headline -> period.bucketOf(headline.startedAt())).entrySet().stream()
                .map(entry -> new Bucket(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Bucket::start))
                .toList();
    }

    @Override
    public synchronized List<StepSummary> steps(Filter filter) {
        var builders = new TreeMap<String, Map.Entry<String, Summary.Builder>>();
        executions.values().stream()
                .filter(execution -> filter.matches(execution.headline()))
                .forEach(execution -> execution.steps().stream()
                        .filter(step -> named(step, filter))
                        .forEach(step -> {
                            Subject subject = Subject.step(execution.profile().task(), name(step));
                            String kind = step.action().kind();
                            String order = String.join("\0", execution.profile().task(), kind, name(step));
                            builders.computeIfAbsent(order, o -> Map.entry(kind, new Summary.Builder(subject)))
                                    .getValue()
                                    .add(step);
                        }));
        return builders.values().stream()
                .map(each -> new StepSummary(each.getKey(), each.getValue().build()))
                .toList();
    }

    private static boolean named(Step step, Filter filter) {
        return filter.subject().part(Dimension.STEP).map(name(step)::equals).orElse(true);
    }

    /** Steps that are executions of their own have a name each, which tells nothing. */
    private static String name(Step step) {
        return step.action() instanceof Action.Delegate
                ? step.action().kind()
                : step.action().name();
    }

    @Override
    public synchronized List<FailureGroup> failures(Filter filter) {
        var groups = new HashMap<List<Object>, FailureGroup>();
        matching(filter).sorted(NEWEST_FIRST).forEach(headline -> {
            if (headline.outcome() instanceof Outcome.Failed(var ignored, Failure failure)) {
                groups.merge(
                        List.of(failure.failureClass(), failure.fingerprint()),
                        alone(headline, failure),
                        InMemoryHistory::both);
            }
        });
        return groups.values().stream()
                .sorted(Comparator.comparingLong(FailureGroup::count)
                        .thenComparing(FailureGroup::lastSeen)
                        .thenComparing(FailureGroup::execution)
                        .reversed())
                .toList();
    }

    private static FailureGroup alone(Headline headline, Failure failure) {
        var agents = new TreeSet<>(Set.of(headline.profile().agent()));
        return new FailureGroup(failure, 1, headline.startedAt(), headline.startedAt(), agents, headline.id());
    }

    private static FailureGroup both(FailureGroup newer, FailureGroup older) {
        var agents = new TreeSet<>(newer.agents());
        agents.addAll(older.agents());
        return new FailureGroup(
                newer.example(),
                newer.count() + older.count(),
                older.firstSeen(),
                newer.lastSeen(),
                agents,
                newer.execution());
    }

    synchronized Columns scan(Window window) {
        var columns = new SegmentBuilder();
        numbers.forEach((id, number) -> {
            Execution execution = executions.get(id);
            if (execution != null && aging.isThere(id) && window.holds(execution.startedAt())) {
                columns.add(Entry.of(number, execution));
            }
        });
        return columns.build();
    }

    synchronized Map<Long, ExecutionId> ids(Collection<Long> wanted) {
        var ids = new HashMap<Long, ExecutionId>();
        numbers.forEach((id, number) -> {
            if (wanted.contains(number) && aging.isThere(id)) {
                ids.put(number, id);
            }
        });
        return ids;
    }

    private Stream<Headline> matching(Filter filter) {
        return executions.values().stream().map(Execution::headline).filter(filter::matches);
    }
}
