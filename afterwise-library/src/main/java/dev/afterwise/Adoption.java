package dev.afterwise;

import dev.afterwise.Experiment.State;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.ConflictException;
import dev.afterwise.store.Document;
import dev.afterwise.store.Document.Adopted;
import dev.afterwise.store.Document.Advised;
import dev.afterwise.store.Document.Audited;
import dev.afterwise.store.Document.Tried;
import dev.afterwise.store.Ledger;
import dev.afterwise.store.Versioned;
import dev.afterwise.time.Timekeeper;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of recommendations, from proposal to policy and back. Each turn is one atomic write of policy, recommendation, experiment
 * and audit; one that somebody else overtook is decided again on what is true by then. Safe for use by many threads.
 */
final class Adoption {
    static final String CHANGED = "changed";
    private static final String AS_BEFORE = "as before";
    private static final double SHARE = .5;
    private static final int MAX_TRIES = 50;

    private final Ledger ledger;
    private final Timekeeper time;

    Adoption(Ledger ledger, Timekeeper time) {
        this.ledger = ledger;
        this.time = time;
    }

    Policy policy() {
        return adopted().map(each -> each.document().policy()).orElse(Policy.INITIAL);
    }

    /** Those that can be acted on first. */
    List<Recommendation> recommendations() {
        return ledger.list(Advised.class).stream()
                .map(each -> each.document().recommendation())
                .sorted(Comparator.comparing(Recommendation::status)
                        .thenComparing(each -> each.change().subject().toString())
                        .thenComparing(Recommendation::id))
                .toList();
    }

    List<Audited> audit() {
        return ledger.list(Audited.class).stream().map(Versioned::document).toList();
    }

    Optional<Experiment> experiment(Measurement measurement) {
        return ledger.read(Tried.class, measurement.experiment())
                .map(each -> each.document().experiment());
    }

    /** Keeps what was found now, and lets go of what was found before and is not any more. */
    List<Recommendation> propose(List<Recommendation> found) {
        repeatedly(() -> {
            Map<Document, Long> writes = Proposals.writes(policy(), ledger.list(Advised.class), found);
            if (!writes.isEmpty()) {
                ledger.write(writes);
            }
            return true;
        });
        return recommendations();
    }

    /** Keeps what was found besides, unless somebody decided about it already. What is there stays. */
    void keep(List<Recommendation> besides) {
        repeatedly(() -> {
            var writes = new HashMap<Document, Long>();
            for (Recommendation each : besides) {
                Optional<Versioned<Advised>> known = ledger.read(Advised.class, each.id());
                Status status =
                        known.map(it -> it.document().recommendation().status()).orElse(Status.PROPOSED);
                boolean isOpen = status == Status.PROPOSED
                        || (status == Status.EXPIRED
                                && !known.orElseThrow()
                                        .document()
                                        .recommendation()
                                        .isMeasured());
                if (isOpen) {
                    writes.put(new Advised(each), known.map(Versioned::version).orElse(0L));
                }
            }
            if (!writes.isEmpty()) {
                ledger.write(writes);
            }
            return true;
        });
    }

    /** Begins to measure it, or to wait until that can be. */
    Optional<Policy> approve(String id) {
        return turn(id, Turn.APPROVE, Voice.SOMEBODY);
    }

    Optional<Policy> apply(String id) {
        return turn(id, Turn.APPLY, Voice.SOMEBODY);
    }

    Optional<Policy> reject(String id) {
        return turn(id, Turn.REJECT, Voice.SOMEBODY);
    }

    Optional<Policy> rollBack(String id) {
        return turn(id, Turn.ROLLBACK, Voice.SOMEBODY);
    }

    /** Takes a turn by itself. */
    Optional<Policy> turn(String id, Turn turn, String because) {
        return turn(id, turn, Voice.itself(because));
    }

    /** Takes a turn, if it can be taken from where the recommendation is by now. */
    Optional<Policy> turn(String id, Turn turn, Voice voice) {
        return repeatedly(() -> {
            Optional<Versioned<Advised>> advised = ledger.read(Advised.class, id);
            advised.ifPresent(
                    each -> turn.check(id, each.document().recommendation().status()));
            return advised.map(each -> take(each, turn, voice));
        });
    }

    /**
     * Writes how a measurement stands, unless it has gone on since it was read.
     *
     * @param read the recommendation whose measurement was looked at
     */
    void note(Recommendation read, @Nullable Evidence realised, String said) {
        repeatedly(() -> {
            Versioned<Advised> advised = ledger.read(Advised.class, read.id()).orElseThrow();
            Measurement measurement = read.measurement();
            if (measurement != null && advised.document().recommendation().equals(read)) {
                Recommendation next = read.with(measurement.with(realised, said));
                if (!next.equals(read)) {
                    ledger.write(Map.of(new Advised(next), advised.version()));
                }
            }
            return true;
        });
    }

