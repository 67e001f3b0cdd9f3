package dev.afterwise.learn.phases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Severity;
import dev.afterwise.SlowPhases;
import dev.afterwise.Source;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PhaseStudyTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int SIZE = 600;

    private final SplittableRandom random = new SplittableRandom(7);
    private final WorkspaceStore store = Store.inMemory().workspace(Workspace.DEFAULT);

    private record Told(String name, double seconds, boolean fails) {}

    /** One execution in each hour. */
    private void add(int number, Told... told) {
        Instant at = START.plus(Duration.ofHours(number));
        Instant clock = at;
        Failure failure = null;
        var steps = new ArrayList<Step>();
        for (Told each : told) {
            Duration took = Duration.ofNanos((long) (each.seconds * Math.exp(.3 * random.nextGaussian()) * 1e9));
            Outcome outcome = new Outcome.Succeeded(took);
            if (each.fails) {
                failure = Failure.of(FailureClass.VALIDATION, Severity.LOW, Transience.UNKNOWN, "Bad", "no title");
                outcome = new Outcome.Failed(took, failure);
            }
            var attempt = new Attempt(1, null, clock, outcome, Usage.NONE, Payload.NONE, null);
            var action = new Action.Phase(each.name, each.name.equals("plan") ? Duration.ofMillis(100) : null);
            steps.add(new Step(StepId.named(each.name), null, action, List.of(attempt)));
            clock = clock.plus(took);
        }
        Duration took = Duration.between(at, clock);
        var headline = new Headline(
                ExecutionId.of("execution " + number),
                Profile.of("ship"),
                "",
                at,
                failure == null ? new Outcome.Succeeded(took) : new Outcome.Failed(took, failure),
                Usage.NONE,
                new TreeMap<>());
        store.history()
                .append(new Execution(headline, About.NOTHING, steps, List.of(), List.of()).facts(Source.RECORDED));
    }

    private PhaseReport report() {
        return SlowPhases.of(store, null, Window.ALL);
    }

    @Test
    void aStepThatTakesTwiceAsLongOfLateIsABottleneck() {
        for (int i = 0; i < SIZE; i++) {
            add(i, new Told("build", i < SIZE * 3 / 4 ? 1 : 2, false), new Told("test", .5, false));
        }

        PhaseReport report = report();
        assertThat(report.bottlenecks()).hasSize(1);
        Bottleneck found = report.bottlenecks().getFirst();
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.PERFORMANCE);
        assertThat(found.phase().key().name()).isEqualTo("build");
        assertThat(found.because()).startsWith("takes 2.0 times as long as before");
        assertThat(found.lost()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(200));
        assertThat(report.phases().getFirst().key().name()).isEqualTo("build");
        assertThat(report.phases().getFirst().critical().interval().contains(.72))
                .isTrue();
    }

    @Test
    void aStepThatTakesLongerThanEstimatedIsABottleneck() {
        for (int i = 0; i < 100; i++) {
            add(i, new Told("plan", .3, false));
        }

        Bottleneck found = report().bottlenecks().getFirst();
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.PERFORMANCE);
        assertThat(found.because()).matches("takes (2\\.9|3\\.0|3\\.1) times what was estimated .*100 phases\\)");
    }

    @Test
    void aStepThatOftenDoesNotPassIsABottleneckOfValidation() {
        for (int i = 0; i < 100; i++) {
            add(i, new Told("write", 1, false), new Told("check", .1, i % 4 == 0));
        }

        Bottleneck found = report().bottlenecks().getFirst();
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.VALIDATION);
        assertThat(found.because()).isEqualTo("fails in 25 % of 100 (18 to 34), mostly validation");
        assertThat(report().bottlenecks()).hasSize(1);
    }

    @Test
    void anOrderThatSucceedsMoreOftenIsFound() {
        for (int i = 0; i < SIZE; i++) {
            boolean isUsual = random.nextDouble() < .7;
            boolean fails = random.nextDouble() < (isUsual ? .4 : .15);
            var first = new Told(isUsual ? "read" : "ask", .1, false);
            var second = new Told(isUsual ? "ask" : "read", .1, false);
            add(i, first, second, new Told("write", .2, fails));
        }

        BestOrder best = report().orders().getFirst();
        assertThat(best.usual()).containsExactly("read", "ask", "write");
        assertThat(best.best()).containsExactly("ask", "read", "write");
        assertThat(best.effect().effect()).isBetween(.15, .35);
    }

    @Test
    void whereNothingChangesNothingIsSaid() {
        for (int i = 0; i < SIZE; i++) {
            boolean isUsual = random.nextDouble() < .7;
            add(i, new Told(isUsual ? "read" : "ask", .1, false), new Told(isUsual ? "ask" : "read", .1, false));
        }

        assertThat(report().bottlenecks()).isEmpty();
        assertThat(report().orders()).isEmpty();
        assertThat(report().phases()).hasSize(2);
    }

    @Test
    void anEmptyHistoryHasNoPhases() {
        assertThat(report().phases()).isEmpty();
        assertThat(report().recentFrom()).isNull();
    }
}
