package dev.afterwise;

import dev.afterwise.Cycle.Cause;
import dev.afterwise.Cycle.Move;
import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.record.Recorder;
import dev.afterwise.record.Run;
import dev.afterwise.store.Document.Looped;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Store;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes a workspace better by itself: it learns from what was recorded, recommends changes, adopts them as far as it may,
 * follows those that were adopted until their effect is known, and keeps or takes them back.
 *
 * <p>A round of it is a {@link Cycle}, which is recorded as an execution like any other work - in a {@link #own workspace of
 * its own}, so that no statistic of the work itself is disturbed. Of all processes that use a workspace one at a time carries out a cycle.
 * A cycle that is broken off at any moment has done a part of it, and the next one goes on from there.
 *
 * <p>Safe for use by many threads.
 */
public final class Loop {
    /** At least so long is rested after a cycle, unless somebody asks. */
    private static final Duration REST = Duration.ofMinutes(10);

    /** So often a process looks whether it is time for a cycle. */
    public static final Duration LOOK = Duration.ofMinutes(1);

    /** Among so many runs, alternatives that differ in success by ten points are told apart. */
    private static final long TOLD_APART = 300;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger("dev.afterwise");
    private static final String AGENT = "afterwise";
    private static final String SUFFIX = ".loop";
    private static final int LONGEST_NAME = 64;
    private static final int SAID = 300;

    /** A part of each cycle; it says what it did. */
    private record Part(String name, Supplier<String> work) {}

    private final Afterwise afterwise;
    private final History history;
    private final WorkspaceStore own;
    private final Workspace workspace;
    private final Healing healing;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final Leadership leadership;
    private final Feedback feedback;
    private final Starts starts;
    private final ReentrantLock carryingOut = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile LoopSettings settings;
    private @Nullable Thread thread;

    Loop(Afterwise afterwise, Store store, Settings settings, Healing healing) {
        this.afterwise = afterwise;
        this.workspace = settings.workspace();
        this.history = store.workspace(workspace).history();
        this.own = store.workspace(own(workspace));
        this.settings = settings.loop();
        this.healing = healing;
        this.time = settings.time();
        this.random = settings.random();
        this.feedback = Feedback.of(store.workspace(workspace));
        this.starts = new Starts(store.workspace(workspace), time);
        this.leadership = new Leadership(store.workspace(workspace).ledger(), time, settings.random());
    }

    /** When there are to be cycles from now on, and what they may do, instead of what the settings said. */
    public void use(LoopSettings other) {
        settings = other;
    }

    /** By which it goes. */
    public LoopSettings settings() {
        return settings;
    }

    /** Goes by itself, on a thread of its own, until it is closed. */
    void begin() {
        thread = Thread.ofPlatform().daemon().name("afterwise-loop").start(this::keepGoing);
    }

