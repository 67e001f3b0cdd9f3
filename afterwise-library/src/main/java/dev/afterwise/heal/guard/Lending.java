package dev.afterwise.heal.guard;

import dev.afterwise.Loan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How components that have plenty of recovery budget help out those that have just none left.
 *
 * <p>A token is lent when a component whose breaker is closed fails and may not try again for want of two tokens at most; in an
 * outage, where its bucket is soon empty, it gets nothing. Nobody lends before its bucket is nearly full, nor more than
 * {@value #MOST} tokens, and nobody owes more than {@value #MOST}. A token goes from one bucket to another, so all components
 * together never have more than their buckets hold and may never spend more than without lending. It is paid back as soon
 * as the borrower's bucket is nearly full, and written off after ten minutes; by then the lender's has filled up by itself.
 *
 * <p>Safe for use by many threads; only calls that failed wait for its lock, and for no longer than it takes to look at
 * {@value #LENDERS} buckets.
 */
final class Lending {
    static final int MOST = 2;

    static final int LENDERS = 16;
    private static final Duration WRITTEN_OFF = Duration.ofMinutes(10);

    private final List<Loan> loans = new ArrayList<>();
    private volatile List<Guard> lenders = List.of();

    /** Among whom to look for lenders from now on. */
    void lenders(List<Guard> wealthy) {
        lenders = List.copyOf(wealthy.subList(0, Math.min(LENDERS, wealthy.size())));
    }

    /** Gets a component as many tokens as it takes for another attempt. @return who lent the last of them; null if it stays out */
    @Nullable
    Guard borrow(Guard borrower, RecoveryBudget budget, long now, Instant at) {
        if (lenders.isEmpty()) {
            return null;
        }
        synchronized (loans) {
            int missing = budget.missing(now);
            if (missing > MOST - owedBy(borrower.component())) {
                return null;
            }
            @Nullable Guard last = null;
            for (int i = 0; i < missing; i++) {
                last = lender(borrower, now);
                if (last == null) {
                    return null;
                }
                budget.receive(now);
                loans.add(new Loan(last.component(), borrower.component(), at));
            }
            return last;
        }
    }

    /** Somebody who has just given a token away. */
    private @Nullable Guard lender(Guard borrower, long now) {
        for (Guard each : lenders) {
            if (each != borrower && lentBy(each.component()) < MOST && each.gives(now)) {
                return each;
            }
        }
        return null;
    }

    /**
     * Pays back what can be, and writes off what is old.
     *
     * @param known the guard of a component, if there is one
     */
    void settle(Function<String, @Nullable Guard> known, long now, Instant at) {
        synchronized (loans) {
            loans.removeIf(loan -> {
                Guard borrower = known.apply(loan.borrower());
                if (borrower == null || Duration.between(loan.at(), at).compareTo(WRITTEN_OFF) > 0) {
                    return true;
                }
                if (!borrower.gives(now)) {
                    return false;
                }
                Guard lender = known.apply(loan.lender());
                if (lender != null) {
                    lender.receives(now);
                }
                return true;
            });
        }
    }

    /** What is owed at the moment, the oldest first. */
    List<Loan> loans() {
        synchronized (loans) {
            return List.copyOf(loans);
        }
    }

    /** Knows of loans from before a restart. */
    void recall(List<Loan> before) {
        synchronized (loans) {
            loans.addAll(before);
        }
    }

    private long owedBy(String component) {
        return loans.stream().filter(loan -> loan.borrower().equals(component)).count();
    }

    private long lentBy(String component) {
        return loans.stream().filter(loan -> loan.lender().equals(component)).count();
    }
}
