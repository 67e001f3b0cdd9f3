package dev.afterwise.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.BreakerState;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.GuardMemory;
import dev.afterwise.Measure;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recommendation;
import dev.afterwise.Source;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document;
import dev.afterwise.store.History;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory(time);
    private final History history = store.workspace(Workspace.DEFAULT).history();
    private final Feeds feeds = new Feeds(store, time, 2);
    private final List<Happening> told = new ArrayList<>();
    private final Consumer<Happening> listener = told::add;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void tellsWhatBeginsAndEndsFromNowOn() {
        history.append(List.of(begun(1)));
        join(-1);
        history.append(List.of(begun(2)));
        feeds.look();
        history.append(List.of(ended(2), ended(1)));
        feeds.look();
        feeds.look();

        assertThat(told).extracting(Happening::kind).containsExactly("hello", "execution", "execution", "execution");
        assertThat(told.get(1).json()).contains("\"status\":\"running\"", id(2).hex(), "\"task\":\"work\"");
        assertThat(told.subList(2, 4))
                .extracting(Happening::json)
                .allSatisfy(each -> assertThat(each).contains("\"status\":\"succeeded\"", "\"duration_ms\":2000"));
    }

    @Test
    void tellsOneThatEndsLongAfterOthersBegan() {
        history.append(List.of(begun(1)));
        join(-1);
        LongStream.rangeClosed(2, 300).forEach(n -> history.append(List.of(begun(n), ended(n))));
        feeds.look();
        told.clear();
        history.append(List.of(ended(1)));
        feeds.look();

        assertThat(told).singleElement().extracting(Happening::json).asString().contains(id(1).hex());
    }

    @Test
    void saysThatMoreHappenedThanItCouldSee() {
        history.append(List.of(begun(1)));
        join(-1);
        LongStream.rangeClosed(2, 300).forEach(n -> history.append(List.of(begun(n))));
        feeds.look();

        assertThat(told.getLast().kind()).isEqualTo(Happening.MISSED);
    }

    @Test
    void whoComesBackHearsWhatHappenedMeanwhile() {
        join(-1);
        history.append(List.of(begun(1)));
        feeds.look();
        long last = told.getLast().number();
        feeds.leave(Workspace.DEFAULT, listener);
        history.append(List.of(ended(1)));
        told.clear();
        join(last);

        assertThat(told).extracting(Happening::kind).containsExactly("execution", "hello");
        assertThat(told.getFirst().json()).contains("succeeded");
    }

    @Test
    void whoWasAwayForTooLongIsToldThatSomethingIsMissing() {
        join(Long.MAX_VALUE);

        assertThat(told).extracting(Happening::kind).containsExactly(Happening.MISSED, Happening.HELLO);
    }

    @Test
    void tellsBreakersAndRecommendationsAsTheyChange() {
        join(-1);
        var open = new GuardMemory(
                "search", START, new BreakerState.Open(START.plusSeconds(30)), Duration.ofSeconds(30), null, 0.5);
        var ledger = store.workspace(Workspace.DEFAULT).ledger();
        ledger.write(Map.of(new Document.Guarded(List.of(open), List.of()), 0L));
        var advice = Recommendation.propose(
                new Change.PreferModel(Subject.task("work"), "small"),
                "it is slow",
                new Evidence(20, Measure.SUCCESS_RATE, 0.1, 0, 0.2, 0.01, List.of()));
        ledger.write(Map.of(new Document.Advised(advice), 0L));
        feeds.look();
        ledger.write(Map.of(new Document.Advised(advice.with(Recommendation.Status.REJECTED)), 1L));
        feeds.look();

        assertThat(told)
                .extracting(Happening::kind)
                .containsExactly("hello", "breaker", "recommendation", "recommendation");
        assertThat(told.get(1).json()).contains("\"component\":\"search\"", "\"state\":\"open\"", "\"was\":\"closed\"");
        assertThat(told.get(3).json()).contains("\"status\":\"rejected\"", "\"was\":\"proposed\"");
    }

    @Test
    void noMoreListenThanMay() {
        assertThat(feeds.join(Workspace.DEFAULT, told::add, -1)).isTrue();
        join(-1);
        assertThat(feeds.isFull()).isTrue();
        assertThat(feeds.join(Workspace.DEFAULT, told::add, -1)).isFalse();
        feeds.leave(Workspace.DEFAULT, listener);
        assertThat(feeds.listeners()).isEqualTo(1);
    }

    @Test
    void otherWorkspacesAreNotHeard() {
        join(-1);
        store.workspace(new Workspace("other")).history().append(List.of(begun(1)));
        feeds.look();

        assertThat(told).extracting(Happening::kind).containsExactly("hello");
    }

    private void join(long after) {
        assertThat(feeds.join(Workspace.DEFAULT, listener, after)).isTrue();
    }

    private static ExecutionId id(long number) {
        return new ExecutionId("%032x".formatted(number));
    }

    private static Origin origin(long number) {
        return new Origin(id(number), Source.RECORDED, START.plusSeconds(number));
    }

    private static Fact begun(long number) {
        return new Fact.Started(origin(number), Profile.of("work"), "", START.plusSeconds(number), About.NOTHING);
    }

    private static Fact ended(long number) {
        return new Fact.Ended(origin(number), new Outcome.Succeeded(Duration.ofSeconds(2)), Usage.NONE, Payload.NONE);
    }
}
