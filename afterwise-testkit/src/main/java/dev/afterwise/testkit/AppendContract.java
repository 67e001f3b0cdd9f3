package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Headline;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Usage;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of facts that are appended. */
interface AppendContract extends Contract {
    Receipt ONE_ADDED = new Receipt(1, 0, 0);
    Receipt ONE_CHANGED = new Receipt(0, 1, 0);
    Receipt ONE_UNCHANGED = new Receipt(0, 0, 1);

    @Test
    default void findsWhatWasAppended() {
        var told =
                anExecution().of("email").by("agent-7").on("small").via("fast").ofComplexity(.5);

        assertThat(history().append(told.facts())).isEqualTo(ONE_ADDED);

        assertThat(history().execution(told.execution().id())).contains(told.execution());
        assertThat(find(Filter.ALL)).containsExactly(told.headline());
    }

    @Test
    default void knowsNothingOfWhatWasNeverAppended() {
        assertThat(history().execution(ExecutionId.of("nobody"))).isEmpty();
        assertThat(find(Filter.ALL)).isEmpty();
    }

    @Test
    default void appendingNothingDoesNothing() {
        assertThat(history().append(List.of())).isEqualTo(Receipt.NOTHING);
    }

    @Test
    default void appendingAgainChangesNothing() {
        var told = anExecution().failedWith("timeout");
        history().append(told.facts());

        assertThat(history().append(told.facts())).isEqualTo(ONE_UNCHANGED);
        assertThat(history().append(List.of(told.facts().getFirst()))).isEqualTo(ONE_UNCHANGED);

        assertThat(find(Filter.ALL)).containsExactly(told.headline());
    }

    @Test
    default void repeatsWithinOneAppendAreOneExecution() {
        var told = anExecution();
        var twice = new ArrayList<>(told.facts());
        twice.addAll(told.facts());

        assertThat(history().append(twice)).isEqualTo(ONE_ADDED);
        assertThat(find(Filter.ALL)).containsExactly(told.headline());
    }

    @Test
    default void lateFactsJoinTheirExecution() {
        var told = anExecution().of("email").failedWith("timeout");
        Fact started = told.facts().getFirst();
        Fact ended = told.facts().getLast();

        assertThat(history().append(List.of(ended))).isEqualTo(ONE_ADDED);
        assertThat(find(Filter.ALL).getFirst().profile().task()).isEqualTo("unknown");

        assertThat(history().append(List.of(started))).isEqualTo(ONE_CHANGED);
        assertThat(find(Filter.ALL)).containsExactly(told.headline());
    }

