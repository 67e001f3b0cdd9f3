package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Summary;
import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Upkeep;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Timekeeper;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Processes that are killed at random moments while they do much at once: nothing that they said was durable is lost, nothing
 * is there in part, and statistics are what they would be if they were made anew. {@code -Dafterwise.kills=50} kills more.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KilledUnderLoadTest {
    private static final int KILLS = Integer.getInteger("afterwise.kills", 3);
    private static final int MOST_LINES = 1_500;

    @TempDir
    Path folder;

    private Path errors() {
        return folder.resolve("stderr");
    }

    private SqliteStore open(SqlitePlace.Durability durability) {
        return SqliteStore.open(new SqlitePlace(folder.resolve("history.db"), durability), Timekeeper.system());
    }

    private URI place(SqlitePlace.Durability durability) {
        return URI.create(folder.resolve("history.db").toUri() + "?durability="
                + durability.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource
    void whateverItIsDoing(SqlitePlace.Durability durability) throws Exception {
        var random = Seeded.random();
        Set<ExecutionId> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = BusyProcess.start(place(durability), "append", "kill " + kill, errors());
            try (BufferedReader output = process.inputReader()) {
                for (int i = random.nextInt(MOST_LINES); i >= 0; i--) {
                    acknowledged.add(new ExecutionId(output.readLine()));
                }
                process.toHandle().destroyForcibly();
                acknowledged.addAll(AppendingProcess.acknowledged(output));
            }
            assertThat(process.waitFor()).isEqualTo(128 + 9);
            assertThat(errors()).isEmptyFile();
            check(durability, acknowledged);
        }
        System.out.printf(
                "%s: %d kills, %,d executions acknowledged, none lost, none torn.%n",
                durability, KILLS, acknowledged.size());
    }

    private void check(SqlitePlace.Durability durability, Set<ExecutionId> acknowledged) {
        try (var store = open(durability)) {
            History history = store.workspace(Workspace.DEFAULT).history();
            Set<ExecutionId> there = Set.copyOf(history.idsStartingWith("", Integer.MAX_VALUE));
            assertThat(acknowledged).allMatch(there::contains);
            assertThat(store.upkeep().check()).isEmpty();
            assertThat(store.database().<String>read(connection -> SqliteConnections.text(connection, """
                            SELECT count(*) FROM (SELECT task FROM execution GROUP BY task HAVING count(*) NOT IN (10, 250))""")))
                    .isEqualTo("0");
            assertThat(new CubeRebuild(store.database(), Workspace.DEFAULT)
                            .all()
                            .corrected())
                    .isZero();
            assertThat(total(history)).isEqualTo(there.size());
        }
    }

    private static long total(History history) {
        return history.statistics(Filter.ALL, Set.of()).stream()
                .map(Summary::outcomes)
                .mapToLong(outcomes -> outcomes.total())
                .sum();
    }

    @Test
    void aPruningThatIsKilledLosesNoStatisticsAndGoesOnLater() throws Exception {
        var random = Seeded.random();
        try (var store = open(SqlitePlace.Durability.NORMAL)) {
            for (int i = 0; i < 3; i++) {
                store.workspace(Workspace.DEFAULT)
                        .history()
                        .append(AnExecution.facts(IntStream.range(0, 700)
                                .mapToObj(n -> anExecution().of("task " + n % 5).described("number " + n))
                                .toList()));
            }
            store.database().update("UPDATE arrival SET hour_us = 0");
        }
        List<Summary> before = statistics();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = BusyProcess.start(place(SqlitePlace.Durability.NORMAL), "prune", "", errors());
            try (BufferedReader output = process.inputReader()) {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    if (output.readLine() == null) {
                        break;
                    }
                }
                process.toHandle().destroyForcibly();
            }
            process.waitFor();
            assertThat(errors()).isEmptyFile();
            assertThat(statistics()).isEqualTo(before);
            try (var store = open(SqlitePlace.Durability.NORMAL)) {
                assertThat(store.upkeep().check()).isEmpty();
            }
        }
        try (var store = open(SqlitePlace.Durability.NORMAL)) {
            store.upkeep().prune(Retention.STANDARD, Timekeeper.system().now(), Upkeep.Progress.UNSEEN);
            assertThat(store.workspace(Workspace.DEFAULT).history().idsStartingWith("", 1))
                    .isEmpty();
        }
        assertThat(statistics()).isEqualTo(before);
    }

    private List<Summary> statistics() {
        try (var store = open(SqlitePlace.Durability.NORMAL)) {
            return store.workspace(Workspace.DEFAULT).history().statistics(Filter.ALL, Set.of(Dimension.TASK));
        }
    }
}