    private void keepGoing() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                tryOnce();
            }
        } catch (InterruptedException closing) {
            // Somebody wants this thread to end.
        }
    }

    private void tryOnce() throws InterruptedException {
        try {
            onceIfDue();
        } catch (RuntimeException e) {
            if (closed.getCount() > 0) {
                LOG.log(Level.WARNING, "The history can't be learned from: %s".formatted(e.getMessage()), e);
            }
        }
    }

    /** Waits for the part of a cycle that is being carried out, but not for long: a cycle may be broken off at any moment. */
    void close() {
        closed.countDown();
        if (thread != null) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** In which workspace its cycles are recorded. */
    public Workspace own() {
        return own(workspace);
    }

    /** In which workspace the cycles of another are recorded: {@code default.loop} for {@code default}. */
    public static Workspace own(Workspace other) {
        String name = other.name();
        if (name.length() + SUFFIX.length() > LONGEST_NAME) {
            String digest = ExecutionId.digest(name).substring(0, 12);
            name = name.substring(0, LONGEST_NAME - SUFFIX.length() - digest.length() - 1) + "." + digest;
        }
        return new Workspace(name + SUFFIX);
    }

    /** When plans are run by themselves. */
    public Starts starts() {
        return starts;
    }

    /** What people think of what it finds. */
    public Feedback feedback() {
        return feedback;
    }

    /** How far it has come, in this process or another. */
    public Looped state() {
        return leadership.state();
    }

    /** How many executions began since the newest cycle did, or at all. */
    public long newExecutions() {
        return newExecutions(state());
    }

    /** What begins in the future, by a clock that is wrong, is not new: it would be for ever. */
    private long newExecutions(Looped state) {
        Instant now = time.now();
        Instant since = state.last() == null ? null : state.last().startedAt();
        if (since != null && !since.isBefore(now)) {
            since = null;
        }
        return history.statistics(Filter.ALL.with(new Window(since, now)), Set.of()).stream()
                .mapToLong(each -> each.outcomes().total())
                .sum();
    }

    /** Whether it is time for a cycle by the settings, and why; empty if not. */
    public Optional<Cause> due() {
        Looped state = state();
        Instant now = time.now();
        // After a cycle in the future, by a clock that was wrong, nobody waits for that moment.
        Cycle last = state.last() == null || state.last().startedAt().isAfter(now) ? null : state.last();
        if (last != null && last.startedAt().plus(last.took()).plus(REST).isAfter(now)) {
            return Optional.empty();
        }
        if (settings.every() != null
                && (last != null ? !last.startedAt().plus(settings.every()).isAfter(now) : newExecutions(state) > 0)) {
            return Optional.of(Cause.INTERVAL);
        }
        return settings.after() > 0 && newExecutions(state) >= settings.after()
                ? Optional.of(Cause.EXECUTIONS)
                : Optional.empty();
    }

    /**
     * Carries out a cycle now, on the calling thread.
     *
     * @return empty if another process is at it
     * @throws InterruptedException if the thread was told to stop; what was done before stays
     */
    public Optional<Cycle> once() throws InterruptedException {
        return once(Cause.ASKED);
    }

    /**
     * Carries out a cycle if it is {@link #due}.
     *
     * @return empty if it is not, or another process is at it
     * @throws InterruptedException if the thread was told to stop; what was done before stays
     */
    public Optional<Cycle> onceIfDue() throws InterruptedException {
        Optional<Cause> cause = due();
        return cause.isPresent() ? once(cause.get()) : Optional.empty();
    }

    private Optional<Cycle> once(Cause cause) throws InterruptedException {
        carryingOut.lockInterruptibly();
        try {
            if (!leadership.take()) {
                return Optional.empty();
            }
            Cycle cycle = null;
            try {
                cycle = recorded(cause);
                return Optional.of(cycle);
            } finally {
                if (cycle == null) {
                    leadership.release();
                } else {
                    leadership.finish(cycle);
                }
            }
        } finally {
            carryingOut.unlock();
        }
    }

    private Cycle recorded(Cause cause) throws InterruptedException {
        try (var recorder = new Recorder(own.history()::append, Recording.STANDARD, healing, healing, time, random)) {
            Profile profile = Profile.of(Cycle.TASK)
                    .withAgent(AGENT)
                    .with("workspace", workspace.name())
                    .with("cause", cause.word())
                    .with("adopt", settings.adopt().word());
            return recorder.begin(profile, null).make(run -> carryOut(cause, run));
        }
    }

    private Cycle carryOut(Cause cause, Run run) throws InterruptedException {
        Instant startedAt = time.now();
        long start = time.nanos();
        Map<String, Status> before = statuses();
        var phases = new ArrayList<Cycle.Phase>();
        for (Part each : parts()) {
            if (Thread.interrupted() || closed.getCount() == 0) {
                throw new InterruptedException();
            }
            phases.add(
                    leadership.take()
                            ? carryOut(each, run)
                            : new Cycle.Phase(each.name(), false, "Another process took the lead"));
        }
        List<Move> moves = moves(before);
        for (Status each : Status.values()) {
            long count = moves.stream().filter(move -> move.to() == each).count();
            if (count > 0) {
                run.attribute(each.word(), (double) count);
            }
        }
        phases.stream()
                .filter(each -> !each.isDone())
                .findFirst()
                .ifPresent(each -> run.failed("phase", "%s: %s".formatted(each.name(), each.said())));
        return new Cycle(startedAt, time.since(start), cause, run.id(), phases, moves);
    }

    /** What one part can't do keeps no other from being done. */
    private static Cycle.Phase carryOut(Part part, Run run) {
        try {
            return new Cycle.Phase(part.name(), true, Excerpt.of(run.phase(part.name(), part.work()::get), SAID));
        } catch (RuntimeException e) {
            return new Cycle.Phase(part.name(), false, Excerpt.of(String.valueOf(e.getMessage()), SAID));
        }
    }

    private List<Part> parts() {
        return List.of(
                new Part("analyse", this::analyse),
                new Part("adopt", this::adopt),
                new Part("measure", this::measure),
                new Part("remember", this::remember));
    }

    private String analyse() {
        if (settings.adopt() == Adopt.OFF) {
            return "recommends nothing, as it was told";
        }
        long proposed = afterwise.learn().stream()
                .filter(each -> each.status() == Status.PROPOSED)
                .count();
        return "recommends %d %s".formatted(proposed, proposed == 1 ? "change" : "changes");
    }

    String adopt() {
        List<Recommendation> proposed = afterwise.recommendations().list().stream()
                .filter(each -> each.status() == Status.PROPOSED)
                .toList();
        if (proposed.isEmpty()) {
            return "there is nothing to adopt";
        }
        if (settings.adopt() != Adopt.AUTO) {
            return "%d wait for a person".formatted(proposed.size());
        }
        int adopted = 0;
        Set<String> useless = feedback.useless(Judgement.Kind.RECOMMENDATION);
        List<Recommendation> ripe = proposed.stream()
                .filter(each -> isRipe(each) && !useless.contains(each.id()))
                .toList();
        for (Recommendation each : ripe) {
            try {
                if (afterwise.recommendations().approve(each.id()).isPresent()) {
                    adopted++;
                }
            } catch (IllegalArgumentException overtaken) {
                // Somebody else decided on it a moment ago.
            }
        }
        return "adopted %d of %d".formatted(adopted, proposed.size());
    }

    /**
     * A choice that is settled is no longer drawn, so that it doesn't come out any more which alternative succeeds more often. To save
     * time only, it is not settled by itself before that would have come out.
     */
    private static boolean isRipe(Recommendation recommendation) {
        Evidence evidence = recommendation.evidence();
        boolean settlesChoice = switch (recommendation.change()) {
            case Change.PreferAgent ignored -> true;
            case Change.PreferModel ignored -> true;
            case Change.PreferRoute ignored -> true;
            case Change.PreferWhere ignored -> true;
            case Change.SetThreshold ignored -> true;
            default -> false;
        };
        return evidence.measure() == Measure.SUCCESS_RATE || !settlesChoice || evidence.sample() >= TOLD_APART;
    }

    private String measure() {
        List<Recommendation> decided = afterwise.recommendations().advance();
        List<Experiment> ended = afterwise.experiments().advance();
        long measured = afterwise.recommendations().list().stream()
                .filter(each -> each.status() == Status.MEASURING)
                .count();
        String said = decided.stream()
                .map(each -> "; %s %s".formatted(each.status().word(), each.id()))
                .collect(Collectors.joining());
        String experiments = ended.isEmpty() ? "" : "; %d experiments went on".formatted(ended.size());
        return "measures %d%s%s".formatted(measured, said, experiments);
    }

    private String remember() {
        return afterwise.knowledge().learn().sentence();
    }

    private Map<String, Status> statuses() {
        var statuses = new HashMap<String, Status>();
        afterwise.recommendations().list().forEach(each -> statuses.put(each.id(), each.status()));
        return statuses;
    }

    private List<Move> moves(Map<String, Status> before) {
        return afterwise.recommendations().list().stream()
                .filter(each -> each.status() != before.get(each.id()))
                .map(each -> new Move(each.id(), before.get(each.id()), each.status()))
                .toList();
    }
}
