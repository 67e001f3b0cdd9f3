package dev.afterwise;

import dev.afterwise.heal.guard.Guards;
import dev.afterwise.learn.PlanStudy;
import dev.afterwise.learn.plans.PlanScan;
import dev.afterwise.learn.remedies.Material;
import dev.afterwise.learn.remedies.RemedyStudy;
import dev.afterwise.plan.PlanRunner;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Document.Boosted;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Newest;
import dev.afterwise.store.Query;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What the newest history says should change. It reads, and changes nothing. Safe for use by many threads. */
final class Studies {
    /** How many of the newest runs of plans are learned from. */
    private static final int PLAN_RUNS = 2_000;

    /** Of how many of the newest executions every call is looked at. */
    private static final int EXECUTIONS = 2_000;

    /** How far back all else goes, from the newest execution. */
    private static final Duration RECENTLY = Duration.ofDays(90);

    private final WorkspaceStore workspace;
    private final Thresholds thresholds;
    private final Guards guards;
    private final Timekeeper time;

    Studies(WorkspaceStore workspace, Thresholds thresholds, Guards guards, Timekeeper time) {
        this.workspace = workspace;
        this.thresholds = thresholds;
        this.guards = guards;
        this.time = time;
    }

    /** Changes that would be improvements. */
    List<Recommendation> found() {
        return Stream.concat(ofPlans(runsOfPlans()).stream(), new RemedyStudy(material()).recommend().stream())
                .toList();
    }

    /** Whoever is to be taken at once need not be fallen back to. */
    private static List<Recommendation> ofPlans(List<Execution> runs) {
        List<Recommendation> found = new PlanStudy().recommend(runs);
        Stream<Recommendation> fallbacks = new PlanScan()
                .fallbacks(runs).stream()
                        .filter(each -> each.change() instanceof Change.FallBackTo it
                                && found.stream()
                                        .noneMatch(other -> other.change()
                                                .equals(new Change.PreferAgent(it.subject(), it.agent()))));
        return Stream.concat(found.stream(), fallbacks).toList();
    }

    private List<Execution> runsOfPlans() {
        return newest(Filter.of(Subject.EVERYTHING.with(Dimension.AGENT, PlanRunner.AGENT)), PLAN_RUNS);
    }

    private List<Execution> newest(Filter which, int most) {
        History history = workspace.history();
        return history.find(new Query(which, null, most)).items().stream()
                .flatMap(headline -> history.execution(headline.id()).stream())
                .filter(execution -> execution.remains() == Remains.EVERYTHING)
                .toList();
    }

    private Material material() {
        Columns columns = recent(workspace, time.now());
        boolean healed = !columns.recoveries().values().isEmpty();
        return new Material(
                columns,
                thresholds.list().stream().map(Thresholds.Named::rule).toList(),
                healed ? newest(Filter.ALL, EXECUTIONS) : List.of(),
                guards.settings(),
                workspace
                        .ledger()
                        .read(Boosted.class, Boosted.KEY)
                        .map(known -> known.document().trials())
                        .orElse(List.of()));
    }

    /** What was recorded lately. */
    static Columns recent(WorkspaceStore workspace, Instant now) {
        Window window = Newest.of(workspace.history(), Filter.ALL, now)
                .map(newest -> Window.lasting(RECENTLY, newest))
                .orElse(Window.ALL);
        return workspace.segments().scan(window);
    }
}
