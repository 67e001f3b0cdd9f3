package dev.afterwise.learn.errors;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether an error is absent for longer than chance explains, was so before it came back, or became more or less frequent.
 *
 * <p>Time is told in executions of the error's tasks, so that a quiet weekend is no silence. Where {@code n} events fall
 * independently on a line of length 1, the gap at its end is longer than {@code x} with a chance of {@code (1 - x)^n}, and so is
 * each gap between two of them (Fisher, "Tests of significance in harmonic analysis", Proceedings of the Royal Society A 125,
 * 1929). Errors are no independent events: one outage makes many. So there are as many events as the failures divided by how many
 * times as much they vary from block to block as independent ones do ({@link Dispersion}); but at least as many as there are
 * failures further apart than an outage usually lasts.
 */
final class Silence {
    /** With fewer events, no silence could be long enough. */
    private static final int FEWEST_EVENTS = 3;

    private static final int FEWEST_BLOCKS = 4;

    private final long[] executions;
    private final long[] errors;
    private final Timeline time;
    private final int last;
    /** The first recent period with the error, and the last one with it before that; less than 0 if there is none. */
    private final int back;

    private final int before;
    private final double events;
    private final double all;

    /**
     * @param executions how many decided executions there were in each period
     * @param errors how many of them ended in the error
     */
    Silence(long[] executions, long[] errors, Timeline time) {
        this.executions = executions.clone();
        this.errors = errors.clone();
        this.time = time;
        this.last = last(errors);
        this.back = back();
        this.before = back < 0 ? -1 : previous(back);
        this.events = Math.max(apart(), independent(last + 1, last + 1));
        this.all = (double) sum(executions, 0, executions.length);
    }

    private static int last(long[] errors) {
        int last = errors.length - 1;
        while (last >= 0 && errors[last] == 0) {
            last--;
        }
        return last;
    }

    /** How many failures were so far apart that no outage is behind two of them. */
    private int apart() {
        int count = 0;
        int previous = -time.outage();
        for (int i = 0; i <= last; i++) {
            if (errors[i] > 0 && i - previous >= time.outage()) {
                count++;
                previous = i;
            }
        }
        return count;
    }

    /** As how many independent failures those up to the last one count, going by how they vary before and after a gap. */
    private double independent(int gap, int end) {
        var dispersion = new Dispersion(time.block());
        dispersion.add(executions, errors, 0, gap);
        dispersion.add(executions, errors, end, last + 1);
        return (double) sum(errors, 0, last + 1) / dispersion.atMost();
    }

    private int back() {
        int period = time.recent();
        while (period <= last && errors[period] == 0) {
            period++;
        }
        return period > last ? -1 : period;
    }

    private int previous(int period) {
        int previous = period - 1;
        while (previous >= 0 && errors[previous] == 0) {
            previous--;
        }
        return previous;
    }

    /** Whether there is enough to ask. It says nothing about when the error happened, so it makes no answer more likely. */
    boolean isTested() {
        return events >= FEWEST_EVENTS;
    }

    /** How many executions there were since the last period with the error. */
    long executionsSince() {
        return sum(executions, last + 1, executions.length);
    }

    /** How likely it would be absent for so long at the end if it happened as often as ever. */
    double pValueOfAbsence() {
        return chance((double) executionsSince(), events);
    }

    /** How many executions there were before it came back in the recent past, since it had happened before; 0 if it didn't. */
    long executionsBeforeReturn() {
        return before < 0 ? 0 : sum(executions, before + 1, back);
    }

    /** How likely any of its absences would be as long as that before it came back. */
    double pValueOfReturn() {
        if (before < 0) {
            return 1;
        }
        double these = Math.max(apart(), independent(before + 1, back));
        return Math.min(1, Math.max(1, these - 1) * chance((double) executionsBeforeReturn(), these));
    }

    private double chance(double gap, double count) {
        return all == 0 ? 1 : Math.pow(1 - Math.min(1, gap / all), count);
    }

    Tally before() {
        return new Tally(sum(executions, 0, time.recent()), sum(errors, 0, time.recent()));
    }

    Tally recently() {
        return new Tally(
                sum(executions, time.recent(), executions.length), sum(errors, time.recent(), executions.length));
    }

    /**
     * How much higher the recent rate is.
     *
     * @param pValue of the test that there is no difference
     */
    record Difference(Interval interval, double pValue) {}

    /**
     * Compares both rates by a t test whose error is that of independent executions times what {@link Dispersion} says of both spans,
     * as in quasi-likelihood (McCullagh and Nelder, "Generalized Linear Models", 2nd ed. 1989, section 4.5); never more certain than
     * the exact test for independent executions.
     */
    Difference difference() {
        Tally before = before();
        Tally now = recently();
        if (before.tried() == 0 || now.tried() == 0) {
            return new Difference(new Interval(-1, 1), 1);
        }
        Interval independent = Proportions.difference(now, before);
        var dispersion = new Dispersion(time.block());
        dispersion.add(executions, errors, 0, time.recent());
        dispersion.add(executions, errors, time.recent(), executions.length);
        if (dispersion.blocks() < FEWEST_BLOCKS) {
            return new Difference(independent, 1);
        }
        double effect = now.rate() - before.rate();
        double rate = before.merge(now).rate();
        double error =
                Math.sqrt(dispersion.estimate() * rate * (1 - rate) * (1.0 / before.tried() + 1.0 / now.tried()));
        var student = TDistribution.of(dispersion.freedom());
        double half = error * student.inverseSurvivalProbability(.025);
        double p = error == 0 ? 1 : 2 * student.survivalProbability(Math.abs(effect) / error);
        return new Difference(
                new Interval(
                        Math.max(-1, Math.min(independent.low(), effect - half)),
                        Math.min(1, Math.max(independent.high(), effect + half))),
                Math.min(1, Math.max(p, Proportions.pValue(now, before))));
    }

    private static long sum(long[] of, int from, int until) {
        long sum = 0;
        for (int i = from; i < until; i++) {
            sum += of[i];
        }
        return sum;
    }
}
