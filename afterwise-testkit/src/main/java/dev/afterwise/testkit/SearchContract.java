package dev.afterwise.testkit;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Query;
import dev.afterwise.store.Similar;
import dev.afterwise.store.Store;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found by words, and what is like what. */
interface SearchContract extends Contract {
    @Test
    default void findsByTheWordsOfADescription() {
        var told = anExecution().described("Refund the invoice of customer 4711");
        append(told, anExecution().described("Refund an order"), anExecution());

        assertThat(saying("refund invoice")).containsExactly(told.headline());
        assertThat(saying("REFUND, 4711!")).containsExactly(told.headline());
        assertThat(saying("refund")).hasSize(2);
        assertThat(saying("fund")).isEmpty();
        assertThat(saying("refund nothing")).isEmpty();
    }

    @Test
    default void findsByWhatWasSaidAtTheEnd() {
        var failed = anExecution().described("sync").failedWith("timeout", "no route to host db-7");
        var cancelled = anExecution().described("sync").cancelled("route was closed");
        append(failed, cancelled, anExecution().described("sync"));

        assertThat(saying("route")).containsExactlyInAnyOrder(failed.headline(), cancelled.headline());
        assertThat(saying("sync host")).containsExactly(failed.headline());
        assertThat(saying("sync")).hasSize(3);
    }

    @Test
    default void findsWordsOfAnyScript() {
        for (String text :
                List.of("Überfällige Mahnung", "請求書を送る", "Счёт отправлен", "fi\u0301le \ud835\udcb3 naïve")) {
            var told = anExecution().described(text);
            append(told);
            assertThat(saying(text)).containsExactly(told.headline());
        }
        assertThat(saying("überfällige MAHNUNG")).hasSize(1);
        assertThat(saying("請求")).hasSize(1);
        assertThat(saying("送")).hasSize(1);
    }

    @Test
    default void textWithoutWordsLetsEverythingThrough() {
        append(anExecution().described("one"), anExecution());

        assertThat(saying("-- \"*\" '' %")).hasSize(2);
    }

    @Test
    default void wordsAreOnlyWords() {
        append(anExecution().described("this and that"));

        for (String odd : List.of("this OR else", "this NOT that x", "thi*", "NEAR(this that)", "d:this")) {
            assertThat(saying(odd)).as(odd).isEmpty();
        }
        assertThat(saying("this AND that")).hasSize(1);
    }

    @Test
    default void aTextThatChangesIsFoundByItsNewWords() {
        var told = anExecution().described("import of the old list").running();
        append(told);
        told.described("import of the new list").startedAt("2026-01-01T00:00:01Z");
        append(told);

        assertThat(saying("old")).isEmpty();
        assertThat(saying("new")).hasSize(1);
        assertThat(history().similar("old", 10)).isEmpty();
    }

    @Test
    default void textsThatManyExecutionsShareAreFoundAll() {
        for (int i = 0; i < 30; i++) {
            append(anExecution().described("nightly backup"));
        }
        append(anExecution().described("hourly backup"));

        assertThat(saying("nightly")).hasSize(30);
        assertThat(history().similar("nightly backup", 10))
                .extracting(similar -> similar.newest().description())
                .containsExactly("nightly backup", "hourly backup");
    }

