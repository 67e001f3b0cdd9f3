package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Action;
import dev.afterwise.Dimension;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Outcomes;
import dev.afterwise.Status;
import dev.afterwise.Step;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import dev.afterwise.store.Query;
import dev.afterwise.store.StepSummary;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What executions and their steps add up to while a history grows: in any order, by few and by many, and with corrections. */
interface GrowthContract extends Contract {
    /** What is appended, one batch after the other, and what is asked at the end. */
    record Story(List<List<Fact>> batches, Filter filter, Set<Dimension> by, Period period) {
        static Story make(RandomGenerator random, int size) {
            List<Fact> facts = new ArrayList<>(AnExecution.facts(SomeExecutions.list(random, size * 15)));
            facts.addAll(RandomFacts.ofMany(random, size, 12));
            List<Fact> shuffled = random.nextBoolean() ? Seeded.shuffled(facts, random) : facts;
            var batches = new ArrayList<List<Fact>>();
            for (int from = 0; from < shuffled.size(); ) {
                int until = from + 1 + random.nextInt(random.nextInt(4) == 0 ? shuffled.size() : 40);
                batches.add(shuffled.subList(from, Math.min(until, shuffled.size())));
                from = until;
            }
            var by = EnumSet.noneOf(Dimension.class);
            for (Dimension dimension : Dimension.values()) {
                if (random.nextBoolean()) {
                    by.add(dimension);
                }
            }
            Period[] periods = Period.values();
            return new Story(batches, filter(random), by, periods[random.nextInt(periods.length)]);
        }

        /** Half of them with a window that begins and ends in the middle of an hour. */
        private static Filter filter(RandomGenerator random) {
            Filter filter = SomeExecutions.filter(random);
            return random.nextBoolean() ? filter : filter.with(oddWindow(random));
        }
    }

    private static Window oddWindow(RandomGenerator random) {
        Instant from =
                Instant.parse("2025-12-25T00:00:00Z").plus(random.nextLong(20 * 86_400_000_000L), ChronoUnit.MICROS);
        return new Window(from, from.plus(random.nextLong(3 * 86_400_000_000L), ChronoUnit.MICROS));
    }

    @Test
    default void statisticsAreThoseOfTheExecutionsHoweverTheyCame() {
        Seeded.check(25, Story::make, story -> {
            var history = fresh().history();
            for (int i = 0; i < story.batches().size(); i++) {
                history.append(story.batches().get(i));
                if (i % 7 == 0 || i == story.batches().size() - 1) {
                    check(history, story);
                }
            }
        });
    }

    private static void check(History history, Story story) {
        List<Headline> matching =
                history.find(new Query(story.filter(), null, Query.MAX_LIMIT)).items();
        assertThat(history.statistics(story.filter(), story.by()))
                .containsExactlyInAnyOrderElementsOf(groups(matching, story.by()));
        var periods = new TreeMap<Instant, Summary.Builder>();
        matching.forEach(headline -> periods.computeIfAbsent(
                        story.period().bucketOf(headline.startedAt()), at -> new Summary.Builder(Subject.EVERYTHING))
                .add(headline));
        assertThat(history.series(story.filter(), story.period()))
                .isEqualTo(periods.entrySet().stream()
                        .map(each -> new Bucket(each.getKey(), each.getValue().build()))
                        .toList());
        assertThat(history.steps(story.filter())).isEqualTo(steps(history, matching));
    }

    private static List<Summary> groups(List<Headline> headlines, Set<Dimension> by) {
        Map<Subject, List<Headline>> groups = headlines.stream().collect(Collectors.groupingBy(headline -> {
            var subject = Subject.EVERYTHING;
            for (Dimension dimension : by) {
                subject = subject.with(dimension, Subject.value(headline.profile(), dimension));
            }
            return subject;
        }));
        return groups.entrySet().stream()
                .map(each -> {
                    var builder = new Summary.Builder(each.getKey());
                    each.getValue().forEach(builder::add);
                    return builder.build();
                })
                .toList();
    }

    private static List<StepSummary> steps(History history, List<Headline> headlines) {
        var builders = new TreeMap<String, Map.Entry<String, Summary.Builder>>();
        for (Headline headline : headlines) {
            String task = headline.profile().task();
            for (Step step : history.execution(headline.id()).orElseThrow().steps()) {
                Action action = step.action();
                String name = action instanceof Action.Delegate ? "delegate" : action.name();
                builders.computeIfAbsent(
                                String.join("\0", task, action.kind(), name),
                                key -> Map.entry(action.kind(), new Summary.Builder(Subject.step(task, name))))
                        .getValue()
                        .add(step);
            }
        }
        return builders.values().stream()
                .map(each -> new StepSummary(each.getKey(), each.getValue().build()))
                .toList();
    }

