package dev.afterwise.sql;

import static dev.afterwise.testkit.AnExecution.anExecution;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Event;
import dev.afterwise.Evidence;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Measure;
import dev.afterwise.Metric;
import dev.afterwise.Money;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Parent;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Rating;
import dev.afterwise.Recommendation;
import dev.afterwise.Recovery;
import dev.afterwise.Sample;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Status;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Hold;
import dev.afterwise.store.MetricFilter;
import dev.afterwise.store.Period;
import dev.afterwise.store.PlanJournal;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Query;
import dev.afterwise.store.Retention;
import dev.afterwise.store.StepRun;
import dev.afterwise.store.Store;
import dev.afterwise.store.Upkeep;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A little of everything that a store can hold, always the same. A store of an older version that holds it must say the same
 * as one that is filled with it today: so what is here is never changed, only added to under a new name.
 */
final class GoldenHistory {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Workspace> WORKSPACES = List.of(Workspace.DEFAULT, new Workspace("other"));
    private static final ExecutionId WHOLE = ExecutionId.of("golden whole");
    private static final ExecutionId RUN = ExecutionId.of("golden run");

    private GoldenHistory() {}

    /**
     * Through the calls that everybody uses.
     *
     * @param time of the store, which moves on by some months
     */
    static void fill(Store store, ManualTime time) {
        fill(store.workspace(Workspace.DEFAULT), "early");
        time.advance(Duration.ofDays(61));
        fill(store.workspace(new Workspace("other")), "late");
        store.upkeep()
                .prune(Retention.STANDARD.withExecutions(Duration.ofDays(60)), time.now(), Upkeep.Progress.UNSEEN);
        WorkspaceStore here = store.workspace(Workspace.DEFAULT);
        fill(here, "late");
        time.advance(Duration.ofDays(31));
        store.upkeep().prune(Retention.STANDARD, time.now(), Upkeep.Progress.UNSEEN);
        fill(here, "newest");
        here.history().append(whole());
        write(here);
    }

    private static void fill(WorkspaceStore space, String name) {
        for (int i = 0; i < 24; i++) {
            var told = anExecution()
                    .withId(ExecutionId.of(name + i))
                    .of(i % 3 == 0 ? "report" : "email")
                    .by("agent " + i % 2)
                    .on(i % 4 == 0 ? null : "model " + i % 4)
                    .via(i % 5 == 0 ? "fast" : null)
                    .ofComplexity(i / 4.0)
                    .with("branch", "main")
                    .with("files", i)
                    .described("write the " + (i % 2 == 0 ? "monthly" : "weekly") + " report number " + name + i)
                    .startedAt(START.plus(Duration.ofMinutes(200L * i)))
                    .took(i % 6 == 0 ? null : Duration.ofMillis(100L * i + 7))
                    .spending(new Usage(10L * i, i, 1, new Money(7L * i), 1));
            space.history()
                    .append(
                            switch (i % 8) {
                                case 1 ->
                                    told.failedWith("timeout", "after " + i + " s")
                                            .facts();
                                case 2 ->
                                    told.failedWith("network", "no route to host " + i)
                                            .facts();
                                case 3 -> told.cancelled("not needed").facts();
                                case 4 -> told.endedSomehow().facts();
                                default -> told.facts();
                            });
        }
        space.metrics()
                .record(List.of(
                        new Sample(Metric.CPU, "", .5, START),
                        new Sample(Metric.LATENCY, "mail", 12.5, START.plus(Duration.ofHours(30)))));
    }

    /** An execution with all that can be said of one. */
    private static List<Fact> whole() {
        var facts = new ArrayList<Fact>();
        Origin origin = new Origin(WHOLE, Source.RECORDED, START);
        var parent = new Parent(ExecutionId.of("newest0"), null);
        var about = new About("issue-1", "talk-1", parent, Payload.text("in", 99), Payload.NONE);
        facts.add(new Fact.Started(origin, Profile.of("deploy"), "deploy it", START, about));
        List<Action> actions = List.of(
                new Action.Phase("prepare", Duration.ofSeconds(5)),
                new Action.ToolCall("search", Payload.text("words", 99)),
                new Action.ModelCall("large"),
                new Action.Delegate(ExecutionId.of("newest1")));
        for (int i = 0; i < actions.size(); i++) {
            StepId step = new StepId("%016x".formatted(i + 1));
            facts.add(new Fact.StepStarted(
                    origin, step, i == 0 ? null : new StepId("%016x".formatted(1)), actions.get(i)));
            facts.add(new Fact.AttemptStarted(origin, step, 1, "first", START.plusSeconds(i)));
            facts.add(new Fact.AttemptEnded(
                    origin, step, 1, new Outcome.Failed(Duration.ofMillis(5), failure()), Usage.NONE, Payload.NONE));
            facts.add(new Fact.Recovered(origin, step, 1, recoveries().get(i)));
            facts.add(new Fact.AttemptStarted(origin, step, 2, "second", START.plusSeconds(i + 1)));
            facts.add(new Fact.AttemptEnded(
                    origin,
                    step,
                    2,
                    new Outcome.Succeeded(Duration.ofMillis(9)),
                    new Usage(3, 2, 1, new Money(5), 1),
                    Payload.text("result", 99)));
        }
        facts.add(new Fact.Noted(origin, new Event("cache miss", START.plusSeconds(2), Payload.text("key", 99))));
        facts.add(new Fact.Rated(origin, new Rating("ann", .75, "well done")));
        facts.add(new Fact.Ended(
                origin, new Outcome.Unknown(Duration.ofSeconds(9)), Usage.NONE, Payload.text("out", 99)));
        facts.add(new Fact.Concluded(origin, new Outcome.Succeeded(null)));
        return facts;
    }

