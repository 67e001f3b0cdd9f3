package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.Summary;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Store;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executions whose process is gone, and executions whose process is not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AbandonedTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process each : started) {
            each.destroyForcibly().waitFor();
        }
    }

    private Store open() {
        return new SqliteStoreProvider()
                .open(folder.resolve("history.db").toUri())
                .orElseThrow();
    }

    private static History history(Store store) {
        return store.workspace(Workspace.DEFAULT).history();
    }

    private Process start(String workspace) throws Exception {
        Process process = RunningProcess.start(folder.resolve("history.db").toUri(), workspace);
        started.add(process);
        return process;
    }

    private static ExecutionId begun(Process process) throws Exception {
        return new ExecutionId(process.inputReader().readLine());
    }

    private static Status status(History history, ExecutionId id) {
        return history.execution(id).orElseThrow().outcome().status();
    }

    @Test
    void whatAKilledProcessLeftBehindIsAbandonedAndWhatALiveOneDoesIsNot() throws Exception {
        Process killed = start("default");
        ExecutionId left = begun(killed);
        Process living = start("other");
        ExecutionId going = begun(living);
        killed.toHandle().destroyForcibly();
        assertThat(killed.waitFor()).isEqualTo(128 + 9);

        try (Store store = open()) {
            History other = store.workspace(new Workspace("other")).history();
            assertThat(history(store).execution(left))
                    .get()
                    .extracting(execution -> execution.outcome())
                    .isEqualTo(new Outcome.Abandoned());
            assertThat(status(other, going)).isEqualTo(Status.RUNNING);
            assertThat(history(store).statistics(Filter.ALL, Set.of()))
                    .singleElement()
                    .extracting(Summary::outcomes)
                    .satisfies(outcomes -> assertThat(outcomes.abandoned()).isOne())
                    .satisfies(
                            outcomes -> assertThat(outcomes.decided().tried()).isZero());

            living.getOutputStream().close();
            assertThat(living.waitFor()).isZero();
            assertThat(status(other, going)).isEqualTo(Status.SUCCEEDED);
        }
    }

    @Test
    void aProcessThatLeavesWithoutWaitingAbandonsToo() throws Exception {
        Process process = start("default");
        ExecutionId left = begun(process);
        process.toHandle().destroy(); // by itself it would close the input, too, which ends the work
        process.waitFor();

        try (Store store = open()) {
            assertThat(status(history(store), left)).isEqualTo(Status.ABANDONED);
        }
    }

    @Test
    void openingForReadingSaysNothingNew() throws Exception {
        Process process = start("default");
        ExecutionId left = begun(process);
        process.toHandle().destroyForcibly();
        process.waitFor();

        try (Store store = new SqliteStoreProvider()
                .openReadOnly(folder.resolve("history.db").toUri())
                .orElseThrow()) {
            assertThat(status(history(store), left)).isEqualTo(Status.RUNNING);
        }
    }

    @Test
    void thisProcessAbandonsNothingByOpeningTwice() {
        var told = anExecution().running();
        try (Store store = open()) {
            history(store).append(told.facts());
            try (Store again = open()) {
                assertThat(status(history(again), told.execution().id())).isEqualTo(Status.RUNNING);
            }
        }
    }

    @Test
    void whatIsRecordedLaterAfterAllCounts() throws Exception {
        var told = anExecution();
        try (Store store = open()) {
            history(store).append(told.facts().subList(0, 1));
        }
        pretend("pid = 999999999");

        try (Store store = open()) {
            History history = history(store);
            assertThat(status(history, told.execution().id())).isEqualTo(Status.ABANDONED);
            history.append(told.facts());
            assertThat(history.execution(told.execution().id())).contains(told.execution());
        }
    }

    @Test
    void ofATraceWhoseRootDidNotComeNobodyKnowsHowItEndedUntilItDoes() throws Exception {
        var id = new ExecutionId("%032x".formatted(7));
        var child = new Origin(id, Source.INFERRED, Instant.EPOCH);
        var root = new Origin(id, Source.TELEMETRY, Instant.EPOCH);
        try (Store store = open()) {
            history(store)
                    .append(List.of(new Fact.Started(child, Profile.of("trace"), "", Instant.EPOCH, About.NOTHING)));
        }
        pretend("pid = 999999999");

        try (Store store = open()) {
            assertThat(status(history(store), id)).isEqualTo(Status.UNKNOWN);
            history(store).append(List.of(new Fact.Ended(root, new Outcome.Succeeded(null), Usage.NONE, Payload.NONE)));
            assertThat(status(history(store), id)).isEqualTo(Status.SUCCEEDED);
        }
    }

    @Test
    void aProcessIdThatWasUsedAgainMakesNoDifference() throws Exception {
        var told = anExecution().running();
        try (Store store = open()) {
            history(store).append(told.facts());
        }
        pretend("born = born - 1");

        try (Store store = open()) {
            assertThat(status(history(store), told.execution().id())).isEqualTo(Status.ABANDONED);
        }
    }

    @Test
    void aPlanThatCanBeResumedIsLeftAlone() throws Exception {
        var told = anExecution().running();
        var id = told.execution().id();
        try (Store store = open()) {
            history(store).append(told.facts());
            store.workspace(Workspace.DEFAULT)
                    .plans()
                    .begin(new PlanRun(id, "deploy", "", "", 0, Instant.EPOCH, Status.RUNNING));
        }
        pretend("pid = 999999999");

        try (Store store = open()) {
            assertThat(status(history(store), id)).isEqualTo(Status.RUNNING);
        }
    }

    @Test
    void whatIsOverLeavesNoTraceAmongTheUnfinished() throws Exception {
        var told = anExecution();
        try (Store store = open()) {
            history(store).append(told.facts().subList(0, 1));
            assertThat(unfinished()).isEqualTo("1");
            history(store).append(told.facts());
        }
        assertThat(unfinished()).isEqualTo("0");
    }

    private String unfinished() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("history.db"))) {
            return SqliteConnections.text(connection, "SELECT count(*) FROM unfinished");
        }
    }

    /** What this process left behind is to be what another left. */
    private void pretend(String change) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("history.db"))) {
            SqliteConnections.run(connection, "UPDATE unfinished SET " + change);
        }
    }
}