    @Test
    default void windowsMayBeginAndEndInTheMiddleOfAnHour() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 2_000)));
        List<Headline> all = find(Filter.ALL);

        Seeded.check(150, (random, size) -> Filter.ALL.with(oddWindow(random)), filter -> {
            List<Headline> matching = all.stream().filter(filter::matches).toList();
            assertThat(history().statistics(filter, Set.of(Dimension.AGENT)))
                    .containsExactlyInAnyOrderElementsOf(groups(matching, Set.of(Dimension.AGENT)));
        });
    }

    @Test
    default void aWindowOfAMicrosecondHoldsWhatBeganInIt() {
        append(
                anExecution().startedAt("2026-01-01T10:59:59.999999Z"),
                anExecution().startedAt("2026-01-01T11:00:00Z"));
        Instant last = Instant.parse("2026-01-01T10:59:59.999999Z");

        assertThat(total(Filter.ALL.with(Window.lasting(Duration.ofNanos(1_000), last))))
                .isEqualTo(1);
        assertThat(total(Filter.ALL.with(Window.lasting(Duration.ofNanos(2_000), last.plusNanos(1_000)))))
                .isEqualTo(2);
        assertThat(total(Filter.ALL.with(new Window(last, last)))).isZero();
    }

    private long total(Filter filter) {
        return history().statistics(filter, Set.of()).stream()
                .mapToLong(each -> each.outcomes().total())
                .sum();
    }

    @Test
    default void aLateFactMovesAnExecutionWhereItBelongs() {
        List<AnExecution> many = IntStream.range(0, 500)
                .mapToObj(i -> anExecution().of("email").startedAt("2026-01-03T10:00:00Z"))
                .toList();
        history().append(many.stream().map(each -> each.facts().getLast()).toList());
        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK)))
                .extracting(each -> each.subject().toString())
                .containsExactly("task=unknown");

        history().append(many.getFirst().facts());
        assertThat(counts(Dimension.TASK)).containsOnly(Map.entry("email", 1L), Map.entry("unknown", 499L));

        history().append(AnExecution.facts(many));
        assertThat(counts(Dimension.TASK)).containsOnly(Map.entry("email", 500L));
        assertThat(history().series(Filter.ALL, Period.HOUR))
                .extracting(bucket -> bucket.start().toString())
                .containsExactly("2026-01-03T10:00:00Z");
    }

    private Map<String, Long> counts(Dimension dimension) {
        return history().statistics(Filter.ALL, Set.of(dimension)).stream()
                .collect(Collectors.toMap(
                        each -> each.subject().part(dimension).orElseThrow(),
                        each -> each.outcomes().total()));
    }

    @Test
    default void daysThatAreOverMayGrow() {
        for (String day : List.of("2026-01-01", "2026-01-05", "2026-01-09", "2026-01-02", "2026-01-01", "2025-12-01")) {
            history()
                    .append(AnExecution.facts(IntStream.range(0, 300)
                            .mapToObj(i -> anExecution().startedAt(day + "T%02d:30:00Z".formatted(i % 24)))
                            .toList()));
            append(anExecution().startedAt(day + "T23:59:59.999999Z"));
        }

        assertThat(history().series(Filter.ALL, Period.DAY))
                .extracting(bucket -> bucket.start().toString().substring(0, 10) + " "
                        + bucket.summary().outcomes().total())
                .containsExactly(
                        "2025-12-01 301", "2026-01-01 602", "2026-01-02 301", "2026-01-05 301", "2026-01-09 301");
        assertThat(total(Filter.ALL)).isEqualTo(6 * 301);
    }

    @Test
    default void aStatusChangesAndIsCountedOnce() {
        List<AnExecution> many =
                IntStream.range(0, 300).mapToObj(i -> anExecution()).toList();
        history().append(many.stream().map(each -> each.facts().getFirst()).toList());
        var running = Filter.ALL.with(Set.of(Status.RUNNING));
        assertThat(total(running)).isEqualTo(300);

        many.stream().limit(10).forEach(each -> history().append(each.facts()));
        assertThat(total(running)).isEqualTo(290);
        assertThat(total(Filter.ALL.with(Set.of(Status.SUCCEEDED)))).isEqualTo(10);

        history().append(AnExecution.facts(many));
        assertThat(history().statistics(running, Set.of())).isEmpty();
        assertThat(history().statistics(Filter.ALL, Set.of()))
                .extracting(Summary::outcomes)
                .containsExactly(IntStream.range(0, 300)
                        .mapToObj(i -> Outcomes.of(Status.SUCCEEDED))
                        .reduce(Outcomes.NONE, Outcomes::merge));
    }

    /** A store may count as one whatever comes after the first thousand values of a dimension, but loses none of it. */
    @Test
    default void noneOfThousandsOfNamesIsLost() {
        for (int part = 0; part < 3; part++) {
            int from = part * 500;
            history()
                    .append(AnExecution.facts(IntStream.range(from, from + 500)
                            .mapToObj(i -> anExecution().of("task " + i))
                            .toList()));
        }
        append(
                anExecution().of("task 7"),
                anExecution().of("task 1234"),
                anExecution().of("the last"));

        assertThat(total(Filter.ALL)).isEqualTo(1_503);
        assertThat(counts(Dimension.TASK).values().stream().mapToLong(n -> n).sum())
                .isEqualTo(1_503);
        for (String task : List.of("task 7", "task 1234")) {
            assertThat(total(Filter.of(Subject.task(task)))).isEqualTo(2);
        }
        assertThat(total(Filter.of(Subject.task("the last")))).isEqualTo(1);
        assertThat(total(Filter.of(Subject.task("nobody's")))).isZero();
    }

    @Test
    default void stepsAreCountedByTaskKindAndName() {
        var random = Seeded.random();
        for (int i = 0; i < 40; i++) {
            history().append(RandomFacts.ofMany(random, 5, 30));
        }
        List<Headline> all = find(Filter.ALL);

        assertThat(history().steps(Filter.ALL)).isEqualTo(steps(history(), all));
        Filter one = Filter.of(Subject.task("alpha").with(Dimension.STEP, "beta"));
        assertThat(history().steps(one))
                .isNotEmpty()
                .isEqualTo(history().steps(Filter.ALL).stream()
                        .filter(each -> each.summary().subject().equals(Subject.step("alpha", "beta")))
                        .toList());
        Filter failed = Filter.ALL.with(Set.of(Status.FAILED));
        assertThat(history().steps(failed))
                .isEqualTo(steps(history(), all.stream().filter(failed::matches).toList()));
    }
}
