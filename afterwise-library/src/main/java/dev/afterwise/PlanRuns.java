package dev.afterwise;

import dev.afterwise.heal.Care;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.PlanRunner;
import dev.afterwise.plan.Transcripts;
import dev.afterwise.plan.Watcher;
import dev.afterwise.record.Recorder;
import dev.afterwise.record.Redaction;
import dev.afterwise.store.WorkspaceStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs of plans under the policy as it is when they begin. Safe for use by many threads. */
final class PlanRuns {
    private final WorkspaceStore workspace;
    private final Settings settings;
    private final Care care;
    private final Recorder recorder;
    private final Experiments experiments;

    PlanRuns(WorkspaceStore workspace, Settings settings, Care care, Recorder recorder, Experiments experiments) {
        this.workspace = workspace;
        this.settings = settings;
        this.care = care;
        this.recorder = recorder;
        this.experiments = experiments;
    }

    PlanResult execute(Plan plan, Launch launch, Policy policy, Watcher watcher) throws InterruptedException {
        Launch launched = launch.parent() == null ? launch.onBehalfOf(recorder.caller()) : launch;
        try {
            return runner(plan, policy).run(plan, launched, policy, watcher);
        } finally {
            recorder.flush();
        }
    }

    /** It keeps the variants of experiments that it was drawn for. */
    Optional<PlanResult> resume(ExecutionId id, Plan plan, Policy policy, Watcher watcher) throws InterruptedException {
        Policy.ForRun held = workspace
                .history()
                .execution(id)
                .map(begun -> policy.asDrawn(begun.profile(), experiments.list()))
                .orElseGet(() -> new Policy.ForRun(policy, new TreeMap<>()));
        try {
            return runner(plan, held.policy()).resume(id, plan, held, watcher);
        } finally {
            recorder.flush();
        }
    }

    /** That a run began can be seen at once: whoever resumes it, when it was killed a moment later, looks for its id. */
    private void record(List<Fact> facts) {
        recorder.submit(facts);
        if (facts.stream().anyMatch(Fact.Started.class::isInstance)) {
            recorder.flush();
        }
    }

    private PlanRunner runner(Plan plan, Policy policy) {
        var plans = new Plans(workspace, settings, () -> policy, recorder::flush);
        return new PlanRunner(
                        workspace.plans(),
                        this::record,
                        settings.limits(),
                        care,
                        settings.time(),
                        settings.random(),
                        settings.thresholds(),
                        settings.crew().completedFor(plan))
                .hearing(workspace.signals())
                .keeping(transcripts())
                .expecting(new PlanOutlook(each -> plans.recent(each, Map.of()), policy, settings.time()));
    }

    /** What is printed is kept where what tools return is. */
    private Transcripts transcripts() {
        Recording recording = settings.recording();
        return settings.logs() == null || recording.extent() != Recording.Extent.FULL
                ? Transcripts.NONE
                : Transcripts.in(settings.logs(), new Redaction(recording.secrets())::line);
    }
}
