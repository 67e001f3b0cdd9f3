package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.ErrorBook;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What groups of failures say, also of many, of parts of days, and after more became known. */
interface ErrorContract extends Contract {
    Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    default void failuresOfManyDaysAreCounted() {
        var told = IntStream.range(0, 1_500)
                .mapToObj(i -> anExecution()
                        .by("agent " + i % 7)
                        .startedAt(NOON.plusSeconds(i * 600L))
                        .failedWith(i % 3 == 0 ? "timeout" : "network", "after " + i + " s"))
                .toList();
        history().append(AnExecution.facts(told.subList(0, 100)));
        history().append(AnExecution.facts(told.subList(100, 1_450)));
        told.subList(1_450, 1_500).forEach(this::append);

        List<FailureGroup> groups = history().failures(Filter.ALL);
        assertThat(groups).extracting(FailureGroup::count).containsExactly(1_000L, 500L);
        assertThat(groups.getFirst().agents()).hasSize(7);
        assertThat(groups.getFirst().lastSeen())
                .isEqualTo(told.getLast().headline().startedAt());
        assertThat(groups.getFirst().execution())
                .isEqualTo(told.getLast().headline().id());
        assertThat(groups.getLast().firstSeen()).isEqualTo(NOON);
        assertThat(groups.getLast().example().message()).isEqualTo("after 1497 s");
    }

    @Test
    default void aWindowMayCutDaysInParts() {
        var told = IntStream.range(0, 96)
                .mapToObj(i ->
                        anExecution().startedAt(NOON.plusSeconds(i * 3_600L)).failedWith("timeout"))
                .toList();
        history().append(AnExecution.facts(told));

        for (int from = 0; from < 96; from += 7) {
            for (int until = from; until <= 96; until += 11) {
                var window = new Window(NOON.plusSeconds(from * 3_600L), NOON.plusSeconds(until * 3_600L));
                long count = history().failures(Filter.ALL.with(window)).stream()
                        .mapToLong(FailureGroup::count)
                        .sum();
                assertThat(count).isEqualTo(until - from);
            }
        }
    }

    @Test
    default void aWindowOfFailuresMayReachAsFarAsTimeGoes() {
        append(anExecution().failedWith("timeout"));

        assertThat(history().failures(Filter.ALL.with(new Window(Instant.MIN, Instant.MAX))))
                .hasSize(1);
        assertThat(history().failures(Filter.ALL.with(new Window(Instant.MIN, null))))
                .hasSize(1);
        assertThat(history().failures(Filter.ALL.with(new Window(null, Instant.MAX))))
                .hasSize(1);
        assertThat(history().failures(Filter.ALL.with(new Window(Instant.MAX, null))))
                .isEmpty();
        assertThat(history().failures(Filter.ALL.with(new Window(null, Instant.MIN))))
                .isEmpty();
    }

