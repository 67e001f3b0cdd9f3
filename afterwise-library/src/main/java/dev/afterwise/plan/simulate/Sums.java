package dev.afterwise.plan.simulate;

import dev.afterwise.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What became of each step in all runs played up to now. Used by one thread. */
final class Sums {
    private final List<List<Double>> seconds;
    private final int[] failed;
    private final int[] critical;
    private final double[] waitedFor;

    Sums(int steps) {
        this.seconds = IntStream.range(0, steps)
                .<List<Double>>mapToObj(step -> new ArrayList<>())
                .toList();
        this.failed = new int[steps];
        this.critical = new int[steps];
        this.waitedFor = new double[steps];
    }

    void add(Play play) {
        int last = -1;
        for (int step = 0; step < play.begins.length; step++) {
            boolean isOver = play.states[step] != Play.State.OPEN;
            if (!Double.isNaN(play.begins[step]) && isOver) {
                seconds.get(step).add(play.ends[step] - play.begins[step]);
                last = last < 0 || play.ends[step] > play.ends[last] ? step : last;
            }
        }
        StepModel end = play.failedBy();
        if (end != null) {
            failed[end.place]++;
        }
        double until = last < 0 ? 0 : play.ends[last];
        // What let a step begin began earlier, so this ends.
        for (int step = last; step >= 0; step = play.cause[step]) {
            critical[step]++;
            double from = Math.min(until, play.begins[step]);
            waitedFor[step] += until - from;
            until = from;
        }
    }

    StepForecast forecast(StepModel step, int runs) {
        int place = step.place;
        return new StepForecast(
                step.basis,
                step.sample,
                Spread.of(seconds.get(place)),
                (double) seconds.get(place).size() / runs,
                (double) failed[place] / runs,
                (double) critical[place] / runs,
                waitedFor[place] / runs);
    }
}
