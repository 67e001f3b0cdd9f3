package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.ExecutionId;
import dev.afterwise.Headline;
import dev.afterwise.Workspace;
import dev.afterwise.store.FailureGroup;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Similar;
import dev.afterwise.store.Upkeep;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept beside executions: words to search by, and counts of failures. */
class SearchTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime(START);

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SqliteStore store;

    @BeforeEach
    void open() {
        var place = new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL);
        store = SqliteStore.open(place, time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void ofPrunedExecutionsNoWordIsLeft() {
        history()
                .append(AnExecution.facts(List.of(
                        anExecution().described("refund an invoice").failedWith("timeout", "no route to host 7"),
                        anExecution().described("refund an order"))));
        time.advance(Duration.ofDays(60));
        append(anExecution().described("refund a fee"));
        pruneAll(Duration.ofDays(30));

        assertThat(saying("refund")).hasSize(1);
        assertThat(saying("invoice")).isEmpty();
        assertThat(history().similar("refund an invoice", 10)).hasSize(1);
        assertThat(count("wording")).isEqualTo(1);
        assertThat(count("words")).isEqualTo(1);
        assertThat(words()).containsExactly("", "a", "fee", "refund");

        time.advance(Duration.ofDays(60));
        pruneAll(Duration.ofDays(30));
        assertThat(count("wording") + count("words") + count("term")).isZero();
    }

    @Test
    void failuresOfPrunedExecutionsStayCountedAndAreShownMasked() {
        append(anExecution().by("ann").startedAt(START).failedWith("timeout", "order 4711: no answer"));
        append(anExecution().by("bob").startedAt(START.plusSeconds(1)).failedWith("timeout", "order 4712: no answer"));
        List<FailureGroup> before = history().failures(Filter.ALL);
        time.advance(Duration.ofDays(60));
        pruneAll(Duration.ofDays(30));

        FailureGroup after = history().failures(Filter.ALL).getFirst();
        assertThat(after.count()).isEqualTo(2);
        assertThat(after.agents()).containsExactly("ann", "bob");
        assertThat(after.firstSeen()).isEqualTo(START);
        assertThat(after.execution()).isEqualTo(before.getFirst().execution());
        assertThat(after.example().fingerprint())
                .isEqualTo(before.getFirst().example().fingerprint());
        assertThat(after.example().message()).isEqualTo("order *: no answer");
    }

    @Test
    void aTextThatNobodyUsesAnyMoreIsForgotten() {
        var told =
                anExecution().withId(ExecutionId.of("x")).described("old words").running();
        append(told);
        append(told.described("new words").startedAt(START.plusSeconds(1)));

        assertThat(words()).containsExactly("", "new", "words");
        assertThat(count("wording")).isEqualTo(1);
    }

    @Test
    void aRebuildChangesNothingThatIsFound() {
        RandomGenerator random = Seeded.random();
        var told = IntStream.range(0, 700).mapToObj(i -> some(random, i)).toList();
        history().append(AnExecution.facts(told));
        var there = store.workspace(new Workspace("there")).history();
        there.append(AnExecution.facts(
                List.of(anExecution().described("word3 elsewhere").failedWith("network"))));
        List<Object> before = found(history(), there);

        store.upkeep().rebuild();
        assertThat(found(history(), there)).isEqualTo(before);
        assertThat(new ErrorRebuild(store.database(), Workspace.DEFAULT).all()).isZero();

        forgetAll();
        assertThat(saying("word3")).isEmpty();
        assertThat(history().failures(Filter.ALL)).isEmpty();
        store.upkeep().rebuild();
        assertThat(found(history(), there)).isEqualTo(before);
    }

    @Test
    void whatAnOlderVersionKeptIsMadeSearchableWhenTheStoreIsOpened() {
        append(anExecution().described("refund an invoice").failedWith("timeout"));
        forgetAll();
        store.database().update("INSERT INTO unsearched VALUES ('default')");
        close();
        open();

        assertThat(saying("refund")).hasSize(1);
        assertThat(history().failures(Filter.ALL)).hasSize(1);
        assertThat(count("unsearched")).isZero();
    }

    @Test
    void amongThousandsOfTextsTheLikestIsFound() {
        RandomGenerator random = Seeded.random();
        List<String> texts = IntStream.range(0, 3_000)
                .mapToObj(i -> words(random, 8) + " case" + i)
                .toList();
        history()
                .append(AnExecution.facts(texts.stream()
                        .map(text -> anExecution().described(text))
                        .toList()));

        for (int i = 0; i < 3_000; i += 271) {
            List<Similar> similar = history().similar(texts.get(i), 5);
            assertThat(similar.getFirst().newest().description()).isEqualTo(texts.get(i));
            assertThat(similar.getFirst().score()).isEqualTo(1);
            assertThat(similar).hasSize(5);
            assertThat(saying("case" + i)).hasSize(1);
        }
    }

    /** Words that are rare, that are frequent, and that are frequent in old executions only. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 10", "0, 1000", "5, 10", "1000, 10"})
    void pagesAreTheSameByIndexAndByReadingOneByOne(int few, int mostRead) {
        var told = new ArrayList<AnExecution>();
        for (int i = 0; i < 200; i++) {
            String text = (i % 2 == 0 ? "even" : "odd") + (i < 20 ? " old" : "") + (i % 50 == 7 ? " rare" : "");
            told.add(anExecution().described(text).startedAt(START.plusSeconds(i)));
        }
        history().append(AnExecution.facts(told));
        List<Headline> all = history().find(Query.newest(1_000)).items();

        for (String text : List.of("even", "old", "rare", "odd rare", "even rare", "old odd", "nothing")) {
            Filter filter = Filter.ALL.saying(text);
            var found = new ArrayList<Headline>();
            String after = null;
            do {
                var list =
                        new SqlList(new SegmentCache(), Workspace.DEFAULT, new Query(filter, after, 3), few, mostRead);
                Page<Headline> page = store.database().read(list);
                found.addAll(page.items());
                after = page.next();
            } while (after != null);
            assertThat(found)
                    .as(text)
                    .isEqualTo(all.stream().filter(filter::matches).toList());
        }
    }

    private static AnExecution some(RandomGenerator random, int i) {
        var told = anExecution().described(words(random, 3)).startedAt(START.plusSeconds(i * 900L));
        return i % 3 == 0 ? told.failedWith("timeout", words(random, 2)) : told;
    }

    private static String words(RandomGenerator random, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("word")
                    .append(Math.min(random.nextInt(200), random.nextInt(200)))
                    .append(' ');
        }
        return text.toString();
    }

    private List<Object> found(History here, History there) {
        var found = new ArrayList<>();
        for (History history : List.of(here, there)) {
            found.add(history.find(new Query(Filter.ALL.saying("word3"), null, 100)));
            found.add(history.similar("word3 word17 word90", 20));
            found.add(history.failures(Filter.ALL));
        }
        return found;
    }

    private void forgetAll() {
        for (String table : List.of("wording", "term", "error_day", "error_tail")) {
            store.database().update("DELETE FROM " + table);
        }
        store.database().update("INSERT INTO words (words) VALUES ('delete-all')");
        store.database().update("UPDATE execution SET wording = NULL, said = NULL");
    }

    private void pruneAll(Duration after) {
        var retention = new Retention(after, after, after, Retention.STANDARD.kept(), Retention.STANDARD.occasion());
        store.upkeep().prune(retention, time.now(), Upkeep.Progress.UNSEEN);
    }

    private void append(AnExecution told) {
        history().append(told.facts());
    }

    private History history() {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private List<Headline> saying(String words) {
        return history().find(new Query(Filter.ALL.saying(words), null, 100)).items();
    }

    private int count(String table) {
        return store.database()
                .read(connection ->
                        Integer.parseInt(SqliteConnections.text(connection, "SELECT count(*) FROM " + table)));
    }

    private List<String> words() {
        return List.of(store.database()
                .read(connection -> SqliteConnections.text(
                        connection, "SELECT group_concat(word) FROM (SELECT word FROM term ORDER BY word)"))
                .split(","));
    }
}
