package dev.afterwise.store;

import dev.afterwise.Alert;
import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerOrder;
import dev.afterwise.ErrorMark;
import dev.afterwise.GuardMemory;
import dev.afterwise.Loan;
import dev.afterwise.Policy;
import dev.afterwise.Recommendation;
import java.time.Instant;
import java.util.List;

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

    /**
     * One change of policy, for whoever asks later.
     *
     * @param action {@code approve} or {@code rollback}
     * @param policyVersion the version that came of it
     */
    record Audited(Instant at, String action, String recommendation, long policyVersion) implements Document {
        @Override
        public String key() {
            return "%019d".formatted(policyVersion);
        }
    }
}