    private static Failure failure() {
        return Failure.of(FailureClass.TIMEOUT, Severity.HIGH, Transience.TRANSIENT, "Timeout", "after 5 s");
    }

    private static List<Recovery> recoveries() {
        return List.of(
                new Recovery.Retry(Duration.ofMillis(250), "it may pass"),
                new Recovery.FallBack("other", "it is slow"),
                new Recovery.CreatePath("/tmp/x", "it is missing"),
                new Recovery.Skip("it is not needed"));
    }

    private static void write(WorkspaceStore space) {
        Subject subject = Subject.EVERYTHING.with(Dimension.TASK, "email");
        var evidence = new Evidence(40, Measure.SUCCESS_RATE, .3, .1, .5, .001, List.of(WHOLE));
        var advised = Recommendation.propose(new Change.PreferAgent(subject, "agent 1"), "it is better", evidence);
        space.ledger()
                .write(Map.of(
                        new Document.Adopted(new Policy(3, List.of())), 0L,
                        new Document.Advised(advised), 0L,
                        new Document.Audited(START, "approve", advised.id(), 3), 0L));
        var params = new TreeMap<>(Map.of("size", Value.of(7.5), "branch", Value.of("main")));
        PlanJournal plans = space.plans();
        Hold hold = plans.begin(new PlanRun(RUN, "deploy", "version: 1", "/work", params, 3, START, Status.RUNNING));
        plans.claim(hold, new StepRun("build", 1, "quick", START, new Outcome.Running(), null));
        plans.finish(
                hold,
                "build",
                1,
                new Outcome.Failed(Duration.ofSeconds(2), failure()),
                recoveries().getFirst());
        plans.claim(hold, new StepRun("build", 2, "quick", START.plusSeconds(9), new Outcome.Running(), null));
        plans.finish(
                hold,
                "build",
                2,
                new Outcome.Succeeded(null),
                null,
                new TreeMap<>(Map.of("file", Value.of("a"))),
                Usage.NONE);
        plans.end(hold, Status.SUCCEEDED);
    }

    /** All that can be read of it, by what was asked. */
    static Map<String, Object> everything(Store store) {
        var all = new LinkedHashMap<String, Object>();
        for (Workspace each : WORKSPACES) {
            everything(store.workspace(each)).forEach((asked, answer) -> all.put(each + " " + asked, answer));
        }
        return all;
    }

    private static Map<String, Object> everything(WorkspaceStore space) {
        History history = space.history();
        List<ExecutionId> ids = history.idsStartingWith("", 1_000);
        var all = new LinkedHashMap<String, Object>();
        all.put("ids", ids);
        all.put(
                "executions",
                ids.stream()
                        .map(history::execution)
                        .map(Optional<Execution>::orElseThrow)
                        .toList());
        all.put("list", history.find(Query.newest(1_000)));
        all.put("children", history.children(ExecutionId.of("newest0"), 9));
        all.put(
                "similar",
                history.similar("write the monthly report", 5).stream()
                        .map(each -> each.newest().id())
                        .toList());
        all.put("statistics", history.statistics(Filter.ALL, EnumSet.of(Dimension.TASK, Dimension.AGENT)));
        all.put("models", history.statistics(Filter.ALL, EnumSet.of(Dimension.MODEL, Dimension.ROUTE)));
        all.put("series", history.series(Filter.ALL, Period.HOUR));
        all.put("weeks", history.series(Filter.ALL, Period.WEEK));
        all.put("steps", history.steps(Filter.ALL));
        all.put(
                "failures",
                history.failures(Filter.ALL).stream()
                        .map(group -> group.example().fingerprint() + " " + group.count() + " " + group.agents())
                        .sorted()
                        .toList());
        all.put("policy", space.ledger().list(Document.Adopted.class));
        all.put("advice", space.ledger().list(Document.Advised.class));
        all.put("audit", space.ledger().list(Document.Audited.class));
        all.put("run", space.plans().run(RUN));
        all.put("attempts", space.plans().steps(RUN));
        all.put("metrics", space.metrics().totals(MetricFilter.ALL));
        all.put("metric days", space.metrics().series(MetricFilter.ALL, Period.DAY));
        return all;
    }
}
