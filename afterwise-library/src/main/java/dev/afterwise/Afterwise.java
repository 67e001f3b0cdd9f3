package dev.afterwise;

import dev.afterwise.heal.Boosts;
import dev.afterwise.heal.Calls;
import dev.afterwise.heal.Care;
import dev.afterwise.heal.Faults;
import dev.afterwise.heal.Healer;
import dev.afterwise.heal.Preferences;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Precedents;
import dev.afterwise.heal.guard.Guards;
import dev.afterwise.learn.predict.Prediction;
import dev.afterwise.plan.Launch;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanResult;
import dev.afterwise.plan.Watcher;
import dev.afterwise.record.Healed;
import dev.afterwise.record.Operation;
import dev.afterwise.record.Recorder;
import dev.afterwise.record.Sampler;
import dev.afterwise.record.Treatment;
import dev.afterwise.record.Work;
import dev.afterwise.store.Caretaker;
import dev.afterwise.store.Document;
import dev.afterwise.store.Existing;
import dev.afterwise.store.History;
import dev.afterwise.store.Metrics;
import dev.afterwise.store.PlanRun;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Store;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.WorkspaceStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs work, remembers how it went, and does better the next time.
 *
 * <p>Safe for use by many threads. Close it, so that all that was recorded is stored.
 */
public final class Afterwise implements AutoCloseable {
    /** How long the end of the process waits for what was recorded to be stored. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Store store;
    private final WorkspaceStore workspace;
    private final Settings settings;
    private final Care care;
    private final Recollection recollection;
    private final Boosts boosts;
    private final GuardKeeper guardKeeper;
    private final Preferences preferences;
    private final PreferenceKeeper preferenceKeeper;
    private final Calls calls;
    private final Healing healing;
    private final Recorder recorder;
    private final Sampler sampler;
    private final Adoption adoption;
    private final PolicyWatch policyWatch;
    private final Thresholds thresholds;
    private final Studies studies;
    private final Recommendations recommendations;
    private final Experiments experiments;
    private final PlanRuns planRuns;
    private final Loop loop;
    private final Alerts alerts;
    private final Advisor advisor;
    private final Foresight foresight;
    private final KnowledgeBase knowledge;
    private final @Nullable Caretaker caretaker;
    private final Thread lastFlush;

    private Afterwise(Store store, Settings given) {
        Settings settings = given.with(given.recordingHere());
        this.store = store;
        this.settings = settings;
        this.workspace = store.workspace(settings.workspace());
        this.recollection = new Recollection(workspace.history());
        this.preferences = new Preferences(settings.time(), settings.random());
        this.preferenceKeeper = new PreferenceKeeper(workspace.ledger(), preferences);
        this.care = new Care(
                new Classifier(settings.rules(), recollection),
                new Guards(settings.time(), settings.random()),
                new Healer(preferences, settings.time(), settings.random()),
                new Faults(settings.faults(), settings.time()));
        this.boosts = new Boosts(settings.time(), settings.random());
        this.adoption = new Adoption(workspace.ledger(), settings.time());
        this.policyWatch = new PolicyWatch(adoption::policy, care::follow, settings.time());
        this.thresholds = new Thresholds(settings.thresholds(), workspace, policyWatch, settings.time());
        this.studies = new Studies(workspace, thresholds, care.guards(), settings.time());
        this.guardKeeper =
                new GuardKeeper(workspace.ledger(), care.guards(), boosts, policyWatch::refresh, settings.time());
        care.guards().beforeTheFirst(() -> {
            guardKeeper.begin();
            preferenceKeeper.begin();
        });
        this.calls = new Calls(care, settings.caps(), settings.time());
        this.healing = new Healing(care, boosts, settings.caps(), policyWatch::now, settings.time());
        this.alerts = new Alerts(workspace, settings.time());
        this.advisor = new Advisor(workspace, policyWatch::now, settings);
        this.foresight = new Foresight(workspace.segments(), settings.time());
        this.knowledge = KnowledgeBase.of(store, settings.workspace(), settings.time(), settings.random());
        this.recorder = new Recorder(
                advisor.after(alerts.after(workspace.history()::append)),
                settings.recording(),
                healing,
                healing,
                settings.time(),
                settings.random());
        advisor.beginBy(recorder::begin);
        this.sampler =
                new Sampler(workspace.metrics()::record, settings.recording().samples(), settings.time());
        this.recommendations = new Recommendations(
                adoption, new Measuring(workspace, adoption), policyWatch, recorder::flush, settings.time());
        this.experiments = new Experiments(workspace, policyWatch, recorder::flush, settings.time());
        this.planRuns = new PlanRuns(workspace, settings, care, recorder, experiments);
        this.caretaker = settings.retention().occasion() == Retention.Occasion.DAILY
                ? Caretaker.of(store.upkeep(), settings.retention(), settings.time(), () -> recorder.queued() == 0)
                : null;
        this.loop = new Loop(this, store, settings, healing);
        if (settings.loop().goesByItself()) {
            loop.begin();
        }
        this.lastFlush = new Thread(this::flushAtTheEnd, "afterwise-flush");
        Runtime.getRuntime().addShutdownHook(lastFlush);
    }

    private void flushAtTheEnd() {
        recorder.flush(PATIENCE);
        sampler.flush();
    }

    /**
     * Opens the history that is kept in a file, which is made if there is none.
     *
     * @throws StoreException if it can't be opened, or nothing on the class path can keep a history in a file
     */
    public static Afterwise open(Path file) {
        return with(store(file), Settings.STANDARD);
    }

