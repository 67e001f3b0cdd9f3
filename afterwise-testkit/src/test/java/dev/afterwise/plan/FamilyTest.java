package dev.afterwise.plan;

import static dev.afterwise.plan.PlanBench.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afterwise.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FamilyTest {
    /** Its parent is gone at once, so that only the group that it is in leads to it. */
    private static final String ORPHAN = "sh -c 'sleep 600 & echo $! > orphan.tmp; mv orphan.tmp orphan'";

    @TempDir
    private Path folder;

    @Test
    void aTimeOutAlsoEndsProcessesThatHaveLostTheirParent() throws Exception {
        assumeTrue(Programs.HAS_SETSID, "there is no setsid here, so commands have no group of their own");

        PlanResult result = new PlanBench(folder)
                .run(script("hang", ORPHAN + "; sleep 600")
                        .timeout(Duration.ofMillis(400))
                        .build());

        assertThat(result.outcome().status()).isEqualTo(Status.FAILED);
        assertIsGone(orphan());
    }

    @Test
    void anInterruptionAlsoEndsProcessesThatHaveLostTheirParent() throws Exception {
        assumeTrue(Programs.HAS_SETSID, "there is no setsid here, so commands have no group of their own");
        var bench = new PlanBench(folder);
        Thread runner = Thread.ofVirtual().start(() -> {
            try {
                bench.run(script("hang", ORPHAN + "; sleep 600").build());
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        while (!Files.exists(folder.resolve("orphan"))) {
            Thread.onSpinWait();
        }

        runner.interrupt();
        runner.join();

        assertIsGone(orphan());
        assertThat(bench.execution().outcome().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void whatACommandLeavesBehindOnPurposeIsLeftAlone() throws Exception {
        PlanResult result = new PlanBench(folder)
                .run(script("serve", "sleep 600 > /dev/null 2>&1 & echo $! > orphan")
                        .build());

        ProcessHandle server = ProcessHandle.of(orphan()).orElseThrow();
        try {
            assertThat(result.outcome().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(server.isAlive()).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    private long orphan() throws Exception {
        return Long.parseLong(Files.readString(folder.resolve("orphan")).strip());
    }

    private static void assertIsGone(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
