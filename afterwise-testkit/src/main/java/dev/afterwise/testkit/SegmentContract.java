package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Action;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Profile;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.StepNames;
import dev.afterwise.segment.Trait;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Query;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Upkeep;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns say the same as lists and executions do. */
interface SegmentContract extends Contract {
    /** What columns say of an execution. */
    record Row(
            List<@Nullable String> labels,
            List<@Nullable Long> quantities,
            @Nullable Double complexity,
            Map<String, Value> attributes,
            @Nullable List<String> steps,
            @Nullable List<String> failedSteps,
            SortedMap<String, Tally> recoveries) {
        static Row of(Execution execution) {
            Headline headline = execution.headline();
            Profile profile = headline.profile();
            var failure = headline.outcome() instanceof Outcome.Failed failed ? failed.failure() : null;
            Duration took = headline.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
            Usage usage = headline.usage();
            return new Row(
                    Arrays.asList(
                            profile.task(),
                            profile.agent(),
                            profile.model(),
                            profile.route(),
                            headline.outcome().status().word(),
                            failure == null ? null : failure.failureClass().label(),
                            failure == null ? null : failure.fingerprint().hex()),
                    Arrays.asList(
                            ChronoUnit.MICROS.between(Instant.EPOCH, headline.startedAt()),
                            took == null ? null : took.toNanos() / 1_000,
                            usage.inputTokens(),
                            usage.outputTokens(),
                            usage.cachedTokens(),
                            usage.cost().micros(),
                            usage.apiCalls()),
                    profile.complexity() == null ? null : unsigned(profile.complexity()),
                    unsigned(profile.attributes()),
                    execution.steps().stream()
                            .map(step -> step.action() instanceof Action.Delegate
                                    ? "delegate"
                                    : step.action().name())
                            .toList(),
                    failedSteps(execution),
                    headline.recoveries());
        }

        private static @Nullable List<String> failedSteps(Execution execution) {
            List<String> names = StepNames.of(execution).failed();
            return names.isEmpty() ? null : names;
        }

        /** Zero has no sign in columns. */
        private static double unsigned(double number) {
            return number + 0.0;
        }

        private static Map<String, Value> unsigned(Map<String, Value> attributes) {
            var all = new TreeMap<String, Value>();
            attributes.forEach((name, value) ->
                    all.put(name, value instanceof Value.Numeric(double number) ? Value.of(unsigned(number)) : value));
            return all;
        }

        static Row of(Columns columns, int row) {
            Numbers complexity = columns.numbers(Quantity.COMPLEXITY);
            var attributes = new TreeMap<String, Value>();
            for (String name : columns.attributes()) {
                String text = columns.texts(name).at(row);
                if (text != null) {
                    attributes.put(name, Value.of(text));
                }
                if (columns.numbers(name).has(row)) {
                    attributes.put(name, Value.of(columns.numbers(name).at(row)));
                }
            }
            SortedMap<String, Tally> recoveries = columns.recoveries().at(row);
            return new Row(
                    Arrays.stream(Trait.values())
                            .<@Nullable String>map(each -> columns.labels(each).at(row))
                            .toList(),
                    Arrays.stream(Quantity.values())
                            .filter(each -> each != Quantity.COMPLEXITY)
                            .map(columns::numbers)
                            .<@Nullable Long>map(each -> each.has(row) ? each.whole(row) : null)
                            .toList(),
                    complexity.has(row) ? complexity.at(row) : null,
                    attributes,
                    columns.steps().at(row),
                    columns.failedSteps().at(row),
                    recoveries == null ? new TreeMap<>() : recoveries);
        }
    }

    private static Map<ExecutionId, Row> scanned(WorkspaceStore space, Window window) {
        Columns columns = space.segments().scan(window);
        var numbers = new ArrayList<Long>();
        for (int row = 0; row < columns.size(); row++) {
            numbers.add(columns.number(row));
        }
        Map<Long, ExecutionId> ids = space.segments().ids(numbers);
        var rows = new TreeMap<ExecutionId, Row>();
        for (int row = 0; row < columns.size(); row++) {
            rows.put(Objects.requireNonNull(ids.get(columns.number(row))), Row.of(columns, row));
        }
        assertThat(rows).hasSize(columns.size());
        return rows;
    }

    private static Map<ExecutionId, Row> listed(History history, Window window) {
        var rows = new TreeMap<ExecutionId, Row>();
        String after = null;
        do {
            var page = history.find(new Query(Filter.ALL.with(window), after, Query.MAX_LIMIT));
            page.items()
                    .forEach(each -> rows.put(
                            each.id(), Row.of(history.execution(each.id()).orElseThrow())));
            after = page.next();
        } while (after != null);
        return rows;
    }

    private Map<ExecutionId, Row> scanned() {
        return scanned(store().workspace(Workspace.DEFAULT), Window.ALL);
    }

    private Columns scan() {
        return store().workspace(Workspace.DEFAULT).segments().scan(Window.ALL);
    }

    /** Facts about a few hundred executions, in any order, in batches of any size. */
    record Told(List<List<Fact>> batches, Window window) {
        static Told make(RandomGenerator random, int size) {
            List<Fact> all = new ArrayList<>(RandomFacts.ofMany(random, size * 8, 12));
            all.addAll(AnExecution.facts(SomeExecutions.list(random, size * 10)));
            List<Fact> facts = Seeded.shuffled(all, random);
            var batches = new ArrayList<List<Fact>>();
            for (int from = 0; from < facts.size(); ) {
                int until = Math.min(facts.size(), from + 1 + random.nextInt(random.nextInt(3) == 0 ? 2_000 : 40));
                batches.add(facts.subList(from, until));
                from = until;
            }
            Instant from = Instant.parse("2025-12-25T00:00:00Z")
                    .plus(random.nextLong(20 * 86_400_000_000L), ChronoUnit.MICROS);
            return new Told(
                    batches,
                    random.nextBoolean()
                            ? Window.ALL
                            : new Window(
                                    random.nextBoolean() ? null : from,
                                    from.plus(random.nextLong(86_400_000_000L), ChronoUnit.MICROS)));
        }
    }

