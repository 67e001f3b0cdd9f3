package dev.afterwise.store;

import dev.afterwise.Act;
import dev.afterwise.Alert;
import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerOrder;
import dev.afterwise.Cycle;
import dev.afterwise.ErrorMark;
import dev.afterwise.Experiment;
import dev.afterwise.GuardMemory;
import dev.afterwise.Judgement;
import dev.afterwise.Knowledge;
import dev.afterwise.Lease;
import dev.afterwise.Loan;
import dev.afterwise.Policy;
import dev.afterwise.Recommendation;
import dev.afterwise.Start;
import dev.afterwise.Token;
import dev.afterwise.Transfer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something a ledger keeps under a key. */
public sealed interface Document {
    /** Names the document among those of its kind. */
    String key();

    /** What was adopted up to now. There is one. */
    record Adopted(Policy policy) implements Document {
        public static final String KEY = "current";

        @Override
        public String key() {
            return KEY;
        }
    }

    /** A recommendation and where it is in its life. */
    record Advised(Recommendation recommendation) implements Document {
        @Override
        public String key() {
            return recommendation.id();
        }
    }

    /** An experiment and where it is in its life. Those that run are part of the policy, too. */
    record Tried(Experiment experiment) implements Document {
        @Override
        public String key() {
            return experiment.id();
        }
    }

    /** What the guards of components remember. There is one, to which all processes contribute. */
    record Guarded(List<GuardMemory> memories, List<Loan> loans) implements Document {
        public static final String KEY = "current";

        public Guarded {
            memories = List.copyOf(memories);
            loans = List.copyOf(loans);
        }

        @Override
        public String key() {
            return KEY;
        }
    }

    /**
     * What boosts have cost and brought. There is one, to which all processes add.
     *
     * @param reserve how many boosts could be paid at that moment
     */
    record Boosted(Instant at, double reserve, List<BoostTrial> trials) implements Document {
        public static final String KEY = "current";

        public Boosted {
            trials = List.copyOf(trials);
        }

        @Override
        public String key() {
            return KEY;
        }
    }

    /** An alert that was raised, once or again and again. */
    record Alerted(Alert alert) implements Document {
        @Override
        public String key() {
            return alert.id();
        }
    }

    /**
     * What was sent to a target of alerts.
     *
     * @param digestAt when the last digest was sent, or the target was first known
     * @param told how often each alert had been raised when it was sent last
     * @param lease of the process that is sending; null if none is
     */
    record Delivered(
            String target,
            Instant digestAt,
            SortedMap<String, Long> told,
            @Nullable Lease lease) implements Document {
        public Delivered {
            told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
        }

        @Override
        public String key() {
            return target;
        }
    }

    /** What somebody wants of circuit breakers, one wish for each component. There is one. */
    record Ordered(List<BreakerOrder> orders) implements Document {
        public static final String KEY = "current";

        public Ordered {
            orders = List.copyOf(orders);
        }

        @Override
        public String key() {
            return KEY;
        }
    }

    /**
     * What healing has learned. There is one, to which all processes contribute.
     *
     * @param beliefs as they write themselves, with their version
     */
    record Learned(String beliefs) implements Document {
        public static final String KEY = "current";

        @Override
        public String key() {
            return KEY;
        }
    }

    /** What people said of one error. */
    record Marked(ErrorMark mark) implements Document {
        @Override
        public String key() {
            return mark.error();
        }
    }

    /** What one person thinks of one thing that was learned. */
    record Judged(Judgement judgement) implements Document {
        @Override
        public String key() {
            return judgement.key();
        }
    }

    /**
     * How far the loop of this workspace has come. There is one, for all processes.
     *
     * @param cycles how many there were
     * @param last the newest one, or null
     * @param lease who carries one out, or did last; null if nobody ever did
     */
    record Looped(
            long cycles, @Nullable Cycle last, @Nullable Lease lease) implements Document {
        public static final String KEY = "current";
        public static final Looped NEVER = new Looped(0, null, null);

        @Override
        public String key() {
            return KEY;
        }
    }

    /**
     * When a plan was to be run by itself.
     *
     * @param upTo the newest moment about which something was decided
     * @param starts what was decided, the newest of it, the oldest first
     */
    record Timed(String plan, Instant upTo, List<Start> starts) implements Document {
        public Timed {
            starts = List.copyOf(starts);
        }

        @Override
        public String key() {
            return plan;
        }

        /** The same, with each start as it is changed. */
        public Timed with(UnaryOperator<Start> change) {
            return new Timed(plan, upTo, starts.stream().map(change).toList());
        }
    }

    /**
     * What is known whose ids begin with the same digit.
     *
     * @param shelf that digit
     * @param forgotten ids of what somebody wants to be forgotten, so that it is not learned again by itself
     */
    record Shelved(String shelf, List<Knowledge> items, List<String> forgotten) implements Document {
        public Shelved {
            items = List.copyOf(items);
            forgotten = List.copyOf(forgotten);
        }

        @Override
        public String key() {
            return shelf;
        }
    }

    /**
     * How what is known of one task held in others. There is one.
     *
     * @param learnedUpTo when the newest execution began that was learned from; null if nothing was
     */
    record Carried(List<Transfer> transfers, @Nullable Instant learnedUpTo) implements Document {
        public static final String KEY = "current";

        public Carried {
            transfers = List.copyOf(transfers);
        }

        @Override
        public String key() {
            return KEY;
        }
    }

    /** Who may come in through a server. There is one. */
    record Granted(List<Token> tokens) implements Document {
        public static final String KEY = "current";
        public static final Granted NOBODY = new Granted(List.of());

        public Granted {
            tokens = List.copyOf(tokens);
        }

        @Override
        public String key() {
            return KEY;
        }
    }

    /** One thing that somebody did through a server, for whoever asks later. */
    record Acted(Act act) implements Document {
        @Override
        public String key() {
            return act.key();
        }
    }

    /**
     * One change of policy, for whoever asks later.
     *
     * @param action {@code approve}, {@code rollback} and so on; {@code start}, {@code drop}, {@code stop} or {@code adopt} of an
     *     experiment
     * @param recommendation whose life moved on by it, or the experiment
     * @param policyVersion the version that came of it
     * @param because why it was done
     * @param by the person who did it; empty if it was done by itself, or nobody said who it was
     */
    record Audited(Instant at, String action, String recommendation, long policyVersion, String because, String by)
            implements Document {
        /** By a person. */
        public Audited(Instant at, String action, String recommendation, long policyVersion) {
            this(at, action, recommendation, policyVersion, "");
        }

        /** By itself; by a person if there is no reason. */
        public Audited(Instant at, String action, String recommendation, long policyVersion, String because) {
            this(at, action, recommendation, policyVersion, because, "");
        }

        /** Whether a person did it. */
        public boolean isByPerson() {
            return !by.isEmpty() || because.isEmpty();
        }

        @Override
        public String key() {
            return "%019d".formatted(policyVersion);
        }
    }
}
