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
 * 1929). Errors are no independent events: one outage makes many. So all that follow one within a time in which an outage usually
 * ends count as one event.
 */
final class Silence {
    /** With fewer events, no silence could be long enough. */
    static final int FEWEST_EVENTS = 3;

    private static final int FEWEST_PERIODS = 4;

    private final long[] executions;
    private final long[] errors;
    private final int recent;
    private final int events;
    private final int last;
    private final double all;

    /**
     * @param executions how many decided executions there were in each period
     * @param errors how many of them ended in the error
     * @param recent the first period of the recent past
     * @param apart of how many periods all errors count as one event
     */
    Silence(long[] executions, long[] errors, int recent, int apart) {
        this.executions = executions.clone();
        this.errors = errors.clone();
        this.recent = recent;
        this.last = last(errors);
        this.events = events(apart);
        this.all = (double) sum(executions, 0, executions.length);
    }

    private static int last(long[] errors) {
        int last = errors.length - 1;
        while (last >= 0 && errors[last] == 0) {
            last--;
        }
        return last;
    }

    /** How many events there were, each so many periods after the one before at least. */
    private int events(int apart) {
        int count = 0;
        int previous = -apart;
        for (int i = 0; i <= last; i++) {
            if (errors[i] > 0 && i - previous >= apart) {
                count++;
                previous = i;
            }
        }
        return count;
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
        return chance((double) executionsSince());
    }

    /** How many executions there were before it came back in the recent past, since it had happened before; 0 if it didn't. */
    long executionsBeforeReturn() {
        int back = recent;
        while (back <= last && errors[back] == 0) {
            back++;
        }
        int before = back - 1;
        while (before >= 0 && errors[before] == 0) {
            before--;
        }
        return back > last || before < 0 ? 0 : sum(executions, before + 1, back);
    }

    /** How likely any of its absences would be as long as that before it came back. */
    double pValueOfReturn() {
        return Math.min(1, (events - 1) * chance((double) executionsBeforeReturn()));
    }

    private double chance(double gap) {
        return all == 0 ? 1 : Math.pow(1 - Math.min(1, gap / all), events);
    }

    Tally before() {
        return new Tally(sum(executions, 0, recent), sum(errors, 0, recent));
    }

    Tally recently() {
        return new Tally(sum(executions, recent, executions.length), sum(errors, recent, executions.length));
    }

    /** How much higher the recent rate is. @param pValue of the test that there is no difference */
    record Difference(Interval interval, double pValue) {}

    /**
     * Compares both rates as ratios of sums over periods, with errors told from how periods differ and a factor for those that
     * resemble the one before (Cochran, "Sampling Techniques", chapter 6); never more certain than if each execution were on its
     * own.
     */
    Difference difference() {
        Tally before = before();
        Tally now = recently();
        if (before.tried() == 0 || now.tried() == 0) {
            return new Difference(new Interval(-1, 1), 1);
        }
        Interval independent = Proportions.difference(now, before);
        int periods = periods(0, recent);
        int recentPeriods = periods(recent, executions.length);
        if (Math.min(periods, recentPeriods) < FEWEST_PERIODS) {
            return new Difference(independent, 1);
        }
        double effect = now.rate() - before.rate();
        double between = (variance(0, recent, before, periods)
                        + variance(recent, executions.length, now, recentPeriods))
                * persistence(before, now);
        double error = Math.sqrt(Math.max(between, independent(before, now)));
        var student = TDistribution.of(Math.min(periods, recentPeriods) - 1);
        double half = error * student.inverseCumulativeProbability(.975);
        double p = error == 0 ? 1 : 2 * student.survivalProbability(Math.abs(effect) / error);
        return new Difference(
                new Interval(
                        Math.max(-1, Math.min(independent.low(), effect - half)),
                        Math.min(1, Math.max(independent.high(), effect + half))),
                Math.min(1, Math.max(p, Proportions.pValue(now, before))));
    }

    private static double independent(Tally before, Tally now) {
        double rate = before.merge(now).rate();
        return rate * (1 - rate) * (1.0 / before.tried() + 1.0 / now.tried());
    }

    private int periods(int from, int until) {
        int periods = 0;
        for (int i = from; i < until; i++) {
            periods += executions[i] > 0 ? 1 : 0;
        }
        return periods;
    }

    private double variance(int from, int until, Tally tally, int periods) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            double residual = residual(i, tally);
            sum += residual * residual;
        }
        return sum * periods / (periods - 1) / ((double) tally.tried() * (double) tally.tried());
    }

    private double residual(int i, Tally tally) {
        return (double) errors[i] - tally.rate() * (double) executions[i];
    }

    /** By how much more sums vary where periods resemble those before them. */
    private double persistence(Tally before, Tally now) {
        double squares = 0;
        double products = 0;
        double previous = 0;
        for (int i = 0; i < executions.length; i++) {
            if (executions[i] > 0) {
                double residual = residual(i, i < recent ? before : now);
                squares += residual * residual;
                products += residual * previous;
                previous = residual;
            }
        }
        double alike = squares == 0 ? 0 : Math.clamp(products / squares, 0, .9);
        return (1 + alike) / (1 - alike);
    }

    private static long sum(long[] of, int from, int until) {
        long sum = 0;
        for (int i = from; i < until; i++) {
            sum += of[i];
        }
        return sum;
    }
}
