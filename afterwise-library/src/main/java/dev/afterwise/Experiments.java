package dev.afterwise;

import dev.afterwise.learn.experiment.Observations;
import dev.afterwise.learn.experiment.Reading;
import dev.afterwise.learn.experiment.Standing;
import dev.afterwise.learn.experiment.Standing.Fate;
import dev.afterwise.learn.experiment.Trial;
import dev.afterwise.learn.experiment.Verdict;
import dev.afterwise.record.Run;
import dev.afterwise.store.StoreException;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The experiments of a workspace: what is tried against what, how it stands, and what becomes of it.
 *
 * <p>An experiment whose variants change what Afterwise does draws every run of its subject by itself. One whose variants change
 * nothing is for code to ask: {@link #choose}. Either is read as often as one likes; {@link #advance} adopts what is proven better
 * and stops what is not worth going on with. Safe for use by many threads.
 */
public final class Experiments {
    /** What the name of an experiment begins with that measures a recommendation, whose life decides about it. */
    static final String OF_RECOMMENDATION = "recommendation ";

    private static final Logger LOG = System.getLogger("dev.afterwise");

    private final WorkspaceStore workspace;
    private final TrialLedger ledger;
    private final PolicyWatch policy;
    private final Runnable flush;
    private final Timekeeper time;
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    /** @param flush waits until what was recorded can be found */
    Experiments(WorkspaceStore workspace, PolicyWatch policy, Runnable flush, Timekeeper time) {
        this.workspace = workspace;
        this.ledger = new TrialLedger(workspace.ledger(), time);
        this.policy = policy;
        this.flush = flush;
        this.time = time;
    }

    /** All there ever were: those that run first, then the newest. */
    public List<Experiment> list() {
        return ledger.list();
    }

    public Optional<Experiment> find(String id) {
        return ledger.find(id);
    }

    /**
     * Begins an experiment: from now on it draws the runs of its subject.
     *
     * @throws IllegalArgumentException if one of that name runs, or one that changes the same
     */
    public Experiment start(Experiment experiment) {
        policy.use(ledger.start(experiment));
        return experiment;
    }

    /** What the runs so far say of an experiment. */
    public Reading read(Experiment experiment) {
        flush.run();
        var since = new Window(experiment.startedAt(), null);
        return Trial.read(experiment, Observations.of(workspace.segments().scan(since), experiment), time.now());
    }

    /**
     * Ends an experiment without a winner, because a person wants so.
     *
     * @return it as it is now; empty if there is none with this id, or it is over
     * @throws IllegalArgumentException if it measures a recommendation
     */
    public Optional<Experiment> stop(String id, String because) {
        refuseMeasuring(id);
        return known(ledger.stop(id, because, false));
    }

    /**
     * Ends an experiment and makes a variant hold for every run from now on, because a person wants so.
     *
     * @return it as it is now; empty if there is none with this id, or it is over
     * @throws IllegalArgumentException if it has no such variant, or measures a recommendation
     */
    public Optional<Experiment> adopt(String id, String variant, String because) {
        refuseMeasuring(id);
        return known(ledger.adopt(id, variant, because, false));
    }

    private void refuseMeasuring(String id) {
        find(id).filter(Experiments::isMeasuring).ifPresent(each -> {
            throw new IllegalArgumentException("""
                    What measures a recommendation must be left to it, but (%s) does.
                    Maybe run 'afterwise recommendations rollback %s'.""".formatted(id, each.name().substring(OF_RECOMMENDATION.length())));
        });
    }

    private static boolean isMeasuring(Experiment experiment) {
        return experiment.name().startsWith(OF_RECOMMENDATION);
    }

    /**
     * Does what is to be done: adopts what is proven better, drops variants that are worse or break a guardrail, and stops what
     * can't come to anything any more. Those that measure recommendations are left to these.
     *
     * @return those that are not as they were, as they are now
     */
    public List<Experiment> advance() {
        var moved = new ArrayList<Experiment>();
        for (Experiment experiment : list()) {
            if (experiment.isRunning() && !isMeasuring(experiment)) {
                known(advance(experiment, read(experiment))).ifPresent(moved::add);
            }
        }
        return moved;
    }

    private Optional<Experiment> advance(Experiment experiment, Reading reading) {
        String id = experiment.id();
        return switch (reading.verdict()) {
            case Verdict.Better it -> ledger.adopt(id, it.variant(), it.because(), true);
            case Verdict.Worse it -> ledger.stop(id, it.because(), true);
            case Verdict.Broken it -> ledger.stop(id, it.because(), true);
            case Verdict.NoDifference it -> ledger.stop(id, it.because(), true);
            case Verdict.Mismatch it -> ledger.stop(id, it.because(), true);
            case Verdict.KeepGoing ignored -> drop(experiment, reading);
        };
    }

    private Optional<Experiment> drop(Experiment experiment, Reading reading) {
        List<Standing> lost = reading.standings().stream()
                .filter(each -> each.fate() == Fate.DROPPED && experiment.draws(each.variant()))
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : ledger.drop(
                        experiment.id(),
                        lost.stream().map(Standing::variant).toList(),
                        lost.getFirst().because());
    }

    private Optional<Experiment> known(Optional<Experiment> moved) {
        moved.ifPresent(ignored -> policy.use(ledger.policy()));
        return moved;
    }

    /**
     * Which variant the current run is to take, by {@link Run#key its key}: as {@link #choose(String, String, List)}. Outside of a
     * run it is the first.
     */
    public String choose(String name, String... variants) {
        Run run = Run.current();
        return run == null ? variants[0] : choose(name, run.key(), List.of(variants));
    }

    /**
     * Which variant this key is to take where code has a choice. The first time the choice comes up, an experiment of that name
     * begins, with equal shares, that is to find out by which variant more runs succeed; what it finds is adopted, and from then on
     * everybody gets it. The current run is recorded with what it took. Nothing that goes wrong here is thrown: then it is the
     * first.
     *
     * @param key the same key always gets the same: a customer, a conversation
     * @param variants at least one; the first is what was there before
     */
    public String choose(String name, String key, List<String> variants) {
        try {
            Policy known = policy.now();
            Optional<Experiment> running = running(known, name);
            Optional<String> taken = known.preferredVariant(name);
            if (running.isEmpty() && taken.isEmpty() && variants.size() > 1) {
                running = running(begin(name, variants), name);
            }
            return running.map(experiment -> drawn(experiment, key, variants))
                    .orElse(taken.filter(variants::contains).orElse(variants.getFirst()));
        } catch (IllegalArgumentException | StoreException e) {
            if (complained.add(name)) {
                LOG.log(
                        Level.WARNING,
                        "A variant of '" + name + "' must be chosen, but can't be, so it is the first",
                        e);
            }
            return variants.getFirst();
        }
    }

    private static Optional<Experiment> running(Policy policy, String name) {
        return policy.experiments().stream()
                .filter(each -> each.name().equals(name) && !each.isDrawnByRun())
                .findFirst();
    }

    /** Another process may be the first to begin it. */
    private Policy begin(String name, List<String> variants) {
        Policy stored = policy.use(ledger.policy());
        if (running(stored, name).isPresent() || stored.preferredVariant(name).isPresent()) {
            return stored;
        }
        double share = 1.0 / variants.size();
        List<Variant> all =
                variants.stream().map(each -> Variant.of(each, share)).toList();
        Experiment experiment = Experiment.begin(name, Subject.EVERYTHING, Aim.SUCCESS, all, time.now());
        try {
            return policy.use(ledger.start(experiment));
        } catch (IllegalArgumentException overtaken) {
            Policy theirs = policy.use(ledger.policy());
            if (running(theirs, name).isEmpty()) {
                throw overtaken;
            }
            return theirs;
        }
    }

    private static String drawn(Experiment experiment, String key, List<String> variants) {
        Optional<String> drawn = experiment.variantFor(key).map(Variant::name).filter(variants::contains);
        Run run = Run.current();
        if (run != null && drawn.isPresent()) {
            run.tried(experiment.attribute(), drawn.get(), key);
        }
        return drawn.orElse(variants.getFirst());
    }
}
