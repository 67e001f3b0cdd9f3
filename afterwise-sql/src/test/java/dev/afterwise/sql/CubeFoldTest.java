package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.Fact;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.RandomFacts;
import dev.afterwise.testkit.Seeded;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cubes hold each execution once, whatever happened, and what they hold is what a rebuild makes. */
class CubeFoldTest {
    private static final CubeRebuild.Rebuilt NOTHING = new CubeRebuild.Rebuilt(0, 0);

    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = (SqliteStore) reopened();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Store reopened() {
        return new SqliteStoreProvider()
                .open(folder.resolve("history.db").toUri())
                .orElseThrow();
    }

    private History history() {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private CubeRebuild.Rebuilt rebuilt(Workspace workspace) {
        return new CubeRebuild(store.database(), workspace).all();
    }

    private long number(String sql) {
        return Long.parseLong(store.database().read(connection -> SqliteConnections.text(connection, sql)));
    }

    private void run(String sql) {
        store.database().write(connection -> {
            SqliteConnections.run(connection, sql);
            return null;
        });
    }

    private static List<Fact> executions(int count, String day) {
        return AnExecution.facts(IntStream.range(0, count)
                .mapToObj(i -> anExecution()
                        .of("task " + i % 7)
                        .by("agent " + i % 3)
                        .startedAt(day + "T%02d:30:00Z".formatted(i % 24)))
                .toList());
    }

    /** Batches of facts in any order, with settling now and then. */
    private record Story(List<List<Fact>> batches) {
        static Story make(RandomGenerator random, int size) {
            List<Fact> facts = Seeded.shuffled(RandomFacts.ofMany(random, size * 10, 12), random);
            var batches = new ArrayList<List<Fact>>();
            for (int from = 0; from < facts.size(); ) {
                int until = Math.min(facts.size(), from + 1 + random.nextInt(random.nextInt(3) == 0 ? 1_500 : 30));
                batches.add(facts.subList(from, until));
                from = until;
            }
            return new Story(batches);
        }
    }

    @Test
    void cubesEqualARebuildWhateverTheOrderOfFacts() {
        var number = new int[1];
        Seeded.check(25, Story::make, story -> {
            var workspace = new Workspace("story-" + number[0]++);
            var history = store.workspace(workspace).history();
            for (int i = 0; i < story.batches().size(); i++) {
                history.append(story.batches().get(i));
                if (i % 5 == 4) {
                    store.database().write(connection -> {
                        CubeFold.settle(connection, workspace);
                        return null;
                    });
                }
            }
            List<Summary> before = history.statistics(Filter.ALL, Set.of(Dimension.TASK));
            assertThat(rebuilt(workspace).corrected()).isZero();
            assertThat(history.statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(before);
        });
    }

    @Test
    void manyAtOnceAreCountedAtOnceAndFewWait() {
        history().append(executions(300, "2026-01-01"));
        assertThat(number("SELECT count(*) FROM pending")).isZero();
        assertThat(number("SELECT count(*) FROM cube WHERE hours = 1")).isEqualTo(24);

        history().append(executions(10, "2026-01-01"));
        assertThat(number("SELECT count(*) FROM pending")).isEqualTo(10);
    }

    @Test
    void thoseThatWaitAreCountedBeforeThereAreManyMoreThanAThousand() {
        for (int i = 0; i < 110; i++) {
            history().append(executions(10, "2026-01-01"));
            assertThat(number("SELECT count(*) FROM pending")).isLessThan(1_100);
        }

        assertThat(number("SELECT count(*) FROM pending")).isLessThan(110);
        assertThat(rebuilt(Workspace.DEFAULT)).isEqualTo(new CubeRebuild.Rebuilt(10, 0));
    }

    @Test
    void aDayThatIsOverGetsACubeOfItsOwn() {
        history().append(executions(300, "2026-01-01"));
        history().append(executions(300, "2026-01-02"));
        history().append(executions(300, "2026-01-03"));
        assertThat(number("SELECT count(*) FROM cube WHERE hours = 24")).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM cube_due")).isEqualTo(1);

        history().append(executions(300, "2026-01-01"));
        assertThat(number("SELECT count(*) FROM cube WHERE hours = 24")).isEqualTo(1);

        store.close();
        store = (SqliteStore) reopened();
        assertThat(number("SELECT count(*) FROM cube WHERE hours = 24")).isEqualTo(2);
        assertThat(history()
                        .statistics(Filter.ALL, Set.of())
                        .getFirst()
                        .outcomes()
                        .total())
                .isEqualTo(1_200);
    }

    @Test
    void whatOnlyCubesKnowSurvivesTheRowsAndARebuild() {
        history().append(executions(300, "2026-01-01"));
        append(anExecution().of("late").startedAt("2026-01-01T00:10:00Z"));
        List<Summary> before = history().statistics(Filter.ALL, Set.of(Dimension.TASK));
        store.database().write(connection -> {
            CubeFold.settle(connection, Workspace.DEFAULT);
            for (int hour = 0; hour < 24; hour++) {
                CubeFold.mark(
                        connection,
                        Workspace.DEFAULT,
                        Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() / 3_600 + hour);
            }
            SqliteConnections.run(connection, "DELETE FROM detail");
            SqliteConnections.run(connection, "DELETE FROM execution");
            return null;
        });

        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(before);
        assertThat(rebuilt(Workspace.DEFAULT)).isEqualTo(NOTHING);
        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(before);
        history().append(executions(250, "2026-01-01"));
        assertThat(history()
                        .statistics(Filter.ALL, Set.of())
                        .getFirst()
                        .outcomes()
                        .total())
                .isEqualTo(551);
    }

    private void append(AnExecution... executions) {
        history().append(AnExecution.facts(List.of(executions)));
    }

    @Test
    void aRebuildPutsRightWhatIsWrong() throws SQLException {
        history().append(executions(300, "2026-01-01"));
        history().append(executions(300, "2026-01-02"));
        List<Summary> before = history().statistics(Filter.ALL, Set.of(Dimension.AGENT));
        run("DELETE FROM cube WHERE hours = 1 AND bucket % 24 = 7");
        run("UPDATE cube SET body = (SELECT body FROM cube WHERE bucket % 24 = 1 LIMIT 1) WHERE bucket % 24 = 2");

        assertThat(rebuilt(Workspace.DEFAULT)).isEqualTo(new CubeRebuild.Rebuilt(48, 4));

        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.AGENT))).isEqualTo(before);
        assertThat(rebuilt(Workspace.DEFAULT)).isEqualTo(new CubeRebuild.Rebuilt(48, 0));
    }

    /** As a store of version 2 is after its tables were brought up to date. */
    @Test
    void executionsFromBeforeThereWereCubesAreCountedWhenTheStoreIsOpened() {
        history().append(executions(1_500, "2026-01-01"));
        List<Summary> before = history().statistics(Filter.ALL, Set.of(Dimension.TASK));
        var steps = history().steps(Filter.ALL);
        run("DELETE FROM cube");
        run("DELETE FROM cube_due");
        run("DELETE FROM admitted");
        run("INSERT INTO pending (workspace, seq) SELECT workspace, seq FROM execution");

        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(before);
        assertThat(history().steps(Filter.ALL)).isEqualTo(steps);
        store.close();
        store = (SqliteStore) reopened();

        assertThat(number("SELECT count(*) FROM pending")).isZero();
        assertThat(history().statistics(Filter.ALL, Set.of(Dimension.TASK))).isEqualTo(before);
        assertThat(rebuilt(Workspace.DEFAULT)).isEqualTo(new CubeRebuild.Rebuilt(24, 0));
    }

    @Test
    void aReaderSeesWhatAnotherProcessHasCorrected() {
        history().append(executions(300, "2026-01-01"));
        history().append(executions(300, "2026-01-03"));
        Filter filter = Filter.of(Subject.task("task 1"));
        long before =
                history().statistics(filter, Set.of()).getFirst().outcomes().total();

        try (Store other = reopened()) {
            other.workspace(Workspace.DEFAULT).history().append(executions(700, "2026-01-01"));
            assertThat(history()
                            .statistics(filter, Set.of())
                            .getFirst()
                            .outcomes()
                            .total())
                    .isEqualTo(before + 100);
        }
        assertThat(history().series(filter, Period.DAY)).hasSize(2);
        assertThat(history().statistics(filter, Set.of()).getFirst().outcomes().total())
                .isEqualTo(before + 100);
    }

    @Test
    void processesThatWriteAndAreKilledLeaveCubesThatEqualARebuild() throws Exception {
        store.close();
        var random = Seeded.random();
        for (int round = 0; round < 3; round++) {
            var processes = new ArrayList<Process>();
            for (int i = 0; i < 2; i++) {
                processes.add(AppendingProcess.start(
                        folder.resolve("history.db").toUri(),
                        "round %d process %d".formatted(round, i),
                        Integer.MAX_VALUE,
                        folder.resolve("stderr")));
            }
            try (BufferedReader output = processes.getFirst().inputReader()) {
                for (int lines = 500 + random.nextInt(3_000); lines > 0; lines--) {
                    assertThat(output.readLine()).isNotNull();
                }
                processes.forEach(Process::destroyForcibly);
            }
            for (Process process : processes) {
                process.waitFor();
            }
            store = (SqliteStore) reopened();
            assertThat(history()
                            .statistics(Filter.ALL, Set.of())
                            .getFirst()
                            .outcomes()
                            .total())
                    .isEqualTo(number("SELECT count(*) FROM execution"));
            assertThat(rebuilt(Workspace.DEFAULT).corrected()).isZero();
            store.close();
        }
        store = (SqliteStore) reopened();
    }
}