    @Test
    default void pagesOfFoundWordsHoldEverythingOnce() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 100)));
        var filter = Filter.ALL.saying("invoice");

        var all = find(filter);
        assertThat(all)
                .isNotEmpty()
                .isEqualTo(find(Filter.ALL).stream().filter(filter::matches).toList());
        for (int limit : List.of(1, 3, 7)) {
            assertThat(find(filter, limit)).isEqualTo(all);
        }
    }

    @Test
    default void statisticsAndFailuresKnowWords() {
        append(
                anExecution().described("refund an order"),
                anExecution().described("refund a fee").failedWith("timeout"),
                anExecution().described("invoice").failedWith("network", "no refund"),
                anExecution().described("invoice").failedWith("timeout"));

        var refund = Filter.ALL.saying("refund");
        assertThat(history().statistics(refund, Set.of()))
                .singleElement()
                .matches(summary -> summary.outcomes().total() == 3)
                .matches(summary -> summary.outcomes().failed() == 2);
        assertThat(history().failures(refund)).hasSize(2);
    }

    @Test
    default void theSameWordsAreWhollyAlike() {
        var told = anExecution().described("Refund the invoice");
        append(told, anExecution().described("send a letter"));

        assertThat(history().similar("the invoice: REFUND!", 10)).containsExactly(new Similar(1, told.headline()));
        assertThat(history().similar("nothing like it", 10)).isEmpty();
        assertThat(history().similar("", 10)).isEmpty();
        assertThat(history().similar("?!", 10)).isEmpty();
    }

    @Test
    default void rareWordsWeighMoreThanFrequentOnes() {
        IntStream.range(0, 20).forEach(i -> append(anExecution().described("process the mail number" + i)));
        append(anExecution().described("reconcile ledger entries"));

        assertThat(history()
                        .similar("process the ledger", 3)
                        .getFirst()
                        .newest()
                        .description())
                .isEqualTo("reconcile ledger entries");
    }

    @Test
    default void showsTheNewestOfEachDescription() {
        var newest = anExecution().described("backup").startedAt("2026-01-03T00:00:00Z");
        append(
                anExecution().described("backup").startedAt("2026-01-01T00:00:00Z"),
                newest,
                anExecution().described("backup").startedAt("2026-01-02T00:00:00Z"));

        assertThat(history().similar("backup", 10)).containsExactly(new Similar(1, newest.headline()));
    }

    @Test
    default void similarIsInTheOrderOfItsScore() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 100)));
        List<Headline> all = find(Filter.ALL);

        Seeded.check(50, (random, size) -> SomeExecutions.text(random), text -> {
            List<Similar> similar = history().similar(text, 1_000);
            assertThat(similar).isSortedAccordingTo(Similar.LIKEST_FIRST).allMatch(each -> each.score() > 0);
            assertThat(similar).extracting(each -> each.newest().description()).doesNotHaveDuplicates();
            assertThat(similar).extracting(Similar::newest).isSubsetOf(all);
            assertThat(history().similar(text, 3)).isEqualTo(similar.subList(0, Math.min(3, similar.size())));
        });
    }

    @Test
    default void everyStoreScoresAlike() {
        history().append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 100)));
        var reference = Store.inMemory().workspace(Workspace.DEFAULT).history();
        reference.append(AnExecution.facts(SomeExecutions.list(Seeded.random(), 100)));

        Seeded.check(50, (random, size) -> SomeExecutions.text(random), text -> {
            List<Similar> here = history().similar(text, 1_000);
            List<Similar> there = reference.similar(text, 1_000);
            assertThat(here).hasSameSizeAs(there);
            for (int i = 0; i < here.size(); i++) {
                assertThat(here.get(i).score()).isCloseTo(there.get(i).score(), within(1e-9));
            }
        });
    }

    @Test
    default void refusesToFindFewerThanOneSimilar() {
        assertThatThrownBy(() -> history().similar("x", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0)");
    }

    @Test
    default void wordsOfOtherWorkspacesAreNotFound() {
        var there = store().workspace(new Workspace("there")).history();
        there.append(
                AnExecution.facts(List.of(anExecution().described("secret plan").failedWith("timeout", "leak"))));
        append(anExecution().described("public plan"));

        assertThat(saying("secret")).isEmpty();
        assertThat(saying("leak")).isEmpty();
        assertThat(history().similar("secret plan", 10))
                .extracting(similar -> similar.newest().description())
                .containsExactly("public plan");
        assertThat(there.similar("secret plan", 10)).singleElement().matches(similar -> similar.score() == 1);
        assertThat(there.find(new Query(Filter.ALL.saying("public"), null, 10)).items())
                .isEmpty();
    }

    private List<Headline> saying(String words) {
        return find(Filter.ALL.saying(words));
    }
}
