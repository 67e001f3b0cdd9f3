package dev.afterwise.testkit;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Afterwise;
import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.LoopSettings;
import dev.afterwise.Measure;
import dev.afterwise.Origin;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Policy;
import dev.afterwise.Profile;
import dev.afterwise.Recommendation;
import dev.afterwise.Recommendations;
import dev.afterwise.Settings;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.StepId;
import dev.afterwise.Subject;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a plan with one step, whose truth is known: how often a run succeeds with the change and without, and how long it takes. The
 * runs are drawn, recorded and read by the real library; only what they do is made up. For one thread.
 */
public final class AdviceWorld implements AutoCloseable {
    public static final Subject STEP = Subject.step("nightly", "fetch");
    public static final Change CHANGE = new Change.RetryUpTo(STEP, 3);
    private static final Duration GAP = Duration.ofMinutes(1);

    private static final int LOOKED_EVERY = 20;

    private final Store store = Store.inMemory();
    private final ManualTime time = new ManualTime();
    private final RandomGenerator random;
    private final Afterwise afterwise;
    private final List<ExecutionId> changed = new ArrayList<>();
    private int runs;
    private double extraFailures;

    public AdviceWorld(RandomGenerator random) {
        this.random = random;
        this.afterwise =
                Afterwise.with(store, Settings.STANDARD.with(time).with(random).with(LoopSettings.ASKED));
    }

    /** Those of the library. */
    public Recommendations recommendations() {
        return afterwise.recommendations();
    }

    /** What holds by now. */
    public Policy policy() {
        return afterwise.policy();
    }

    /** Moves by a minute with each run. */
    public ManualTime time() {
        return time;
    }

    /** Those runs that were carried out under the change. */
    public List<ExecutionId> changed() {
        return List.copyOf(changed);
    }

    /** How many failures more there were by now than without the change, as far as is to be expected. */
    public double extraFailures() {
        return extraFailures;
    }

    /** Puts a recommendation there, as if it had been found. */
    public Recommendation propose(Change change, Measure measure) {
        var evidence = new Evidence(80, measure, .2, .1, .3, .001, List.of());
        Recommendation proposed = Recommendation.propose(change, "it was seen", evidence);
        store.workspace(Workspace.DEFAULT).ledger().write(Map.of(new Advised(proposed), 0L));
        return proposed;
    }

    /** As it is by now. */
    public Recommendation now(Recommendation recommendation) {
        return recommendations().find(recommendation.id()).orElseThrow();
    }

    /**
     * Runs, and looks every 20 runs and later more seldom, until it is decided or there were so many runs.
     *
     * @return the recommendation as it is then
     */
    public Recommendation follow(Recommendation recommendation, Truth truth, int most) {
        int next = LOOKED_EVERY;
        for (int i = 1; i <= most; i++) {
            run(truth);
            if (i == next) {
                next += Math.max(LOOKED_EVERY, next / 8);
                recommendations().advance();
                if (now(recommendation).status() != Recommendation.Status.MEASURING) {
                    break;
                }
            }
        }
        return now(recommendation);
    }

    /**
     * How often a run succeeds, and how long its step takes.
     *
     * @param before without the change
     * @param after with it
     */
    public record Truth(double before, double after, double secondsBefore, double secondsAfter) {
        public static Truth ofSuccess(double before, double after) {
            return new Truth(before, after, 1, 1);
        }

        public static Truth ofTime(double before, double after) {
            return new Truth(.9, .9, before, after);
        }
    }

    /** Runs once. */
    public ExecutionId run(Truth truth) {
        return run(truth, null);
    }

    /**
     * Runs once.
     *
     * @param outcome of the run as a whole; null if it is that of its step
     */
    public ExecutionId run(Truth truth, Outcome.@Nullable Ended outcome) {
        ExecutionId id = ExecutionId.of("run " + runs++);
        Profile plain = Profile.of("nightly");
        Policy.ForRun drawn = policy().forRun(plain, id.hex());
        boolean isChanged = drawn.policy().changes().stream().anyMatch(CHANGE::equals);
        double seconds = (isChanged ? truth.secondsAfter : truth.secondsBefore) * Math.exp(.3 * random.nextGaussian());
        Duration took = Duration.ofNanos(Math.round(seconds * 1e6) * 1_000);
        Outcome.Ended ended = random.nextDouble() < (isChanged ? truth.after : truth.before)
                ? new Outcome.Succeeded(took)
                : new Outcome.Failed(took, failure());
        if (isChanged) {
            changed.add(id);
            extraFailures += truth.before - truth.after;
        }
        var origin = new Origin(id, Source.RECORDED, time.now());
        StepId step = StepId.named("fetch");
        afterwise
                .history()
                .append(List.of(
                        new Fact.Started(origin, plain.with(drawn.variants()), "", time.now(), About.NOTHING),
                        new Fact.StepStarted(origin, step, null, new Action.ToolCall("fetch", Payload.NONE)),
                        new Fact.AttemptStarted(origin, step, 1, null, time.now()),
                        new Fact.AttemptEnded(origin, step, 1, ended, Usage.NONE, Payload.NONE),
                        new Fact.Ended(origin, outcome == null ? ended : outcome, Usage.NONE, Payload.NONE)));
        time.advance(GAP);
        return id;
    }

    /** Says later how a run really went. */
    public void conclude(ExecutionId id, Outcome.Ended outcome) {
        afterwise.outcome(id, outcome);
        afterwise.flush();
    }

    /** One that may pass. */
    public static Failure failure() {
        return Failure.of(FailureClass.TIMEOUT, Severity.HIGH, Transience.TRANSIENT, "Timeout", "after 5 s");
    }

    @Override
    public void close() {
        afterwise.close();
    }
}
