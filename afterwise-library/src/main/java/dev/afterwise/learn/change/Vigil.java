package dev.afterwise.learn.change;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Watches one aspect of a task while its executions end, and says when it gets worse. For one thread.
 *
 * <p>Success is watched by its failures, durations and costs by how many are above what half, and what one in twenty, was above before:
 * three ways of looking, or two, each by an e-detector that raises a false alarm once in 100,000 independent executions at most.
 * Executions that fail together, as in an outage, are not independent: each outage that is long enough is said. After an alarm, and where nothing is
 * known, the next {@value #LEARNED} executions are taken for what is normal from then on, in silence.
 */
public final class Vigil {
    /** From how many executions it learns what is normal. */
    public static final int LEARNED = 100;

    private final Aspect aspect;
    private final double[] learned = new double[LEARNED];
    private int known;
    private Baseline normal = Baseline.of();
    private Drift often = new Drift(.5, LEARNED);
    private Drift tail = new Drift(.05, LEARNED);
    private boolean isWatching;

    /** Watches what nothing is known of yet. */
    public Vigil(Aspect aspect) {
        this.aspect = aspect;
    }

    /** Watches what was normal up to now. */
    public Vigil(Aspect aspect, Baseline normal) {
        this(aspect);
        if (normal.n() >= LEARNED) {
            watch(normal);
        }
    }

    /**
     * What was seen to get worse.
     *
     * @param executions how many show it, up to the one that was the last straw
     * @param was the rate of success, or the number that the usual share of executions was above
     * @param words a sentence without a full stop, about a subject that comes before it: {@code fell from 95 % to 40 % ...}
     */
    public record Alarm(Aspect aspect, long executions, double was, String words) {}

    /**
     * Counts one execution.
     *
     * @param value 1 for success and 0 for failure, or seconds, or dollars
     * @return what got worse, as of this one
     */
    public Optional<Alarm> next(double value) {
        if (!isWatching) {
            learned[known++] = value;
            if (known == LEARNED) {
                watch(Baseline.of(learned));
            }
            return Optional.empty();
        }
        Optional<Alarm> alarm = aspect == Aspect.SUCCESS ? ofSuccess(value) : ofAmount(value);
        if (alarm.isPresent()) {
            isWatching = false;
            known = 0;
        }
        return alarm;
    }

    private void watch(Baseline baseline) {
        normal = baseline;
        often = new Drift(aspect == Aspect.SUCCESS ? 1 - baseline.mean() : .5, baseline.n());
        tail = new Drift(.05, baseline.n());
        isWatching = true;
        Arrays.fill(learned, 0);
    }

    private Optional<Alarm> ofSuccess(double value) {
        if (!often.next(value == 0)) {
            return Optional.empty();
        }
        double now = 1 - (double) often.happened() / often.cases();
        String words = String.format(
                Locale.ROOT,
                "success fell from %.0f %% of %,d to %.0f %% of the last %,d",
                normal.mean() * 100,
                normal.n(),
                now * 100,
                often.cases());
        return Optional.of(new Alarm(aspect, often.cases(), normal.mean(), words));
    }

    private Optional<Alarm> ofAmount(double value) {
        boolean isOften = often.next(value > normal.p50());
        boolean isTail = tail.next(value > normal.p95());
        if (isTail) {
            return Optional.of(alarm(tail, normal.p95(), 5));
        }
        return isOften ? Optional.of(alarm(often, normal.p50(), 50)) : Optional.empty();
    }

    private Alarm alarm(Drift drift, double edge, int usual) {
        String words = String.format(
                Locale.ROOT,
                "%s rose: %,d of the last %,d are above %s, which %d %% were before",
                aspect.word(),
                drift.happened(),
                drift.cases(),
                amount(edge),
                usual);
        return new Alarm(aspect, drift.cases(), edge, words);
    }

    private String amount(double number) {
        String text = new BigDecimal(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
        return aspect == Aspect.COST ? "$" + text : text + " s";
    }
}
