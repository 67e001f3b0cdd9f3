package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterwise.ExecutionId;
import dev.afterwise.Workspace;
import dev.afterwise.store.Existing;
import dev.afterwise.store.History;
import dev.afterwise.store.StoreException;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.time.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of four megabytes, which is full soon. */
class FullDiskTest {
    @TempDir
    Path folder;

    private boolean isMounted;

    @BeforeEach
    void mount() throws Exception {
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "afterwise-test", folder.toString());
        String why = "A small disk must be mounted to be filled, but that takes a superuser and the command (mount).";
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_MOUNT"))) {
            assertThat(isMounted).as(why).isTrue();
        }
        Assumptions.assumeTrue(isMounted, why);
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            run("umount", folder.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private SqliteStore open() {
        return SqliteStore.open(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), Timekeeper.system());
    }

    /** Appends until no more fits. @return what was acknowledged */
    private static List<ExecutionId> fill(History history) {
        var acknowledged = new ArrayList<ExecutionId>();
        assertThatThrownBy(() -> {
                    while (true) {
                        var executions = IntStream.range(0, 20)
                                .mapToObj(i -> anExecution().described("a line for people ".repeat(100)))
                                .toList();
                        history.append(AnExecution.facts(executions));
                        executions.forEach(
                                each -> acknowledged.add(each.execution().id()));
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("disk", "full", "Maybe");
        return acknowledged;
    }

    @Test
    void keepsWhatItTookAndGoesOnWhenThereIsRoom() throws Exception {
        List<ExecutionId> acknowledged;
        try (var store = open()) {
            History history = store.workspace(Workspace.DEFAULT).history();
            acknowledged = fill(history);
            assertThat(Set.copyOf(history.idsStartingWith("", Integer.MAX_VALUE)))
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(history.execution(acknowledged.getLast())).isPresent();
            assertThat(store.upkeep().check()).isEmpty();

            assertThat(run("mount", "-o", "remount,size=64m", folder.toString()))
                    .isTrue();
            history.append(anExecution().facts());
        }
        try (var store = open()) {
            assertThat(store.workspace(Workspace.DEFAULT).history().idsStartingWith("", Integer.MAX_VALUE))
                    .hasSize(acknowledged.size() + 1);
            assertThat(store.upkeep().check()).isEmpty();
        }
    }

    @Test
    void closingAndOpeningItAgainLosesNothing() {
        List<ExecutionId> acknowledged;
        try (var store = open()) {
            acknowledged = fill(store.workspace(Workspace.DEFAULT).history());
        }
        try (var store = SqliteStore.openReadOnly(
                new SqlitePlace(folder.resolve("history.db"), SqlitePlace.Durability.NORMAL), Timekeeper.system())) {
            assertThat(store.workspace(Workspace.DEFAULT).history().idsStartingWith("", Integer.MAX_VALUE))
                    .hasSameSizeAs(acknowledged);
        }
    }

    @Test
    void aBackupThatDoesNotFitLeavesNothing() throws IOException {
        try (var store = open()) {
            fill(store.workspace(Workspace.DEFAULT).history());
            assertThatThrownBy(() -> store.upkeep().backup(folder.resolve("copy.db"), Existing.KEEP))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("full");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> String.valueOf(each.getFileName()))).noneMatch(name -> name.contains("copy"));
        }
    }
}