    @Test
    default void anExecutionRunsUntilItsEndIsKnown() {
        var told = anExecution();
        history().append(List.of(told.facts().getFirst()));
        assertThat(find(Filter.ALL).getFirst().outcome()).isEqualTo(new Outcome.Running());

        history().append(told.facts());
        assertThat(find(Filter.ALL).getFirst().outcome().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    default void whatIsBelievedLessChangesNothing() {
        var told = anExecution().of("email");
        var started = (Fact.Started) told.facts().getFirst();
        history().append(told.facts());
        var guess = new Origin(started.execution(), Source.INFERRED, started.at());

        var receipt = history()
                .append(List.of(new Fact.Started(
                        guess, started.profile().withAgent("guessed"), "", started.at(), started.about())));

        assertThat(receipt).isEqualTo(ONE_UNCHANGED);
        assertThat(find(Filter.ALL)).containsExactly(told.headline());
    }

    @Test
    default void tellsAddedChangedAndUnchangedApart() {
        var old = anExecution();
        var growing = anExecution();
        append(old);
        history().append(List.of(growing.facts().getFirst()));

        assertThat(history().append(AnExecution.facts(List.of(old, growing, anExecution(), anExecution()))))
                .isEqualTo(new Receipt(2, 1, 1));
    }

    @Test
    default void anAppendThatFailsLeavesNothingBehind() {
        var known = anExecution();
        history().append(List.of(known.facts().getFirst()));
        var fresh = anExecution();
        var impossible = anExecution();
        var facts = new ArrayList<>(AnExecution.facts(List.of(known, fresh, impossible)));
        var origin = facts.getLast().origin();
        facts.add(new Fact.AttemptStarted(origin, StepId.of(1), 0, null, origin.observedAt()));

        assertThatThrownBy(() -> history().append(facts)).isInstanceOf(RuntimeException.class);

        assertThat(find(Filter.ALL))
                .extracting(Headline::id)
                .containsExactly(known.execution().id());
        assertThat(find(Filter.ALL).getFirst().outcome()).isEqualTo(new Outcome.Running());
        assertThat(history().append(known.facts())).isEqualTo(ONE_CHANGED);
    }

    @Test
    default void keepsEveryKindOfFact() {
        Seeded.check(150, RandomFacts::ofOne, facts -> {
            var history = fresh().history();
            history.append(facts);
            Execution expected = Execution.of(facts);
            assertThat(history.execution(expected.id())).contains(expected);
            assertThat(history.find(Query.newest(2)).items()).containsExactly(expected.headline());
            assertThat(history.append(facts)).isEqualTo(ONE_UNCHANGED);
        });
    }

    @Test
    default void theOrderOfAppendsMakesNoDifference() {
        Seeded.check(15, (random, size) -> Seeded.shuffled(RandomFacts.ofMany(random, 4, size), random), facts -> {
            var history = fresh().history();
            facts.forEach(fact -> history.append(List.of(fact)));
            Map<ExecutionId, List<Fact>> byExecution = facts.stream().collect(Collectors.groupingBy(Fact::execution));
            byExecution.forEach((id, its) -> assertThat(history.execution(id)).contains(Execution.of(its)));
        });
    }

    @Test
    default void takesThousandsAtOnce() {
        var many = IntStream.range(0, 3_000).mapToObj(i -> anExecution()).toList();
        List<Fact> facts = Seeded.shuffled(AnExecution.facts(many), Seeded.random());
        history().append(facts.subList(0, 2_500));

        var receipt = history().append(facts);

        assertThat(receipt.added() + receipt.changed() + receipt.unchanged()).isEqualTo(3_000);
        assertThat(find(Filter.ALL))
                .hasSize(3_000)
                .allMatch(each -> each.outcome().status() == Status.SUCCEEDED);
    }

    @Test
    default void keepsOddTextAsItIs() {
        for (String odd : List.of(
                "it's \"quoted\"",
                "'); DROP TABLE execution; --",
                "a\0b",
                "\u0001\u001f\u007f\u0085\u2028",
                "東京 naïve مرحبا",
                "👩‍👩‍👧‍👦 🚀",
                "{\"v\":1,\"facts\":[]}",
                "% _ ? :name @name $name \\")) {
            var told = anExecution()
                    .of("task " + odd)
                    .by(odd)
                    .on(odd)
                    .via(odd)
                    .with(odd, odd)
                    .described(odd)
                    .failedWith(odd, odd);
            append(told);

            assertThat(history().execution(told.execution().id())).contains(told.execution());
            assertThat(find(Filter.of(Subject.task("task " + odd)))).containsExactly(told.headline());
        }
    }

    @Test
    default void appendingHalfACharacterAgainChangesNothing() {
        var told = anExecution().of("half \ud800 a pair").described("\udc00").failedWith("timeout", "\ud83d");
        append(told);

        assertThat(history().append(told.facts())).isEqualTo(ONE_UNCHANGED);
    }

    @Test
    default void keepsLongText() {
        String long100kB = "long text with 'quotes' and 東京. ".repeat(3_000);
        var told = anExecution().described(long100kB).failedWith("timeout", long100kB);
        var facts = new ArrayList<>(told.facts());
        var origin = facts.getFirst().origin();
        facts.add(new Fact.AttemptEnded(
                origin, StepId.of(1), 1, new Outcome.Succeeded(null), Usage.NONE, Payload.text(long100kB, 1_000_000)));
        history().append(facts);

        assertThat(history().execution(told.execution().id())).contains(Execution.of(facts));
        assertThat(find(Filter.ALL)).containsExactly(told.headline());
    }

    @Test
    default void keepsTimesFarFromNow() {
        for (String at : List.of(
                "-9999-01-01T00:00:00Z",
                "0000-12-31T23:59:59.999999Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "+100000-01-01T00:00:00.000001Z")) {
            var told = anExecution().startedAt(at).took(Duration.ofDays(400_000));
            append(told);

            assertThat(history().execution(told.execution().id())).contains(told.execution());
            assertThat(find(Filter.ALL)).contains(told.headline());
        }
        assertThat(find(Filter.ALL)).extracting(Headline::startedAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    default void keepsTimesThatNoCalendarKnows() {
        append(
                anExecution().startedAt(Instant.MAX).took(null),
                anExecution().startedAt(Instant.MIN).took(null));

        assertThat(find(Filter.ALL)).hasSize(2);
    }

    @Test
    default void findsIdsByTheirFirstDigits() {
        var ids = List.of("aa00", "aa01", "aa11", "ab00", "b000").stream()
                .map(start -> new ExecutionId(start + "0".repeat(28)))
                .toList();
        ids.reversed().forEach(id -> append(anExecution().withId(id)));

        assertThat(history().idsStartingWith("aa", 10)).isEqualTo(ids.subList(0, 3));
        assertThat(history().idsStartingWith("aa", 2)).isEqualTo(ids.subList(0, 2));
        assertThat(history().idsStartingWith("", 10)).isEqualTo(ids);
        assertThat(history().idsStartingWith(ids.getFirst().hex(), 10)).containsExactly(ids.getFirst());
        for (String nothing : List.of("ac", "f", "%", "a%", "a_", "AA", "' OR 1=1 --")) {
            assertThat(history().idsStartingWith(nothing, 10)).isEmpty();
        }
    }
}
