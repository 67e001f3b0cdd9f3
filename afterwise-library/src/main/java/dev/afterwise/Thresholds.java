package dev.afterwise;

import dev.afterwise.learn.remedies.NamedThreshold;
import dev.afterwise.learn.remedies.ThresholdMoves;
import dev.afterwise.plan.Threshold;
import dev.afterwise.record.Run;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.store.WorkspaceStore;
import dev.afterwise.time.Timekeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The thresholds of the {@link Settings#thresholds settings}, wherever what was adopted has moved them, or somebody has set them.
 * Those that only a plan has are not among them. Safe for use by many threads.
 */
public final class Thresholds {
    private static final int MAX_TRIES = 50;

    private final SortedMap<String, Threshold> declared;
    private final WorkspaceStore workspace;
    private final Ledger ledger;
    private final PolicyWatch policies;
    private final Timekeeper time;

    Thresholds(SortedMap<String, Threshold> declared, WorkspaceStore workspace, PolicyWatch policies, Timekeeper time) {
        this.declared = declared;
        this.workspace = workspace;
        this.ledger = workspace.ledger();
        this.policies = policies;
        this.time = time;
    }

    /**
     * A threshold that has a name.
     *
     * @param declared as the settings have it
     * @param now as it holds now
     */
    public record Named(String name, Threshold declared, Threshold now) {
        public boolean isMoved() {
            return !now.equals(declared);
        }

        NamedThreshold rule() {
            return new NamedThreshold(Subject.EVERYTHING, name, now.param(), now.above());
        }
    }

    /** All there are, by name. */
    public List<Named> list() {
        return declared.keySet().stream().flatMap(name -> find(name).stream()).toList();
    }

    /** The one with this name; empty if there is none. */
    public Optional<Named> find(String name) {
        Threshold known = declared.get(name);
        return known == null
                ? Optional.empty()
                : Optional.of(new Named(name, known, under(policies.now(), name, known)));
    }

    private static Threshold under(Policy policy, String name, Threshold known) {
        OptionalDouble moved = policy.movedThreshold(Subject.EVERYTHING, name);
        return moved.isPresent() ? known.withAbove(moved.getAsDouble()) : known;
    }

    /** How executions of the last 90 days did, up to the newest, with numbers around a threshold. */
    public ThresholdMoves study(Named threshold) {
        return new ThresholdMoves(Studies.recent(workspace, time.now()), threshold.rule());
    }

    /**
     * Whether a value is above the threshold of that name; the threshold itself is not.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    boolean isAbove(String name, double value) {
        Run run = Run.current();
        Policy policy = run == null ? policies.now() : run.under(policies.now());
        Threshold used = under(policy, name, known(name));
        if (run != null) {
            run.asked(name, used.param(), value, used.toString());
        }
        return used.isExceededBy(value);
    }

    private Threshold known(String name) {
        Threshold known = declared.get(name);
        if (known == null) {
            throw new IllegalArgumentException("""
                    A threshold must be among the settings, but (%s) is not, only (%s).
                    Maybe name it under 'thresholds' in afterwise.yaml, and read that file into the settings.""".formatted(name, String.join(", ", declared.keySet())));
        }
        return known;
    }

    /**
     * Moves a threshold, because a person says so; whatever it was moved to before. Other processes follow about a second later.
     *
     * @param above the value itself is not above it
     * @return the new policy
     * @throws IllegalArgumentException if there is none of that name, or the value is not finite
     */
    public Policy set(String name, double above) {
        known(name);
        var change = new Change.MoveThreshold(Subject.EVERYTHING, name, above);
        return change("set", name, policy -> policy.with(change));
    }

    /**
     * Takes back all that has moved a threshold: it is again where the settings have it.
     *
     * @return the new policy
     * @throws IllegalArgumentException if there is none of that name
     */
    public Policy reset(String name) {
        known(name);
        return change("reset", name, policy -> {
            Policy next = policy;
            for (Change each : moves(policy, name).toList()) {
                next = next.without(each);
            }
            return next;
        });
    }

    private static Stream<Change> moves(Policy policy, String name) {
        return new ArrayList<>(policy.changes())
                .stream()
                        .filter(each -> each instanceof Change.MoveThreshold it
                                && it.name().equals(name)
                                && it.subject().equals(Subject.EVERYTHING));
    }

    private Policy change(String action, String name, UnaryOperator<Policy> change) {
        for (int tries = 1; ; tries++) {
            Optional<Versioned<Adopted>> before = ledger.read(Adopted.class, Adopted.KEY);
            Policy known = before.map(each -> each.document().policy()).orElse(Policy.INITIAL);
            Policy next = change.apply(known);
            if (next.equals(known)) {
                return policies.use(known);
            }
            try {
                ledger.write(Map.of(
                        new Adopted(next),
                        before.map(Versioned::version).orElse(0L),
                        new Audited(time.now(), action, "threshold " + name, next.version()),
                        0L));
                return policies.use(next);
            } catch (ConflictException overtaken) {
                if (tries == MAX_TRIES) {
                    throw overtaken;
                }
            }
        }
    }
}
