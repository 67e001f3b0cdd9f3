package dev.afterwise.cli.report;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.Action;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Recommendation;
import dev.afterwise.Recovery;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document;
import dev.afterwise.store.Store;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.testkit.AnExecution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history in memory that a test tells, day by day. */
final class Story {
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final Failure TIMEOUT =
            Failure.of(FailureClass.TIMEOUT, Severity.MEDIUM, Transience.TRANSIENT, "timeout", "no answer in 30 s");

    private final WorkspaceStore store = Store.inMemory().workspace(Workspace.DEFAULT);

    WorkspaceStore store() {
        return store;
    }

    Story add(AnExecution... executions) {
        store.history().append(AnExecution.facts(List.of(executions)));
        return this;
    }

    /** So many executions of a task on a day, of which the first few failed. */
    Story day(int day, String task, int count, int failed) {
        List<AnExecution> executions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AnExecution each = anExecution()
                    .of(task)
                    .by("agent-" + i % 2)
                    .startedAt(at(day).plusSeconds(60L * i))
                    .took(Duration.ofMillis(1_000 + 100L * i))
                    .spending(new Usage(100, 20, 0, Money.dollars(new BigDecimal("0.01")), 1));
            executions.add(i < failed ? each.failedWith(TIMEOUT) : each);
        }
        store.history().append(AnExecution.facts(executions));
        return this;
    }

    static Instant at(int day) {
        return START.plus(Duration.ofDays(day));
    }

    /** A run of a plan with one step, whose attempts fail until the last, each but the last followed by a retry. */
    Story run(Instant at, String task, String step, int attempts, boolean... endsWell) {
        boolean isGood = endsWell.length == 0 || endsWell[0];
        ExecutionId id = ExecutionId.of(task + step + at);
        var origin = new Origin(id, Source.RECORDED, at);
        StepId stepId = StepId.named(step);
        List<Fact> facts = new ArrayList<>(
                anExecution().withId(id).of(task).by("plan").startedAt(at).facts());
        facts.add(new Fact.StepStarted(origin, stepId, null, new Action.ToolCall(step, Payload.NONE)));
        for (int number = 1; number <= attempts; number++) {
            boolean isLast = number == attempts;
            Outcome.Ended outcome = isLast && isGood
                    ? new Outcome.Succeeded(Duration.ofMillis(200))
                    : new Outcome.Failed(Duration.ofMillis(900), TIMEOUT);
            facts.add(new Fact.AttemptStarted(origin, stepId, number, null, at.plusSeconds(number)));
            facts.add(new Fact.AttemptEnded(origin, stepId, number, outcome, Usage.NONE, Payload.NONE));
            if (outcome instanceof Outcome.Failed) {
                facts.add(new Fact.Recovered(
                        origin,
                        stepId,
                        number,
                        isLast ? new Recovery.GiveUp("enough") : new Recovery.Retry(Duration.ZERO, "it may pass")));
            }
        }
        store.history().append(facts);
        return this;
    }

    /** A recommendation about a step that nobody has decided on. */
    Recommendation advise(String task, String step) {
        var recommendation = Recommendation.propose(
                new Change.RetryUpTo(Subject.step(task, step), 3),
                "After 1 attempt, 40 % of runs end in a failure that may pass.",
                new Evidence(50, Measure.SUCCESS_RATE, .3, .15, .45, .001, List.of()));
        store.ledger().write(Map.of(new Document.Advised(recommendation), 0L));
        return recommendation;
    }

    Story approve(Recommendation recommendation, Instant at) {
        Policy policy = Policy.INITIAL.with(recommendation.change());
        store.ledger()
                .write(Map.of(
                        new Document.Adopted(policy), 0L,
                        new Document.Advised(recommendation.with(Recommendation.Status.APPLIED)), 1L,
                        new Document.Audited(at, "approve", recommendation.id(), 1), 0L));
        return this;
    }

    /** What came of a recommendation that was tried on half of the runs. */
    Story measure(Recommendation recommendation, Recommendation.Status status, @Nullable Evidence realised) {
        var measurement = new Measurement(at(1), null, "12ab34cd", realised, "So it stands.");
        store.ledger()
                .write(Map.of(new Document.Advised(recommendation.with(status).with(measurement)), 1L));
        return this;
    }

    Findings findings(int days) {
        return findings(days, Detail.BRIEF);
    }

    Findings findings(int days, Detail detail) {
        Scope scope = Scope.last(days, store.history(), Workspace.DEFAULT, detail, NOW)
                .orElseThrow();
        return new Survey(store, scope).findings();
    }

    /** A history in which there is something of everything. */
    static Story full() {
        var story = new Story();
        for (int day = 0; day < 20; day++) {
            if (day != 7 && day != 8 && day != 11) {
                story.day(day, "email", 12, day % 4).day(day, "report", 3, day > 15 ? 2 : 0);
            }
        }
        for (int i = 0; i < 40; i++) {
            story.run(at(18).plusSeconds(60L * i), "nightly", "fetch", i < 20 ? 1 : 1 + i % 2, i >= 20 || i % 2 == 0);
        }
        Recommendation retry = story.advise("nightly", "fetch");
        story.advise("nightly", "scan");
        return story.approve(retry, at(18).plusSeconds(60 * 20 - 30));
    }
}