    @Test
    default void columnsSayWhatListsDoHoweverFactsCame() {
        Seeded.check(15, Told::make, told -> {
            WorkspaceStore space = fresh();
            for (int i = 0; i < told.batches().size(); i++) {
                space.history().append(told.batches().get(i));
                if (i % 9 == 0 || i == told.batches().size() - 1) {
                    assertThat(scanned(space, told.window())).isEqualTo(listed(space.history(), told.window()));
                }
            }
        });
    }

    @Test
    default void nothingIsInColumnsWhereNothingHappened() {
        assertThat(scan().size()).isZero();
        assertThat(scan().attributes()).isEmpty();
        assertThat(scan().labels(Trait.TASK).values()).isEmpty();
        assertThat(scan().texts("team").size()).isZero();
    }

    @Test
    default void codesStandForValues() {
        append(
                anExecution().of("email").failedWith("timeout"),
                anExecution().of("report"),
                anExecution().of("email").on("m1"));
        Columns columns = scan();
        Codes<String> tasks = columns.labels(Trait.TASK);
        int email = tasks.values().indexOf("email");

        assertThat(tasks.values()).containsExactlyInAnyOrder("email", "report");
        assertThat(tasks.rows(email).cardinality()).isEqualTo(2);
        assertThat(columns.labels(Trait.MODEL).rows(Codes.NONE).cardinality()).isEqualTo(2);
        assertThat(columns.labels(Trait.FAILURE_CLASS).values()).containsExactly("timeout");
        assertThat(columns.texts("nothing").rows(Codes.NONE).cardinality()).isEqualTo(3);
        assertThat(columns.numbers("nothing").at(0)).isNaN();
    }

    @Test
    default void anAttributeMayBeATextHereAndANumberThere() {
        append(anExecution().with("build", 7), anExecution().with("build", "7"), anExecution());

        assertThat(scan().texts("build").values()).containsExactly("7");
        assertThat(scanned().values())
                .extracting(row -> row.attributes().get("build"))
                .containsExactlyInAnyOrder(Value.of(7), Value.of("7"), null);
    }

    @Test
    default void numbersInColumnsAreExact() {
        ConditionContract.ODD_NUMBERS.forEach(
                number -> append(anExecution().with("n", number).ofComplexity(number)));
        for (long tokens : new long[] {0, 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 53, (1L << 53) + 1}) {
            append(anExecution().spending(Usage.tokens(tokens, 0)));
        }
        assertThat(scanned()).isEqualTo(listed(history(), Window.ALL));
    }

    @Test
    default void attributesThatFewHaveAreFound() {
        for (int i = 0; i < 300; i++) {
            append(i % 100 == 7 ? anExecution().with("rare", i).with("note", "x" + i) : anExecution());
        }
        for (String odd : ConditionContract.ODD_NAMES) {
            append(anExecution().with(odd, "x" + odd));
        }
        assertThat(scanned()).isEqualTo(listed(history(), Window.ALL));
    }

    @Test
    default void columnsOfOneWorkspaceHoldNothingOfAnother() {
        WorkspaceStore other = store().workspace(new Workspace("other"));
        append(anExecution().of("mine"));
        other.history().append(anExecution().of("theirs").facts());

        assertThat(scan().labels(Trait.TASK).values()).containsExactly("mine");
        assertThat(other.segments().scan(Window.ALL).labels(Trait.TASK).values())
                .containsExactly("theirs");
        long number = scan().number(0);
        assertThat(other.segments().ids(Set.of(number)).values())
                .doesNotContainAnyElementsOf(store().workspace(Workspace.DEFAULT)
                        .segments()
                        .ids(Set.of(number))
                        .values());
    }

    @Test
    default void columnsKnowWhatIsGoneAndWhatIsLeft() {
        var random = Seeded.random();
        for (AnExecution each : SomeExecutions.list(random, 200)) {
            append(each);
        }
        history().append(RandomFacts.ofMany(random, 30, 12));
        Map<ExecutionId, Row> before = scanned();
        Instant now = Timekeeper.system().now();

        store().upkeep().prune(Retention.STANDARD, now.plus(Duration.ofDays(31)), Upkeep.Progress.UNSEEN);
        assertThat(scanned()).as("details are gone, and names of steps stay").isEqualTo(before);
        store().upkeep().rebuild();
        assertThat(scanned()).as("a rebuild knows them, too").isEqualTo(before);
        store().upkeep().prune(Retention.STANDARD, now.plus(Duration.ofDays(91)), Upkeep.Progress.UNSEEN);
        append(anExecution(), anExecution().running());
        assertThat(scanned()).isEqualTo(listed(history(), Window.ALL));
        assertThat(store().upkeep().check()).isEmpty();
    }

    @Test
    default void aScanStaysAsItWas() {
        append(anExecution().of("one"));
        Columns before = scan();
        append(anExecution().of("two"));

        assertThat(before.size()).isOne();
        assertThat(before.labels(Trait.TASK).values()).containsExactly("one");
        assertThat(scan().size()).isEqualTo(2);
    }
}