    /** Uses a store, and closes it in the end. */
    public static Afterwise with(Store store, Settings settings) {
        return new Afterwise(store, settings);
    }

    /**
     * Opens the store in a file, which is made if there is none.
     *
     * @throws StoreException if it can't be opened
     */
    public static Store store(Path file) {
        return Providers.open(file);
    }

    /**
     * Opens the store in a file for reading; nothing is made or changed.
     *
     * @throws StoreException if it can't be opened
     */
    public static Store storeReadOnly(Path file) {
        return Providers.openReadOnly(file);
    }

    /**
     * Makes the store in a file from a copy that {@link dev.afterwise.store.Upkeep#backup backup} wrote.
     *
     * @throws StoreException if the copy is damaged, or there is a store that is to be kept or is in use; then nothing changed
     */
    public static void restoreStore(Path copy, Path file, Existing existing) {
        Providers.restore(copy, file, existing);
    }

    /**
     * Runs the work as one execution of the task, on the calling thread. What it returns or throws passes through; that it
     * is recorded never makes it fail: a task without a name is called {@code unnamed}.
     */
    public <T extends @Nullable Object, X extends Exception> T run(String task, Work<T, X> work) throws X {
        return run(Profile.of(task.isBlank() ? "unnamed" : task), work);
    }

    /** Runs the work as one execution with this profile, on the calling thread. */
    public <T extends @Nullable Object, X extends Exception> T run(Profile profile, Work<T, X> work) throws X {
        return recorder.begin(profile).make(work);
    }

    /**
     * Runs the work as one execution on behalf of another, which may be that of another process.
     *
     * @param parent as {@link Parent#parse} reads it from the environment or a request; none if it is null
     */
    public <T extends @Nullable Object, X extends Exception> T run(
            Profile profile, @Nullable Parent parent, Work<T, X> work) throws X {
        return recorder.begin(profile, parent).make(work);
    }

    /**
     * Says how an execution went, some time after its end, because it shows only now. It counts for more than how its work
     * ended. The execution may also be one of another process. One that is not there is begun by this.
     */
    public void outcome(ExecutionId id, Outcome.Ended outcome) {
        recorder.submit(List.of(new Fact.Concluded(late(id, Source.RECORDED), outcome)));
    }

    /** Says that an execution failed, some time after its end, as {@link #outcome} does. */
    public void failed(ExecutionId id, String type, String message) {
        outcome(id, new Outcome.Failed(null, healing.of(type, message)));
    }

    /** Judges an execution, some time after its end. A second judgement by the same replaces the first. */
    public void rate(ExecutionId id, Rating rating) {
        recorder.submit(List.of(new Fact.Rated(late(id, Source.PERSON), rating)));
    }

    private Origin late(ExecutionId id, Source source) {
        return new Origin(id, source, settings.time().now());
    }

