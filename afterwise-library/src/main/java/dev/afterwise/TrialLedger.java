package dev.afterwise;

import dev.afterwise.Experiment.State;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Document.Tried;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of experiments in the ledger. Each move is one atomic write of policy, experiment and audit; a move that somebody else
 * overtook is decided again on what is true by then. Safe for use by many threads.
 */
final class TrialLedger {
    private static final int MAX_TRIES = 50;

    private final Ledger ledger;
    private final Timekeeper time;

    TrialLedger(Ledger ledger, Timekeeper time) {
        this.ledger = ledger;
        this.time = time;
    }

    /**
     * What becomes of the policy and of an experiment.
     *
     * @param action the word for it in the audit
     * @param because why it was done by itself; empty if a person did it
     */
    private record Move(Experiment experiment, Policy policy, String action, String because) {}

    /** Those that run first, then the newest. */
    List<Experiment> list() {
        return ledger.list(Tried.class).stream()
                .map(each -> each.document().experiment())
                .sorted(Comparator.comparing((Experiment each) -> !each.isRunning())
                        .thenComparing(Experiment::startedAt, Comparator.reverseOrder())
                        .thenComparing(Experiment::id))
                .toList();
    }

    Optional<Experiment> find(String id) {
        return ledger.read(Tried.class, id).map(each -> each.document().experiment());
    }

    /** @throws IllegalArgumentException if one of that name runs, or one that changes the same */
    Policy start(Experiment experiment) {
        return repeatedly(() -> {
            Policy before = policy();
            refuseSame(experiment, before.experiments());
            return write(new Move(experiment, before.with(experiment), "start", ""), 0);
        });
    }

    private static void refuseSame(Experiment experiment, List<Experiment> running) {
        for (Experiment each : running) {
            if (each.name().equals(experiment.name())) {
                throw new IllegalArgumentException(
                        "An experiment that is started must have a name of its own, but one called (%s) runs (%s)."
                                .formatted(each.name(), each.id()));
            }
            if (changes(each).anyMatch(one -> changes(experiment).anyMatch(other -> Topic.areRivals(one, other)))) {
                throw new IllegalArgumentException(
                        "Two experiments must not change the same thing at once, but (%s) does what (%s) is to do."
                                .formatted(each.name(), experiment.name()));
            }
        }
    }

    private static Stream<Change> changes(Experiment experiment) {
        return experiment.variants().stream().flatMap(variant -> variant.changes().stream());
    }

    /**
     * Ends it without a winner: what it changed holds for no run any more.
     *
     * @return it as it is now; empty if there is none with this id, or it is over
     */
    Optional<Experiment> stop(String id, String because, boolean byItself) {
        return move(
                id,
                (experiment, before) -> new Move(
                        experiment.with(new State.Stopped(time.now(), because)),
                        next(before, experiment, experiment.isDrawnByRun() ? null : experiment.original()),
                        "stop",
                        byItself ? because : ""));
    }

    /**
     * Ends it with a winner, whose changes hold for every run from now on.
     *
     * @return it as it is now; empty if there is none with this id, or it is over
     * @throws IllegalArgumentException if it has no such variant
     */
    Optional<Experiment> adopt(String id, String winner, String because, boolean byItself) {
        return move(id, (experiment, before) -> {
            Variant variant = experiment
                    .variant(winner)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The winner must be a variant of the experiment (%s), but (%s) is none, only %s are."
                                    .formatted(
                                            experiment.name(),
                                            winner,
                                            String.join(
                                                    ", ",
                                                    experiment.variants().stream()
                                                            .map(Variant::name)
                                                            .toList()))));
            return new Move(
                    experiment.with(new State.Decided(time.now(), winner, because)),
                    next(before, experiment, variant),
                    "adopt",
                    byItself ? because : "");
        });
    }

    /** Gives variants up, while the others go on. */
    Optional<Experiment> drop(String id, List<String> variants, String because) {
        return move(id, (experiment, before) -> {
            var dropped = new TreeSet<>(variants);
            if (experiment.state() instanceof State.Running(var others)) {
                dropped.addAll(others);
            }
            Experiment after = experiment.with(new State.Running(dropped));
            return new Move(after, before.with(after), "drop", because);
        });
    }

    /**
     * The next policy, in which the experiment runs no more and a variant holds.
     *
     * @param taken null if none does
     */
    private static Policy next(Policy before, Experiment experiment, @Nullable Variant taken) {
        var changes = new ArrayList<>(before.changes());
        if (taken != null) {
            List<Change> adopted = experiment.isDrawnByRun()
                    ? taken.changes()
                    : List.of(new Change.PreferVariant(experiment.subject(), experiment.name(), taken.name()));
            changes.removeAll(adopted);
            changes.addAll(adopted);
        }
        return new Policy(
                before.version() + 1, changes, before.without(experiment).experiments());
    }

    private Optional<Experiment> move(String id, MoveOf move) {
        return repeatedly(() -> {
            Optional<Versioned<Tried>> known = ledger.read(Tried.class, id);
            if (known.isEmpty() || !known.get().document().experiment().isRunning()) {
                return Optional.empty();
            }
            Move made = move.of(known.get().document().experiment(), policy());
            write(made, known.get().version());
            return Optional.of(made.experiment);
        });
    }

    @FunctionalInterface
    private interface MoveOf {
        Move of(Experiment experiment, Policy before);
    }

    private Policy write(Move move, long version) {
        Instant now = time.now();
        var writes = new HashMap<Document, Long>();
        writes.put(new Adopted(move.policy), adopted().map(Versioned::version).orElse(0L));
        writes.put(new Tried(move.experiment), version);
        writes.put(new Audited(now, move.action, move.experiment.id(), move.policy.version(), move.because), 0L);
        ledger.write(writes);
        return move.policy;
    }

    Policy policy() {
        return adopted().map(each -> each.document().policy()).orElse(Policy.INITIAL);
    }

    private Optional<Versioned<Adopted>> adopted() {
        return ledger.read(Adopted.class, Adopted.KEY);
    }

    private static <T> T repeatedly(Supplier<T> move) {
        for (int tries = 1; ; tries++) {
            try {
                return move.get();
            } catch (ConflictException overtaken) {
                if (tries == MAX_TRIES) {
                    throw overtaken;
                }
            }
        }
    }
}
