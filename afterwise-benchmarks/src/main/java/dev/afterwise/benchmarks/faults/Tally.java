package dev.afterwise.benchmarks.faults;

import java.time.Duration;

/** Counts, second by second of their arrival, which requests succeeded. One thread. */
final class Tally {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int SECONDS = (int) (Scenario.END / SECOND);
    private static final int SUSTAINED = 5;
    private static final double WELL = .99;

    private final Scenario scenario;
    private final long[] arrived = new long[SECONDS];
    private final long[] good = new long[SECONDS];

    Tally(Scenario scenario) {
        this.scenario = scenario;
    }

    void arrived(Request request) {
        arrived[second(request)]++;
    }

    void ended(Request request, boolean succeeded) {
        good[second(request)] += succeeded ? 1 : 0;
    }

    Score score(long callsInFault) {
        int begin = (int) (Scenario.BEGIN / SECOND);
        int end = (int) (scenario.faultEnd() / SECOND);
        return new Score(
                share(0, SECONDS),
                share(begin, end),
                (double) callsInFault / sum(arrived, begin, end),
                recoverySeconds(end));
    }

    private double recoverySeconds(int end) {
        for (int from = end; from + SUSTAINED <= SECONDS; from++) {
            if (share(from, from + SUSTAINED) >= WELL) {
                return from - end;
            }
        }
        return Score.NEVER;
    }

    private double share(int from, int to) {
        return (double) sum(good, from, to) / sum(arrived, from, to);
    }

    private static long sum(long[] counts, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }

    private static int second(Request request) {
        return (int) (request.at() / SECOND);
    }
}