    /**
     * Calls a component as one execution of the task of that name, healed: while the call fails in a way that may pass, it is
     * made again after a wait - up to three attempts, as far as the component's recovery budget and its circuit breaker allow.
     * Each attempt and each decision is recorded before it is acted on. Inside a run, {@link
     * dev.afterwise.record.Run#call(String, Operation) run.call} makes it a step of that run.
     *
     * <p>The operation must be one that may be made more than once: an attempt that failed may have done its work. It runs on
     * the calling thread, which also waits. What failed for good, was stopped, or threw an {@link Error} is not made again.
     *
     * @param component whose failures belong together: a service, a tool, a shard; not what it is asked
     * @throws X what the last attempt threw, unchanged
     * @throws CircuitOpenException if not even the first attempt could be made, because the component keeps failing
     */
    public <T extends @Nullable Object, X extends Exception> T call(String component, Operation<T, X> operation)
            throws X {
        return heal(component, operation).call();
    }

    /**
     * A call of a component as one execution of the task of that name, about whose failures more can be done than to make it
     * again. Inside a run, {@link dev.afterwise.record.Run#heal run.heal} makes it a step of that run.
     *
     * @param component whose failures belong together: a service, a tool, a shard; not what it is asked
     * @param operation if it is {@link dev.afterwise.record.Scoped}, it is made on smaller parts where the whole is too much; if
     *     it is {@link Operation#await}, it waits for what is done elsewhere
     */
    public <T extends @Nullable Object, X extends Exception> Healed<T, X> heal(
            String component, Operation<? extends T, ? extends X> operation) {
        return recorder.heal(component, operation);
    }

    /**
     * Calls that are healed as these are, by the same breakers, budgets and preferences, but not recorded: for what is called
     * so often that a record of each call would be too much. A call that succeeds at once allocates nothing. Nobody can be told
     * apart there, so what is shielded refuses them.
     */
    public Calls calls() {
        return calls;
    }

    /** Registers a cache that is cleared, as by {@code prices::invalidateAll}, when calls of the component fail. */
    public void registerCache(String component, String cache, Runnable clear) {
        recorder.registerCache(component, cache, clear);
    }

    /**
     * Registers something that can be done about failures of a component, before it is called again.
     *
     * @param name under which it is recorded and scored
     * @param against failures of these classes; empty for any
     * @throws IllegalArgumentException if the name is one of those that strategies have already
     */
    public void registerTreatment(String component, String name, Set<FailureClass> against, Treatment treatment) {
        recorder.registerTreatment(component, name, against, treatment);
    }

    /**
     * Takes a sample of a metric of the program as a whole. It never waits and never throws: what finds no room, because as many
     * as {@link Recording#samples may} wait for the store, is dropped and counted, and so is what is no finite number. A second
     * later at the latest it is in {@link #metrics}.
     */
    public void sample(Metric metric, double value) {
        sample(metric, "", value);
    }

    /** As {@link #sample(Metric, double)}, of one component: a service, a pool, a table. */
    public void sample(Metric metric, String component, double value) {
        if (settings.recording().extent() != Recording.Extent.OFF) {
            sampler.sample(metric, component, value);
        }
    }

    /** How many samples were dropped since the start. */
    public long droppedSamples() {
        return sampler.dropped();
    }

    /** What a person may want to know at once. */
    public Alerts alerts() {
        return alerts;
    }

    /** What is known and can be used again. */
    public KnowledgeBase knowledge() {
        return knowledge;
    }

    /** What was sampled in this workspace. */
    public Metrics metrics() {
        return workspace.metrics();
    }

    /** How often something was let go wrong on purpose, by what was called: the name of a step or a component. */
    public SortedMap<String, Long> injected() {
        return care.faults().struck();
    }

    /** What guards each component that is called: to listen to what happens to it, or to let it go by other settings. */
    public Guards guards() {
        return care.guards();
    }

    /** What guards of this workspace remembered when they were last written, in this process or another. */
    public Document.Guarded remembered() {
        return guardKeeper.remembered();
    }

    /** What boosts have cost and brought in this workspace. */
    public Document.Boosted boosted() {
        return guardKeeper.boosted();
    }

    /** What somebody wants of circuit breakers, the newest wish for each component. */
    public List<BreakerOrder> orders() {
        return guardKeeper.orders();
    }

    /**
     * Opens or resets the circuit breaker of a component in this process, in others that have this workspace open - about a second
     * later - and in those that are started from now on.
     */
    public void order(String component, BreakerOrder.Wish wish) {
        guardKeeper.order(new BreakerOrder(component, wish, settings.time().now()));
    }

    /** The state of the circuit breaker of each component that was called, by its name. */
    public SortedMap<String, BreakerState> breakers() {
        return care.guards().breakers();
    }

