package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Fact;
import dev.afterwise.Workspace;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Scan;
import dev.afterwise.segment.Trait;
import dev.afterwise.sql.SegmentEntries.Steps;
import dev.afterwise.sql.SegmentTable.Piece;
import dev.afterwise.store.Condition;
import dev.afterwise.store.Damage;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Upkeep;
import dev.afterwise.store.Window;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.ManualTime;
import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments and what is pending together say what rows do, whatever happened, and what they say is what a rebuild makes. */
class SegmentFoldTest {
    private static final Filter ON_MAIN = Filter.ALL.with(List.of(Condition.attribute("branch=main")));

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:30:00Z"));
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        open();
    }

    private History history() {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private static List<AnExecution> executions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> anExecution()
                        .of("task " + i % 7)
                        .by("agent " + i % 3)
                        .with("branch", i % 4 == 0 ? "main" : "dev " + i % 11)
                        .with("files", i % 13)
                        .ofComplexity(i % 20 / 2.0)
                        .startedAt(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i * 60L)))
                .toList();
    }

    private void append(int count) {
        history().append(AnExecution.facts(executions(count)));
    }

    private List<Piece> pieces() {
        return store.database().read(connection -> new SegmentTable(connection, Workspace.DEFAULT).all());
    }

    private void run(String sql) {
        store.database().write(connection -> {
            SqliteConnections.run(connection, sql);
            return null;
        });
    }

    private static List<String> lines(Columns columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(row -> columns.number(row) + " "
                        + columns.labels(Trait.STATUS).at(row) + " "
                        + columns.labels(Trait.TASK).at(row) + " "
                        + columns.labels(Trait.FINGERPRINT).at(row) + " "
                        + columns.numbers(Quantity.STARTED_US).whole(row) + " "
                        + columns.numbers(Quantity.TOOK_US).at(row) + " "
                        + columns.numbers(Quantity.COST_MICROS).whole(row) + " "
                        + columns.steps().at(row) + " "
                        + columns.recoveries().at(row))
                .sorted()
                .toList();
    }

    /** What segments and the tail say, and what rows do. */
    private void agree(SqliteStore with, Workspace workspace, Window window) {
        with.database().read(connection -> {
            var reading = new SegmentReading(connection, with.database().segments(), workspace);
            var bySegments = new Scan.Builder();
            reading.parts(window, Steps.WANTED)
                    .orElseThrow()
                    .forEach(part -> bySegments.add(part.segment(), part.rows()));
            var byRows = new Scan.Builder();
            reading.rows(window, Steps.WANTED).forEach(part -> byRows.add(part.segment(), part.rows()));
            assertThat(lines(bySegments.build())).isEqualTo(lines(byRows.build()));
            return null;
        });
    }

    private void isWhole() {
        assertThat(store.upkeep().check()).isEmpty();
        var numbers = new ArrayList<Long>();
        pieces().forEach(piece -> {
            numbers.add(piece.first());
            numbers.add(piece.last());
            assertThat(piece.size()).isBetween(1, 4_096);
        });
        assertThat(numbers).isSorted();
    }

    /** Batches of facts in any order, with pruning, rebuilding and reopening now and then. */
    private record Story(List<List<Fact>> batches, List<Integer> between) {
        static Story make(RandomGenerator random, int size) {
            List<Fact> facts = Seeded.shuffled(RandomFacts.ofMany(random, size * 12, 10), random);
            var batches = new ArrayList<List<Fact>>();
            var between = new ArrayList<Integer>();
            for (int from = 0; from < facts.size(); ) {
                int until = Math.min(facts.size(), from + 1 + random.nextInt(random.nextInt(3) == 0 ? 1_500 : 30));
                batches.add(facts.subList(from, until));
                between.add(random.nextInt(12));
                from = until;
            }
            return new Story(batches, between);
        }
    }

    @Test
    void segmentsAndTheTailSayWhatRowsDoWhateverHappened() {
        var number = new int[1];
        Seeded.check(15, Story::make, story -> {
            var workspace = new Workspace("story-" + number[0]++);
            for (int i = 0; i < story.batches().size(); i++) {
                store.workspace(workspace).history().append(story.batches().get(i));
                switch (story.between().get(i)) {
                    case 0 ->
                        store.database().write(connection -> {
                            CubeFold.settle(connection, workspace);
                            return null;
                        });
                    case 1 -> {
                        time.advance(Duration.ofDays(2));
                        store.upkeep()
                                .prune(
                                        Retention.STANDARD.withExecutions(Duration.ofDays(5)),
                                        time.now(),
                                        Upkeep.Progress.UNSEEN);
                    }
                    case 2 -> new SegmentRebuild(store.database(), workspace).all();
                    case 3 -> agree(store, workspace, Window.ALL);
                    default -> {}
                }
            }
            agree(store, workspace, Window.ALL);
        });
        isWhole();
    }

    @Test
    void manyExecutionsMakeSegmentsOfThousandsAndFewWaitUntilThereAreMany() {
        append(10_000);
        assertThat(pieces()).hasSizeBetween(3, 10);
        assertThat(pieces().stream().mapToInt(Piece::size).sum()).isEqualTo(10_000);
        for (int i = 0; i < 150; i++) {
            append(1);
        }
        assertThat(pieces().stream().mapToInt(Piece::size).sum()).isEqualTo(10_000);
        agree(store, Workspace.DEFAULT, Window.ALL);
        append(300);
        agree(store, Workspace.DEFAULT, Window.ALL);
        for (int i = 0; i < 20; i++) {
            append(70);
        }
        assertThat(pieces().stream().mapToInt(Piece::size).sum()).isGreaterThan(11_000);
        isWhole();
    }

    @Test
    void whatChangesLateIsSaidAsItIsNow() {
        var told = executions(5_000);
        history()
                .append(AnExecution.facts(
                        told.stream().map(AnExecution::running).toList()));
        assertThat(history().statistics(ON_MAIN, Set.of()))
                .singleElement()
                .matches(summary -> summary.outcomes().running() == 1_250);
        for (int i = 0; i < told.size(); i += 40) {
            history()
                    .append(anExecution()
                            .withId(told.get(i).execution().id())
                            .startedAt(told.get(i).execution().startedAt())
                            .failedWith("timeout")
                            .facts()
                            .subList(1, 2));
        }
        agree(store, Workspace.DEFAULT, Window.ALL);
        assertThat(history().statistics(ON_MAIN, Set.of()))
                .singleElement()
                .matches(summary -> summary.outcomes().failed() == 125);
        reopen();
        isWhole();
    }

    @Test
    void statisticsByAttributeAreThoseOfRows() {
        append(3_000);
        for (int i = 0; i < 30; i++) {
            append(10);
        }
        var filters = List.of(
                ON_MAIN,
                Filter.ALL.with(List.of(Condition.attribute("files>=7"), Condition.complexity("<4"))),
                ON_MAIN.with(new Window(
                        Instant.parse("2026-01-01T03:20:10Z"), Instant.parse("2026-01-01T17:00:00.000001Z"))));
        for (Filter filter : filters) {
            var bySegments = history().statistics(filter, Set.of(Dimension.TASK, Dimension.AGENT));
            var series = history().series(filter, Period.DAY);
            run("INSERT INTO unsegmented VALUES ('default')");
            assertThat(history().statistics(filter, Set.of(Dimension.TASK, Dimension.AGENT)))
                    .isNotEmpty()
                    .isEqualTo(bySegments);
            assertThat(history().series(filter, Period.DAY)).isNotEmpty().isEqualTo(series);
            run("DELETE FROM unsegmented");
        }
    }

    @Test
    void segmentsWhoseExecutionsAreGoneGoWithThem() {
        append(6_000);
        time.advance(Duration.ofDays(100));
        append(1_000);
        store.upkeep().prune(Retention.STANDARD, time.now(), Upkeep.Progress.UNSEEN);

        assertThat(pieces().stream().mapToInt(Piece::size).sum()).isEqualTo(1_000);
        agree(store, Workspace.DEFAULT, Window.ALL);
        isWhole();
        time.advance(Duration.ofDays(100));
        store.upkeep().prune(Retention.STANDARD, time.now(), Upkeep.Progress.UNSEEN);
        assertThat(pieces()).isEmpty();
    }

    private List<String> damages() {
        return store.upkeep().check().stream().map(Damage::part).distinct().toList();
    }

    @Test
    void aTornSegmentIsFoundAndNeitherReadNorInTheWayAndMadeAnew() {
        append(6_000);
        var before = history().statistics(ON_MAIN, Set.of(Dimension.TASK));
        long middle = pieces().get(1).id();
        for (String tear : List.of(
                "substr(body, 1, length(body) / 2)",
                "CAST(zeroblob(length(body)) AS BLOB)",
                "CAST(substr(body, 1, 900) || x'ff' || substr(body, 902) AS BLOB)",
                "x''")) {
            run("UPDATE segment SET body = " + tear + " WHERE id = " + middle);
            reopen();
            assertThat(damages()).as(tear).containsExactly("segment");
            assertThat(history().statistics(ON_MAIN, Set.of(Dimension.TASK))).isEqualTo(before);
            assertThat(store.workspace(Workspace.DEFAULT)
                            .segments()
                            .scan(Window.ALL)
                            .size())
                    .isEqualTo(6_000);
            store.upkeep().rebuild();
            assertThat(store.upkeep().check()).isEmpty();
            agree(store, Workspace.DEFAULT, Window.ALL);
            middle = pieces().get(1).id();
        }
    }

    @Test
    void aTornSegmentThatGrowsIsMadeAnewWhenTheStoreIsOpenedNext() {
        append(500);
        run("UPDATE segment SET body = x'01'");
        append(300);
        assertThat(damages()).containsExactly("segment");
        assertThat(store.workspace(Workspace.DEFAULT)
                        .segments()
                        .scan(Window.ALL)
                        .size())
                .isEqualTo(800);
        reopen();
        agree(store, Workspace.DEFAULT, Window.ALL);
        isWhole();
    }

    @Test
    void whatIsWrongInASegmentIsFound() {
        append(3_000);
        for (Map.Entry<String, String> each : new TreeMap<>(Map.of(
                        "UPDATE execution SET took_us = took_us + 1 WHERE seq = 2999", "took",
                        "UPDATE execution SET attributes = NULL WHERE seq = 2998", "attributes",
                        "UPDATE execution SET recoveries = '{\"retry\":[1,1]}' WHERE seq = 2997", "recoveries"))
                .entrySet()) {
            run(each.getKey());
            assertThat(store.upkeep().check()).as(each.getValue()).isNotEmpty();
            store.upkeep().rebuild();
            assertThat(store.upkeep().check().stream()
                            .filter(found -> found.part().equals("segment")))
                    .as(each.getValue())
                    .isEmpty();
        }
        run("DELETE FROM segment");
        assertThat(damages()).contains("segment");
    }

    @Test
    void aStoreOfAnOlderVersionGetsItsSegmentsWhenItIsOpened() {
        append(2_500);
        run("DELETE FROM segment");
        run("INSERT INTO unsegmented VALUES ('default')");
        assertThat(store.workspace(Workspace.DEFAULT)
                        .segments()
                        .scan(Window.ALL)
                        .size())
                .isEqualTo(2_500);
        reopen();
        assertThat(pieces()).isNotEmpty();
        agree(store, Workspace.DEFAULT, Window.ALL);
        isWhole();
    }
}
