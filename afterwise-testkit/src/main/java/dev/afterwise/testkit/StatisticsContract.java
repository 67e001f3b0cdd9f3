package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Distribution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Outcomes;
import dev.afterwise.Payload;
import dev.afterwise.Recovery;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What many executions add up to: always the same as adding them up one by one. */
interface StatisticsContract extends Contract {
    @Test
    default void nothingAddsUpToNothing() {
        assertThat(history().statistics(Filter.ALL, Set.of())).isEmpty();
        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEmpty();
        assertThat(history().series(Filter.ALL, Period.DAY)).isEmpty();
        assertThat(history().failures(Filter.ALL)).isEmpty();
    }

    @Test
    default void addsUpOutcomesDurationsAndUsage() {
        var usage = new Usage(10, 5, 3, new Money(7), 1);
        append(
                anExecution().took(Duration.ofSeconds(1)).spending(usage),
                anExecution().took(Duration.ofSeconds(3)).spending(usage).failedWith("timeout"),
                anExecution().took(null).failedWith("network"),
                anExecution().took(Duration.ofSeconds(9)).cancelled("enough"),
                anExecution().endedSomehow().took(null),
                anExecution().abandoned(),
                anExecution().running());

        assertThat(history().statistics(Filter.ALL, Set.of()))
                .containsExactly(new Summary(
                        Subject.EVERYTHING,
                        new Outcomes(1, 2, 1, 1, 1, 1),
                        Map.of(FailureClass.TIMEOUT, 1L, FailureClass.NETWORK, 1L),
                        new TreeMap<>(),
                        Distribution.of(List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9))),
                        usage.merge(usage)));
    }

    @Test
    default void addsUpRecoveries() {
        for (boolean worked : List.of(true, false, true)) {
            var told = anExecution();
            Instant at = told.execution().startedAt();
            var origin = new Origin(told.execution().id(), Source.RECORDED, at);
            var step = StepId.of(1);
            var failed = new Outcome.Failed(
                    null,
                    ((Outcome.Failed) anExecution()
                                    .failedWith("timeout")
                                    .execution()
                                    .outcome())
                            .failure());
            var facts = new ArrayList<Fact>(told.facts());
            facts.add(new Fact.AttemptEnded(origin, step, 1, failed, Usage.NONE, Payload.NONE));
            facts.add(new Fact.Recovered(origin, step, 1, new Recovery.Retry(Duration.ZERO, "may pass")));
            Outcome.Ended second = worked ? new Outcome.Succeeded(null) : failed;
            facts.add(new Fact.AttemptEnded(origin, step, 2, second, Usage.NONE, Payload.NONE));
            history().append(facts);
        }

        assertThat(history().statistics(Filter.ALL, Set.of()))
                .singleElement()
                .extracting(Summary::recoveries)
                .isEqualTo(new TreeMap<>(Map.of("retry", new Tally(3, 2))));
    }

    @Test
    default void groupsByEachCombinationThatOccurs() {
        append(
                anExecution().of("email").by("ann"),
                anExecution().of("email").by("bob"),
                anExecution().of("email").by("bob").failedWith("timeout"),
                anExecution().of("chat").by("ann"));

        var counts = history().statistics(Filter.ALL, Set.of(Dimension.TASK, Dimension.AGENT)).stream()
                .collect(Collectors.toMap(
                        Summary::subject, each -> each.outcomes().total()));

        assertThat(counts)
                .containsOnly(
                        Map.entry(Subject.task("email").with(Dimension.AGENT, "ann"), 1L),
                        Map.entry(Subject.task("email").with(Dimension.AGENT, "bob"), 2L),
                        Map.entry(Subject.task("chat").with(Dimension.AGENT, "ann"), 1L));
    }

    @Test
    default void missingModelsAndEmptyOnesAreOneGroup() {
        append(anExecution(), anExecution().on(""));

        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.MODEL)))
                .singleElement()
                .extracting(Summary::subject)
                .isEqualTo(Subject.EVERYTHING.with(Dimension.MODEL, ""));
    }

    @Test
    default void countsAnExecutionOnceHoweverOftenItGrew() {
        var told = anExecution().failedWith("timeout");
        history().append(List.of(told.facts().getFirst()));
        history().append(List.of(told.facts().getLast()));
        history().append(told.facts());

        assertThat(history().statistics(Filter.ALL, Set.of()))
                .singleElement()
                .extracting(Summary::outcomes)
                .isEqualTo(Outcomes.of(Status.FAILED));
    }

    /** What to ask about a history. */
    record Question(Filter filter, Set<Dimension> by, Period period) {
        static Question random(RandomGenerator random) {
            var by = EnumSet.noneOf(Dimension.class);
            for (Dimension dimension : Dimension.values()) {
                if (random.nextBoolean()) {
                    by.add(dimension);
                }
            }
            Period[] periods = Period.values();
            return new Question(SomeExecutions.filter(random), by, periods[random.nextInt(periods.length)]);
        }

        Subject subject(Headline headline) {
            var subject = Subject.EVERYTHING;
            for (Dimension dimension : by) {
                subject = subject.with(dimension, Subject.value(headline.profile(), dimension));
            }
            return subject;
        }
    }

    private static <K> Map<K, Summary> fold(
            List<Headline> headlines, Function<Headline, K> group, Function<Headline, Subject> subject) {
        return headlines.stream()
                .collect(Collectors.toMap(
                        group,
                        headline -> new Summary.Builder(subject.apply(headline))
                                .add(headline)
                                .build(),
                        Summary::merge));
    }

    @Test
    default void statisticsAreTheFoldOfWhatMatches() {
        var all = fill();

        Seeded.check(150, (random, size) -> Question.random(random), question -> {
            var matching = all.stream().filter(question.filter()::matches).toList();
            assertThat(history().statistics(question.filter(), question.by()))
                    .containsExactlyInAnyOrderElementsOf(
                            fold(matching, question::subject, question::subject).values());
        });
    }

    @Test
    default void aSeriesIsTheFoldOfWhatMatchesPeriodByPeriod() {
        var all = fill();

        Seeded.check(150, (random, size) -> Question.random(random), question -> {
            var matching = all.stream().filter(question.filter()::matches).toList();
            var expected = new TreeMap<>(fold(
                    matching,
                    headline -> question.period().bucketOf(headline.startedAt()),
                    headline -> Subject.EVERYTHING));
            assertThat(history().series(question.filter(), question.period()))
                    .isEqualTo(expected.entrySet().stream()
                            .map(each -> new Bucket(each.getKey(), each.getValue()))
                            .toList());
        });
    }

    @Test
    default void failuresAreTheFailuresOfWhatMatches() {
        var all = fill();

        Seeded.check(150, (random, size) -> SomeExecutions.filter(random), filter -> {
            var failed = all.stream()
                    .filter(filter::matches)
                    .filter(headline -> headline.outcome() instanceof Outcome.Failed)
                    .toList();
            var groups = history().failures(filter);
            assertThat(groups.stream().mapToLong(FailureGroup::count).sum()).isEqualTo(failed.size());
            for (FailureGroup group : groups) {
                var its = failed.stream()
                        .filter(headline -> isLike(group.example(), headline))
                        .toList();
                var newest = its.getFirst();
                assertThat(group)
                        .isEqualTo(new FailureGroup(
                                ((Outcome.Failed) newest.outcome()).failure(),
                                its.size(),
                                its.getLast().startedAt(),
                                newest.startedAt(),
                                its.stream()
                                        .map(headline -> headline.profile().agent())
                                        .collect(Collectors.toCollection(TreeSet::new)),
                                newest.id()));
            }
        });
    }

    private static boolean isLike(Failure example, Headline headline) {
        return headline.outcome() instanceof Outcome.Failed failed
                && failed.failure().failureClass() == example.failureClass()
                && failed.failure().fingerprint().equals(example.fingerprint());
    }

    /** Some hundred executions; all of them, newest first. */
    private List<Headline> fill() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 400)));
        return find(Filter.ALL);
    }

    @Test
    default void hoursDaysAndWeeksBeginInUtcAndWeeksOnMonday() {
        for (String at : List.of(
                "2026-01-04T23:59:59.999999Z", // a Sunday
                "2026-01-05T00:00:00Z",
                "2026-01-05T00:59:59.999999Z",
                "2026-01-05T01:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z")) { // a Thursday
            append(anExecution().startedAt(at));
        }

        assertThat(starts(Period.HOUR))
                .containsExactly(
                        "1969-12-31T23:00:00Z",
                        "1970-01-01T00:00:00Z",
                        "2026-01-04T23:00:00Z",
                        "2026-01-05T00:00:00Z",
                        "2026-01-05T01:00:00Z");
        assertThat(starts(Period.DAY))
                .containsExactly(
                        "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z");
        assertThat(starts(Period.WEEK))
                .containsExactly("1969-12-29T00:00:00Z", "2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z");
    }

    private List<String> starts(Period period) {
        return history().series(Filter.ALL, period).stream()
                .map(bucket -> bucket.start().toString())
                .toList();
    }

    @Test
    default void groupsFailuresThatDifferOnlyInNumbers() {
        append(
                anExecution().by("ann").startedAt("2026-01-01T00:00:00Z").failedWith("timeout", "after 30 s"),
                anExecution().by("bob").startedAt("2026-01-03T00:00:00Z").failedWith("timeout", "after 45 s"),
                anExecution().by("ann").startedAt("2026-01-02T00:00:00Z").failedWith("timeout", "after 31 s"),
                anExecution().by("eve").startedAt("2026-01-09T00:00:00Z").failedWith("network", "no route"),
                anExecution().by("eve").startedAt("2026-01-09T00:00:00Z"));

        var groups = history().failures(Filter.ALL);

        assertThat(groups).extracting(FailureGroup::count).containsExactly(3L, 1L);
        assertThat(groups.getFirst().example().message()).isEqualTo("after 45 s");
        assertThat(groups.getFirst().agents()).containsExactly("ann", "bob");
        assertThat(groups.getFirst().firstSeen()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(groups.getFirst().lastSeen()).isEqualTo("2026-01-03T00:00:00Z");
    }

    @Test
    default void equallyFrequentFailuresComeNewestFirst() {
        append(
                anExecution().startedAt("2026-01-01T00:00:00Z").failedWith("timeout"),
                anExecution().startedAt("2026-01-03T00:00:00Z").failedWith("network"),
                anExecution().startedAt("2026-01-02T00:00:00Z").failedWith("syntax"));

        assertThat(history().failures(Filter.ALL))
                .extracting(group -> group.example().type())
                .containsExactly("network", "syntax", "timeout");
    }

    @Test
    default void theExampleIsTheGreatestIdAmongTheNewest() {
        var ids = List.of("1", "3", "2").stream()
                .map(digit -> new ExecutionId(digit.repeat(32)))
                .toList();
        ids.forEach(id -> append(anExecution().withId(id).failedWith("timeout")));

        assertThat(history().failures(Filter.ALL))
                .singleElement()
                .extracting(FailureGroup::execution)
                .isEqualTo(ids.get(1));
    }
}