    @Test
    default void failuresAreCountedByEveryDimension() {
        append(
                anExecution().of("email").by("ann").on("small").via("fast").failedWith("timeout"),
                anExecution().of("email").by("bob").failedWith("timeout"));

        for (Dimension dimension : List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE)) {
            for (String value : List.of("ann", "small", "fast", "")) {
                var filter = Filter.of(Subject.task("email").with(dimension, value));
                long expected = find(filter).size();
                assertThat(history().failures(filter).stream()
                                .mapToLong(FailureGroup::count)
                                .sum())
                        .isEqualTo(expected);
            }
        }
        assertThat(history().failures(Filter.of(Subject.task("chat")))).isEmpty();
    }

    @Test
    default void whoDoesNotAskForTheFailedHasNoFailures() {
        append(anExecution().failedWith("timeout"));

        assertThat(history().failures(Filter.ALL.with(EnumSet.of(Status.SUCCEEDED))))
                .isEmpty();
        assertThat(history().failures(Filter.ALL.with(EnumSet.of(Status.FAILED))))
                .hasSize(1);
    }

    @Test
    default void aFailureThatTurnsOutToBeAnotherIsCountedAsThat() {
        var first = anExecution().startedAt(NOON).by("ann").failedWith("timeout");
        var last = anExecution().startedAt(NOON.plusSeconds(60)).by("bob").failedWith("timeout");
        append(first, last);
        history().append(List.of(corrected(last, "network")));

        assertThat(history().failures(Filter.ALL)).hasSize(2).allMatch(group -> group.count() == 1);
        FailureGroup timeouts = history().failures(Filter.ALL).getLast();
        assertThat(timeouts.agents()).containsExactly("ann");
        assertThat(timeouts.lastSeen()).isEqualTo(NOON);
        assertThat(timeouts.execution()).isEqualTo(first.headline().id());
    }

    @Test
    default void aGroupOfWhichTheLastIsGoneShowsTheOneBefore() {
        var told = IntStream.range(0, 5)
                .mapToObj(i -> anExecution().startedAt(NOON.plusSeconds(i)).failedWith("timeout", "after " + i + " s"))
                .toList();
        history().append(AnExecution.facts(told));
        history().append(List.of(corrected(told.getLast(), "network")));
        history().append(List.of(corrected(told.getFirst(), "network")));

        FailureGroup timeouts = history().failures(Filter.ALL).getFirst();
        assertThat(timeouts.count()).isEqualTo(3);
        assertThat(timeouts.firstSeen()).isEqualTo(NOON.plusSeconds(1));
        assertThat(timeouts.lastSeen()).isEqualTo(NOON.plusSeconds(3));
        assertThat(timeouts.example().message()).isEqualTo("after 3 s");
    }

    @Test
    default void countsOfFailuresAreThoseOfAFoldInAnyOrder() {
        Seeded.check(20, (random, size) -> facts(SomeExecutions.list(random, 60), random), facts -> {
            History here = fresh().history();
            History reference = Store.inMemory().workspace(Workspace.DEFAULT).history();
            facts.forEach(fact -> here.append(List.of(fact)));
            reference.append(facts);
            assertThat(here.failures(Filter.ALL)).isEqualTo(reference.failures(Filter.ALL));
            var ann = Filter.of(Subject.EVERYTHING.with(Dimension.AGENT, "ann"));
            assertThat(here.failures(ann)).isEqualTo(reference.failures(ann));
        });
    }

    /** Half of the executions are corrected. */
    private static List<Fact> facts(List<AnExecution> told, RandomGenerator random) {
        var facts = new ArrayList<>(AnExecution.facts(told));
        told.subList(0, told.size() / 2)
                .forEach(each -> facts.add(corrected(each, random.nextBoolean() ? "network" : "syntax")));
        return Seeded.shuffled(facts, random);
    }

    @Test
    default void failuresOfOtherWorkspacesAreNotCounted() {
        store().workspace(new Workspace("there"))
                .history()
                .append(anExecution().failedWith("timeout").facts());

        assertThat(history().failures(Filter.ALL)).isEmpty();
    }

    @Test
    default void whatPeopleSayOfAnErrorIsKept() {
        append(
                anExecution().startedAt(NOON).failedWith("timeout", "no answer from host 1"),
                anExecution().startedAt(NOON.plusSeconds(60)).failedWith("timeout", "no answer from host 2"));
        ErrorBook book = ErrorBook.of(store().workspace(Workspace.DEFAULT));
        KnownError error = book.report(ErrorScope.EVERYTHING).errors().getFirst();
        book.label(error, "the \"gateway\", 東京");
        book.resolve(error, NOON.plusSeconds(30));

        ErrorBook another = ErrorBook.of(store().workspace(Workspace.DEFAULT));
        assertThat(another.report(ErrorScope.EVERYTHING).errors())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.key()).isEqualTo(error.key());
                    assertThat(each.waste().failures()).isEqualTo(2);
                    assertThat(each.life().label()).isEqualTo("the \"gateway\", 東京");
                    assertThat(each.life().state()).isEqualTo(Life.State.REGRESSED);
                });
        book.resolve(error, null);
        assertThat(another.marks()).singleElement().satisfies(mark -> {
            assertThat(mark.resolvedAt()).isNull();
            assertThat(mark.fingerprints()).isEqualTo(error.seen().fingerprints());
        });
        assertThat(ErrorBook.of(store().workspace(new Workspace("there"))).marks())
                .isEmpty();
    }

    /** What became known later: that the execution failed like this. */
    private static Fact corrected(AnExecution told, String type) {
        Headline headline = told.headline();
        var origin =
                new Origin(headline.id(), Source.RECORDED, headline.startedAt().plus(Duration.ofDays(9)));
        var failure =
                Failure.of(FailureClass.labelled(type).orElseThrow(), Severity.MEDIUM, Transience.UNKNOWN, type, type);
        return new Fact.Ended(origin, new Outcome.Failed(Duration.ofSeconds(1), failure), Usage.NONE, Payload.NONE);
    }
}