    /** The running experiments that it could not be told apart from. */
    List<Experiment> rivals(Recommendation recommendation) {
        return policy().experiments().stream()
                .filter(each -> each.variants().stream()
                        .flatMap(variant -> variant.changes().stream())
                        .anyMatch(other -> Topic.areRivals(recommendation.change(), other)))
                .toList();
    }

    /** Whether something is being measured that it could not be told apart from. */
    boolean isInTheWay(Recommendation recommendation) {
        Change change = recommendation.change();
        return !rivals(recommendation).isEmpty()
                || recommendations().stream()
                        .filter(other -> other.status() == Status.MEASURING
                                && !other.id().equals(recommendation.id()))
                        .anyMatch(other -> Topic.areRivals(change, other.change()));
    }

    private Policy take(Versioned<Advised> advised, Turn turn, Voice voice) {
        Recommendation before = advised.document().recommendation();
        Instant now = time.now();
        Optional<Versioned<Adopted>> adopted = adopted();
        Policy policy = adopted.map(each -> each.document().policy()).orElse(Policy.INITIAL);
        Step step = switch (turn) {
            case APPROVE ->
                isInTheWay(before) ? new Step(policy, before.with(Status.APPROVED), null) : begin(before, policy, now);
            case MEASURE -> begin(before, policy, now);
            case APPLY -> end(before, policy, Status.APPLIED, now, voice);
            case KEEP -> end(before, policy, Status.KEPT, now, voice);
            case EXPIRE -> end(before, policy, Status.EXPIRED, now, voice);
            case ROLLBACK -> end(before, policy, Status.ROLLED_BACK, now, voice);
            case REJECT -> new Step(policy, before.with(Status.REJECTED), null);
        };
        Policy after = new Policy(policy.version() + 1, step.policy.changes(), step.policy.experiments());
        var writes = new HashMap<Document, Long>();
        writes.put(new Adopted(after), adopted.map(Versioned::version).orElse(0L));
        writes.put(new Advised(step.recommendation), advised.version());
        writes.put(new Audited(now, turn.word(), before.id(), after.version(), voice.because(), voice.by()), 0L);
        if (step.experiment != null) {
            writes.put(new Tried(step.experiment), version(step.experiment));
        }
        ledger.write(writes);
        return after;
    }

    /**
     * What a turn writes.
     *
     * @param policy its version does not count
     * @param experiment null if there is none, or it stays as it is
     */
    private record Step(
            Policy policy,
            Recommendation recommendation,
            @Nullable Experiment experiment) {}

    private static Step begin(Recommendation recommendation, Policy policy, Instant now) {
        Recommendation next = recommendation.with(Status.MEASURING);
        Change change = recommendation.change();
        if (!Topic.isDrawn(change)) {
            return new Step(policy.with(change), next.with(Measurement.begin(now, "")), null);
        }
        Experiment experiment = Experiment.begin(
                Experiments.OF_RECOMMENDATION + recommendation.id(),
                change.subject(),
                aim(recommendation.evidence().measure()),
                List.of(new Variant(AS_BEFORE, 1 - SHARE, List.of()), new Variant(CHANGED, SHARE, List.of(change))),
                now);
        return new Step(policy.with(experiment), next.with(Measurement.begin(now, experiment.id())), experiment);
    }

    static Aim aim(Measure measure) {
        return measure == Measure.SUCCESS_RATE ? Aim.SUCCESS : Aim.TIME;
    }

    private Step end(Recommendation before, Policy policy, Status status, Instant now, Voice voice) {
        Measurement measurement = before.measurement();
        Recommendation next = before.with(status);
        Policy rest = policy.without(before.change());
        boolean isByItself = voice.isItself();
        Experiment experiment = null;
        if (measurement != null) {
            Measurement said = measurement.with(
                    measurement.realised(), isByItself ? voice.because() : decided(status, measurement, voice));
            next = next.with(isByItself && before.status() == Status.MEASURING ? said.ending(now) : said);
        }
        if (measurement != null && measurement.isDrawn() && before.status() == Status.MEASURING) {
            experiment = experiment(measurement).orElse(null);
            if (experiment != null) {
                rest = rest.without(experiment);
                String reason = isByItself ? voice.because() : voice.words() + " decided" + voice.reason();
                experiment = experiment.with(
                        status.isInForce() ? new State.Decided(now, CHANGED, reason) : new State.Stopped(now, reason));
            }
        }
        return new Step(status.isInForce() ? rest.with(before.change()) : rest, next, experiment);
    }

    private static String decided(Status status, Measurement measurement, Voice voice) {
        String what = voice.words()
                + (status == Status.APPLIED ? " adopted it for every run" : " took it back")
                + voice.reason();
        return measurement.said().isEmpty() ? what : what + " Until then: " + measurement.said();
    }

    private long version(Experiment experiment) {
        return ledger.read(Tried.class, experiment.id()).map(Versioned::version).orElse(0L);
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
