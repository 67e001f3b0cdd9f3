package dev.afterwise;

import static dev.afterwise.testkit.AnExecution.anExecution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.store.Store;
import dev.afterwise.testkit.AnExecution;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private final RandomGenerator random = new SplittableRandom(2026);
    private final Store store = Store.inMemory();
    private final Afterwise afterwise = Afterwise.with(store, Settings.STANDARD);
    private final BlockingQueue<Alert> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        afterwise.close();
    }

    private void remember(int executions) {
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < executions; i++) {
            AnExecution made = anExecution()
                    .of("build")
                    .startedAt(MONDAY.plus(Duration.ofMinutes(i)))
                    .took(Duration.ofMillis(Math.round(1_000 * Math.exp(.5 * random.nextGaussian()))));
            facts.addAll((random.nextInt(20) == 0 ? made.failedWith("Timeout", "took too long") : made).facts());
        }
        store.workspace(Workspace.DEFAULT).history().append(facts);
    }

    private void runs(boolean succeeds) {
        try {
            afterwise.run("build", run -> {
                if (!succeeds) {
                    throw new java.util.concurrent.TimeoutException("took too long");
                }
                return null;
            });
        } catch (java.util.concurrent.TimeoutException expected) {
            // It is meant to fail.
        }
    }

    private @Nullable Alert next() throws InterruptedException {
        return told.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void saysAtOnceThatATaskFailsMoreOften() throws InterruptedException {
        remember(1_000);
        afterwise.alerts().use(new AlertSettings(true, Duration.ofHours(6), List.of()));
        afterwise.alerts().listen(told::add);
        Alert alert = null;
        long since = 0;
        for (int i = 0; i < 60 && alert == null; i++) {
            since = Timekeeper.system().nanos();
            runs(false);
            alert = i < 5 ? null : told.poll(1, TimeUnit.SECONDS);
            while (alert != null && alert.kind() != Alert.Kind.CHANGE) {
                alert = told.poll();
            }
        }
        assertThat(alert).isNotNull();
        // A second where the machine has nothing else to do.
        assertThat(Duration.ofNanos(Timekeeper.system().nanos() - since)).isLessThan(Duration.ofSeconds(10));
        assertThat(Objects.requireNonNull(alert).statement()).startsWith("'build': success fell from 9");
        assertThat(afterwise.alerts().raised()).contains(alert);
    }

    @Test
    void saysTheSameOnlyOnce() throws InterruptedException {
        remember(200);
        var rule = new AlertRule("failing", "build", new AlertRule.Limit.Success(.9), Duration.ofHours(1), 5);
        afterwise.alerts().use(new AlertSettings(false, Duration.ofHours(6), List.of(rule)));
        afterwise.alerts().listen(told::add);
        for (int i = 0; i < 30; i++) {
            runs(i < 3);
        }
        Alert alert = Objects.requireNonNull(next());
        assertThat(alert.kind()).isEqualTo(Alert.Kind.THRESHOLD);
        assertThat(alert.subject()).isEqualTo("failing");
        afterwise.close();
        assertThat(told).isEmpty();
    }

    @Test
    void saysWhichFailureIsNew() throws InterruptedException {
        remember(200);
        afterwise.alerts().listen(told::add);
        afterwise.failed(ExecutionId.of("late"), "x", "an outcome without a beginning is nothing to look at");
        runs(true);
        try {
            afterwise.run("build", run -> {
                throw new IllegalStateException("the oven is cold");
            });
        } catch (IllegalStateException expected) {
            // It is meant to fail.
        }
        Alert alert = Objects.requireNonNull(next());
        assertThat(alert.kind()).isEqualTo(Alert.Kind.NEW_ERROR);
        assertThat(alert.statement()).contains("the oven is cold");
        assertThat(alert.examples()).hasSize(1);
    }

    @Test
    void countsWhatIsSpent() throws InterruptedException {
        var rule = new AlertRule("daily", null, new AlertRule.Limit.Cost(Money.dollars("1")), Duration.ofDays(1), 1);
        var watch = new RuleWatch(rule);
        var id = ExecutionId.of("one");
        assertThat(watch.next(new Noticed(id, "a", MONDAY, Status.SUCCEEDED, 1, .6, null)))
                .isNull();
        assertThat(watch.next(new Noticed(id, "b", MONDAY.plus(Duration.ofHours(25)), Status.FAILED, 1, .6, null)))
                .isNull();
        Alert alert = Objects.requireNonNull(
                watch.next(new Noticed(id, "b", MONDAY.plus(Duration.ofHours(26)), Status.FAILED, 1, .6, null)));
        assertThat(alert.kind()).isEqualTo(Alert.Kind.BUDGET);
        assertThat(alert.statement()).isEqualTo("all tasks cost $1.20 in the last 2, more than $1.00");
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws InterruptedException {
        remember(200);
        afterwise.alerts().listen(alert -> {
            throw new IllegalStateException("no mail today");
        });
        afterwise.alerts().listen(told::add);
        try {
            afterwise.run("build", run -> {
                throw new IllegalStateException("the oven is cold");
            });
        } catch (IllegalStateException expected) {
            // It is meant to fail.
        }
        assertThat(next()).isNotNull();
    }
}
