package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What lists hold, and in which order. */
interface ListContract extends Contract {
    Comparator<Headline> NEWEST_FIRST = Comparator.comparing(Headline::startedAt)
            .thenComparing(Headline::id)
            .reversed();

    @Test
    default void listsTheNewestFirstThenTheGreatestId() {
        var first = ExecutionId.of("0".repeat(32));
        var last = ExecutionId.of("f".repeat(32));
        append(
                anExecution().withId(first).startedAt("2026-01-02T00:00:00Z"),
                anExecution().startedAt("2026-01-01T00:00:00Z"),
                anExecution().startedAt("2026-01-03T00:00:00Z"),
                anExecution().withId(last).startedAt("2026-01-02T00:00:00Z"));

        assertThat(find(Filter.ALL)).hasSize(4).isSortedAccordingTo(NEWEST_FIRST);
    }

    @Test
    default void listsTimesBeforeAndAfter1970InOrder() {
        for (int seconds = -3; seconds <= 3; seconds++) {
            append(anExecution().startedAt(Instant.ofEpochSecond(seconds, 500_000_000)));
            append(anExecution().startedAt(Instant.ofEpochSecond(seconds)));
        }

        assertThat(find(Filter.ALL, 1)).hasSize(14).isSortedAccordingTo(NEWEST_FIRST);
    }

    @Test
    default void pagesHoldEverythingOnce() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 20; i++) {
            append(anExecution().startedAt(start.plusSeconds(i / 4)));
        }

        var all = find(Filter.ALL);
        for (int limit : List.of(1, 3, 4, 19, 20, 21)) {
            assertThat(find(Filter.ALL, limit)).isEqualTo(all);
        }
    }

    @Test
    default void theLastPageSaysSo() {
        append(anExecution(), anExecution());

        assertThat(history().find(Query.newest(1)).next()).isNotNull();
        assertThat(history().find(Query.newest(2)).next()).isNull();
        assertThat(history().find(Query.newest(3)).next()).isNull();
    }

    @Test
    default void aPagesEndStaysValidWhileOthersWrite() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 10; i++) {
            append(anExecution().startedAt(start.plusSeconds(i)));
        }
        var before = find(Filter.ALL);
        var page = history().find(Query.newest(5));
        append(anExecution().startedAt(start.plusSeconds(100)));
        append(anExecution().startedAt(start.minusSeconds(100)));

        var rest = history().find(new Query(Filter.ALL, page.next(), 100)).items();

        assertThat(rest)
                .startsWith(before.subList(5, 10).toArray(Headline[]::new))
                .hasSize(6);
    }

    @Test
    default void refusesAPagesEndThatItNeverGave() {
        append(anExecution());
        for (String odd : List.of("", "x", "1", "/", "1/2", "' OR 1=1 --", "9".repeat(40) + "/" + "0".repeat(32))) {
            assertThatThrownBy(() -> history().find(new Query(Filter.ALL, odd, 10)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(odd);
        }
    }

    @Test
    default void filtersByEveryDimension() {
        var told = anExecution().of("email").by("ann").on("small").via("fast");
        append(told, anExecution().of("mail").by("bob").on("large").via("slow"), anExecution());

        var subject = Subject.EVERYTHING;
        for (Dimension dimension : List.of(Dimension.TASK, Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE)) {
            String value = Subject.value(told.execution().profile(), dimension);
            subject = subject.with(dimension, value);
            assertThat(find(Filter.of(Subject.EVERYTHING.with(dimension, value))))
                    .containsExactly(told.headline());
            assertThat(find(Filter.of(subject))).containsExactly(told.headline());
            assertThat(find(Filter.of(subject.with(dimension, "other")))).isEmpty();
        }
    }

    @Test
    default void theEmptyValueMeansThoseThatSayNothing() {
        var silent = anExecution();
        append(silent, anExecution().by("ann").on("small").via("fast"));

        for (Dimension dimension : List.of(Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE)) {
            assertThat(find(Filter.of(Subject.EVERYTHING.with(dimension, "")))).containsExactly(silent.headline());
        }
    }

    @Test
    default void aWindowHoldsItsBeginningButNotItsEnd() {
        Instant ten = Instant.parse("2026-01-01T10:00:00Z");
        var early = anExecution().startedAt(ten.minusNanos(1_000));
        var sharp = anExecution().startedAt(ten);
        var late = anExecution().startedAt(ten.plusSeconds(1));
        append(early, sharp, late);

        assertThat(find(Filter.ALL.with(new Window(ten, null)))).containsExactly(late.headline(), sharp.headline());
        assertThat(find(Filter.ALL.with(new Window(null, ten)))).containsExactly(early.headline());
        assertThat(find(Filter.ALL.with(new Window(ten, ten.plusSeconds(1))))).containsExactly(sharp.headline());
        assertThat(find(Filter.ALL.with(new Window(ten, ten)))).isEmpty();
        assertThat(find(Filter.ALL.with(new Window(ten.minusNanos(1), ten.plusNanos(1)))))
                .containsExactly(sharp.headline());
    }

    @Test
    default void aWindowMayReachAsFarAsTimeGoes() {
        append(anExecution());

        assertThat(find(Filter.ALL.with(new Window(Instant.MIN, Instant.MAX)))).hasSize(1);
    }

    @Test
    default void filtersByStatus() {
        append(
                anExecution(),
                anExecution().failedWith("timeout"),
                anExecution().cancelled("enough"),
                anExecution().endedSomehow(),
                anExecution().abandoned(),
                anExecution().running());

        for (Status status : Status.values()) {
            assertThat(find(Filter.ALL.with(Set.of(status))))
                    .singleElement()
                    .matches(headline -> headline.outcome().status() == status);
        }
        assertThat(find(Filter.ALL.with(Set.of(Status.FAILED, Status.SUCCEEDED))))
                .hasSize(2);
    }

    @Test
    default void findsWhatTheFilterMatches() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 100)));
        var all = find(Filter.ALL);

        Seeded.check(
                200,
                (random, size) -> SomeExecutions.filter(random),
                filter -> assertThat(find(filter, 7))
                        .isEqualTo(all.stream().filter(filter::matches).toList()));
    }

    @Test
    default void listsAsManyAsAPageMayHold() {
        var many = IntStream.rangeClosed(0, Query.MAX_LIMIT)
                .mapToObj(i -> anExecution())
                .toList();
        history().append(AnExecution.facts(many));

        assertThat(history().find(Query.newest(Query.MAX_LIMIT)).items()).hasSize(Query.MAX_LIMIT);
    }
}
