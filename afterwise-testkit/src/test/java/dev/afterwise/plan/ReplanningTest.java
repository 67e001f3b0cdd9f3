package dev.afterwise.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.Execution;
import dev.afterwise.Fact;
import dev.afterwise.Policy;
import dev.afterwise.Status;
import dev.afterwise.Workspace;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.Store;
import dev.afterwise.testkit.Seeded;
import dev.afterwise.time.Timekeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go otherwise than was expected. */
@Timeout(60)
class ReplanningTest {
    @TempDir
    private Path folder;

    private final PlanJournal journal =
            Store.inMemory().workspace(Workspace.DEFAULT).plans();
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());

    /** Step {@code slow} usually takes 10 to 20 ms; when it is over, d comes before c. */
    private static final Outlook OUTLOOK = new Outlook() {
        @Override
        public Order order(Plan plan, int places, Map<String, Duration> seen) {
            return new Order(new TreeMap<>(
                    seen.isEmpty() ? Map.of("slow", 9.0, "b", 3.0, "c", 2.0, "d", 1.0) : Map.of("c", 1.0, "d", 2.0)));
        }

        @Override
        public Optional<Expected> expected(Plan plan, PlanStep step, String agent) {
            return step.id().equals("slow")
                    ? Optional.of(new Expected(Duration.ofMillis(10), Duration.ofMillis(20)))
                    : Optional.empty();
        }

        @Override
        public List<String> ranked(Plan plan, PlanStep step) {
            return List.of("bad", "good", "fair");
        }
    };

    private PlanResult run(Outlook outlook, PlanStep... steps) throws InterruptedException {
        Timekeeper time = Timekeeper.system();
        var runner = new PlanRunner(
                        journal,
                        facts::addAll,
                        new PlanLimits(20, 1),
                        Care.of(new Guards(time, Seeded.random()), time, Seeded.random()),
                        time,
                        Seeded.random())
                .expecting(outlook);
        return runner.run(new Plan("p", List.of(steps)), Launch.in(folder, ""), Policy.INITIAL, Watcher.NOBODY);
    }

    private static PlanStep shell(String id, String script) {
        return PlanStep.of(id, new Body.Command(List.of("sh", "-c", script)));
    }

    private List<String> log() throws Exception {
        return Files.readAllLines(folder.resolve("log"));
    }

    private List<String> replanned() {
        return Execution.of(facts).events().stream()
                .filter(event -> event.name().equals("replanned"))
                .map(event -> event.payload().toString())
                .toList();
    }

    @Test
    void whatIsLeftIsPutInOrderAgainWhenAStepTakesMuchLonger() throws Exception {
        run(
                OUTLOOK,
                shell("slow", "sleep 0.4"),
                shell("b", "echo b >> log"),
                shell("c", "echo c >> log"),
                shell("d", "echo d >> log"));

        // The place that becomes free is taken at once; the others are in their new order.
        assertThat(log()).containsExactly("b", "d", "c");
        assertThat(replanned())
                .singleElement()
                .asString()
                .contains("step 'slow' took 0.", "usually 0.01 to 0.02 s; now the order is d, c");
    }

    @Test
    void theOrderStaysAsItWasWhenAllGoesAsExpected() throws Exception {
        run(
                OUTLOOK,
                shell("slow", "sleep 0.01"),
                shell("b", "echo b >> log"),
                shell("c", "echo c >> log"),
                shell("d", "echo d >> log"));

        assertThat(log()).containsExactly("b", "c", "d");
        assertThat(replanned()).isEmpty();
    }

    @Test
    void anAgentThatFailedIsLeftForTheNextBest() throws Exception {
        PlanStep step = shell("choose", "")
                .choosing(List.of(
                        new Alternative("fair", new Body.Command(List.of("sh", "-c", "echo fair >> log"))),
                        new Alternative("good", new Body.Command(List.of("sh", "-c", "echo good >> log"))),
                        new Alternative(
                                "bad",
                                new Body.Command(
                                        List.of("sh", "-c", "echo bad >> log; echo 'connection reset' >&2; exit 1")))))
                .retrying(new Retries(1, Duration.ofMillis(1), Duration.ofMillis(1)));
        boolean hasFailed = false;
        for (int i = 0; i < 20 && !hasFailed; i++) {
            facts.clear();
            Files.deleteIfExists(folder.resolve("log"));
            assertThat(run(OUTLOOK, step).outcome().status()).isEqualTo(Status.SUCCEEDED);
            hasFailed = log().getFirst().equals("bad");
        }

        assertThat(log()).containsExactly("bad", "good");
        assertThat(replanned())
                .singleElement()
                .asString()
                .contains("bad failed, and by all that is known good is next");
    }

    @Test
    void withoutKnowledgeAnyAgentIsTriedAgain() throws Exception {
        assertThat(Outlook.NONE.ranked(new Plan("p", List.of()), shell("a", "true")))
                .isEmpty();
        assertThat(Outlook.NONE.expected(new Plan("p", List.of()), shell("a", "true"), "a"))
                .isEmpty();
    }
}