    /** What healing has learned in this workspace up to now, by all processes. */
    public Preferences preferences() {
        preferenceKeeper.exchange();
        policyWatch.refresh();
        return preferences;
    }

    /**
     * Carries out a plan under the policy as it is now, on the calling thread.
     *
     * @throws IllegalArgumentException if the plan has too many steps, or must be told more
     * @throws InterruptedException if the thread was told to stop; the run is recorded as cancelled
     */
    public PlanResult execute(Plan plan, Launch launch, Watcher watcher) throws InterruptedException {
        return planRuns.execute(plan, launch, policy(), watcher);
    }

    /** How a run of a plan stands, and from which text; empty if there is none with this id. */
    public Optional<PlanRun> planRun(ExecutionId id) {
        return workspace.plans().run(id);
    }

    /**
     * Takes over a run of a plan that has not come to its end, because whoever carried it out is gone, and carries it out from
     * where it was. No step that is finished runs again; an attempt that was being made is made again.
     *
     * @param plan what {@link PlanRun#source} says
     * @return empty if there is no such run, or it is over
     * @throws InterruptedException if the thread was told to stop; the run is recorded as cancelled
     */
    public Optional<PlanResult> resume(ExecutionId id, Plan plan, Watcher watcher) throws InterruptedException {
        return planRuns.resume(id, plan, policy(), watcher);
    }

    /**
     * Whether a value is above the threshold of that name among the {@link Settings#thresholds settings}, or wherever it was moved
     * to by what was adopted; the threshold itself is not. Inside a run, threshold and value become attributes of it, so that it
     * can be learned where the threshold should be.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public boolean isAbove(String threshold, double value) {
        return thresholds.isAbove(threshold, value);
    }

    /** The thresholds that have names. */
    public Thresholds thresholds() {
        return thresholds;
    }

    /**
     * Looks at what was recorded lately for changes that would be improvements, and keeps what it finds as recommendations.
     * Nothing else changes.
     *
     * @return all recommendations there are now, the new ones among them
     */
    public List<Recommendation> learn() {
        recorder.flush();
        recollection.read();
        return adoption.propose(studies.found());
    }

    /** What failures of the history were, for those that no rule knows. */
    public Precedents precedents() {
        return recollection.read();
    }

    /** What is recommended, and what becomes of it. */
    public Recommendations recommendations() {
        return recommendations;
    }

    /** What will come of work, from memory. The first who asks waits until the history was learned from. */
    public Prediction predict(Profile profile) {
        return foresight.predict(profile);
    }

    /** Which agent, model or route to take; it climbs ladders, too. */
    public Advisor advisor() {
        return advisor;
    }

    /** Does some work in one of several ways, given by name, as one execution: see {@link Advisor}. */
    public <T extends @Nullable Object, X extends Exception> T route(
            Profile work, Dimension choice, Preference preference, Map<String, Work<T, X>> ways) throws X {
        return advisor.route(recorder::begin, work, choice, preference, ways);
    }

    /** What makes this workspace better by itself. */
    public Loop loop() {
        return loop;
    }

    /** What is tried against what, and how it stands. */
    public Experiments experiments() {
        return experiments;
    }

    /** What is to be expected of plans, before they are run. */
    public Plans plans() {
        return new Plans(workspace, settings, this::policy, recorder::flush);
    }

    /** What was adopted up to now. */
    public Policy policy() {
        return policyWatch.use(adoption.policy());
    }

    /** All that was recorded in this workspace. What was recorded a moment ago may still be on its way: see {@link #flush}. */
    public History history() {
        return workspace.history();
    }

    /** How many facts were not stored since this was opened, because of too much pressure or a failing store. The log says why. */
    public long lost() {
        return recorder.lost();
    }

    /** Waits until all that was recorded before can be found in the history. */
    public void flush() {
        recorder.flush();
        sampler.flush();
    }

    /** Stores what was recorded, and closes the store. */
    @Override
    public void close() {
        loop.close();
        if (caretaker != null) {
            caretaker.close();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(lastFlush);
        } catch (IllegalStateException shuttingDown) {
            // It runs at this moment, and does what is done here.
        }
        recorder.close();
        sampler.close();
        alerts.close();
        knowledge.keepUses();
        guardKeeper.close();
        preferenceKeeper.close();
        policyWatch.close();
        store.close();
    }
}
