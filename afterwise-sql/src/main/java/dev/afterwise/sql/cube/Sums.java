package dev.afterwise.sql.cube;

import dev.afterwise.Distribution;
import dev.afterwise.FailureClass;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Outcomes;
import dev.afterwise.Status;
import dev.afterwise.Subject;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.Usage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What executions or steps add up to, while they are being added. Whatever was added can be taken back, in any order: all
 * numbers are whole, and there is no smallest or greatest. For one thread.
 */
@SuppressWarnings("EnumOrdinal") // indices of arrays in memory; what is stored are words
public final class Sums {
    static final FailureClass[] CLASSES = FailureClass.values();
    static final Status[] STATUSES = Status.values();
    static final int SPENT = 5;

    final long[] outcomes = new long[STATUSES.length];
    final long[] spent = new long[SPENT];
    Map<String, long[]> recoveries = Map.of();
    final Distribution.Builder took = new Distribution.Builder();
    long @Nullable [] failures;

    public Sums() {}

    /** Adds something of which this is known. */
    public void add(Outcome outcome, Usage usage, Map<String, Tally> tried) {
        add(outcome, outcome instanceof Outcome.Ended ended ? ended.took() : null, usage, tried);
    }

    void add(Outcome outcome, @Nullable Duration lasted, Usage usage, Map<String, Tally> tried) {
        FailureClass failureClass =
                outcome instanceof Outcome.Failed failed ? failed.failure().failureClass() : null;
        add(outcome.status(), failureClass, lasted, usage, tried);
    }

    /**
     * Adds something of which this is known.
     *
     * @param failureClass null unless it failed
     * @param lasted null if nobody measured it, or it is not over
     */
    public void add(
            Status status,
            @Nullable FailureClass failureClass,
            @Nullable Duration lasted,
            Usage usage,
            Map<String, Tally> tried) {
        outcomes[status.ordinal()]++;
        if (failureClass != null) {
            fail(failureClass.ordinal(), 1);
        }
        spend(0, usage.inputTokens());
        spend(1, usage.outputTokens());
        spend(2, usage.cachedTokens());
        spend(3, usage.cost().micros());
        spend(4, usage.apiCalls());
        tried.forEach((strategy, tally) -> recover(strategy, tally.tried(), tally.worked()));
        if (lasted != null) {
            took.add(micros(lasted));
        }
    }

    /** As precisely as rows hold it, so that rows and cubes agree about its bucket. */
    private static Duration micros(Duration lasted) {
        return lasted.truncatedTo(ChronoUnit.MICROS);
    }

    /** @param sign 1 to add, -1 to take back */
    void add(Sums other, int sign) {
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] += sign * other.outcomes[i];
        }
        for (int i = 0; i < SPENT; i++) {
            spend(i, sign * other.spent[i]);
        }
        if (other.failures != null) {
            for (int i = 0; i < other.failures.length; i++) {
                fail(i, sign * other.failures[i]);
            }
        }
        other.recoveries.forEach((strategy, tally) -> recover(strategy, sign * tally[0], sign * tally[1]));
        other.took.forEach((bucket, count) -> took.add(bucket, sign * count));
    }

    void fail(int failureClass, long count) {
        if (count != 0) {
            if (failures == null) {
                failures = new long[CLASSES.length];
            }
            failures[failureClass] += count;
        }
    }

    /** Stays at the largest number there is rather than begin again at the smallest. */
    void spend(int what, long amount) {
        long sum = spent[what] + amount;
        boolean overflows = ((spent[what] ^ sum) & (amount ^ sum)) < 0;
        spent[what] = overflows || spent[what] == Long.MAX_VALUE ? Long.MAX_VALUE : sum;
    }

    void recover(String strategy, long tried, long worked) {
        if (recoveries.isEmpty()) {
            recoveries = new TreeMap<>();
        }
        long[] tally = recoveries.computeIfAbsent(strategy, ignored -> new long[2]);
        tally[0] += tried;
        tally[1] += worked;
    }

    /** Whether all was taken back. */
    boolean isNothing() {
        return count() == 0;
    }

    long count() {
        long sum = 0;
        for (long each : outcomes) {
            sum += each;
        }
        return sum;
    }

    public Summary summary(Subject subject) {
        var byClass = new EnumMap<FailureClass, Long>(FailureClass.class);
        if (failures != null) {
            for (FailureClass each : CLASSES) {
                if (failures[each.ordinal()] != 0) {
                    byClass.put(each, failures[each.ordinal()]);
                }
            }
        }
        var tallies = new TreeMap<String, Tally>();
        recoveries.forEach((strategy, tally) -> {
            if (tally[0] != 0) {
                tallies.put(strategy, new Tally(tally[0], tally[1]));
            }
        });
        return new Summary(subject, outcomes(), byClass, tallies, took.build(), usage());
    }

    private Outcomes outcomes() {
        return new Outcomes(
                outcomes[Status.SUCCEEDED.ordinal()],
                outcomes[Status.FAILED.ordinal()],
                outcomes[Status.CANCELLED.ordinal()],
                outcomes[Status.UNKNOWN.ordinal()],
                outcomes[Status.ABANDONED.ordinal()],
                outcomes[Status.RUNNING.ordinal()]);
    }

    private Usage usage() {
        return new Usage(spent[0], spent[1], spent[2], new Money(spent[3]), spent[4]);
    }
}
