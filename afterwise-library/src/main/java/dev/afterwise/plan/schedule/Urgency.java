package dev.afterwise.plan.schedule;

import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * How urgent pieces of work are, so that all are done soon.
 *
 * <p>What the longest path waits for is most urgent; where first come, first served would be done sooner, that is taken. Then it is
 * tried to do better: the timetable is played backwards from its end and forwards again (forward-backward improvement: Li and Willis,
 * "An iterative scheduling technique for resource-constrained project scheduling", European Journal of Operational Research 56, 1992),
 * beginning each time with urgencies that are changed by chance, sometimes a little and sometimes by much. Only what is better is
 * kept, so that by the durations given the result is never worse than first come, first served.
 */
public final class Urgency {
    /** More don't make small plans better. */
    static final int MOST_TRIES = 1_000;

    private static final double LITTLE = .05;
    private static final double MUCH = .3;

    private final Workload work;
    private final double[] seconds;
    private final BooleanSupplier more;
    private double[] best;
    private double end;

    private Urgency(Workload work, double[] seconds, BooleanSupplier more) {
        this.work = work;
        this.seconds = seconds;
        this.more = more;
        this.best = work.dag().ranks(seconds);
        this.end = Timetable.of(work, seconds, best).end();
    }

    /**
     * The best urgencies that are found.
     *
     * @param seconds how long each piece is expected to take
     * @param more asked before each further timetable; what one costs grows as the number of pieces. It ends sooner where nothing
     *     could be better.
     */
    public static double[] of(Workload work, double[] seconds, BooleanSupplier more, RandomGenerator random) {
        var search = new Urgency(work, seconds, more);
        search.search(random);
        return search.best;
    }

    /** For so many timetables. */
    public static BooleanSupplier tries(int most) {
        int[] left = {most};
        return () -> left[0]-- > 0;
    }

    /** As long as this, from now on, and at most for {@value #MOST_TRIES} timetables. */
    public static BooleanSupplier within(Duration limit, Timekeeper time) {
        long start = time.nanos();
        BooleanSupplier tries = tries(MOST_TRIES);
        return () -> tries.getAsBoolean() && time.since(start).compareTo(limit) < 0;
    }

    private void search(RandomGenerator random) {
        double[] ranks = best;
        offer(new double[seconds.length]);
        double enough = work.bound(seconds) * (1 + 1e-9);
        Workload backwards = work.reversed();
        double[] from = ranks;
        while (end > enough && more.getAsBoolean()) {
            double[] there = ends(Timetable.of(work, seconds, from));
            if (!more.getAsBoolean()) {
                return;
            }
            double[] back = ends(Timetable.of(backwards, seconds, there));
            if (!more.getAsBoolean()) {
                return;
            }
            offer(back);
            double[] seed = isUniform(best) || random.nextInt(4) == 0 ? ranks : best;
            from = changed(seed, random.nextBoolean() ? LITTLE : MUCH, random);
            offer(from);
        }
    }

    /** When each piece ends; what ends last, begins first when it is played backwards. */
    private double[] ends(Timetable table) {
        double[] ends = table.begins();
        for (int piece = 0; piece < ends.length; piece++) {
            ends[piece] += seconds[piece];
        }
        return ends;
    }

    private static boolean isUniform(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    private static double[] changed(double[] seed, double spread, RandomGenerator random) {
        double[] changed = seed.clone();
        for (int piece = 0; piece < changed.length; piece++) {
            changed[piece] *= 1 + spread * random.nextGaussian();
        }
        return changed;
    }

    private void offer(double[] urgency) {
        double reached = Timetable.of(work, seconds, urgency).end();
        if (reached < end) {
            end = reached;
            best = urgency;
        }
    }
}
