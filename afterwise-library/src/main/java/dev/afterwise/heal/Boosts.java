package dev.afterwise.heal;

import dev.afterwise.BoostTrial;
import dev.afterwise.Tally;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are boosted, chosen from evidence, paid from a reserve, and measured.
 *
 * <p>The evidence is how the last attempts went that the limits allow. Where at least three of at least five failed and one
 * succeeded, a further attempt may help; the larger the share that succeeded, the larger the boost. It costs one of a
 * reserve of five, which takes ten minutes to come back. While it holds, every fourth run goes without it; where the {@link
 * BoostTrial trial} shows that boosts gain less than five points, there are no more.
 *
 * <p>Where nothing is boosted, asking costs one look into an empty map. Safe for use by many threads.
 */
public final class Boosts {
    /** How many boosts can be paid from a full reserve. */
    public static final int RESERVE = 5;

    /** How long it takes for one to come back. */
    public static final Duration REFILL = Duration.ofMinutes(10);

    private static final long REFILL_NANOS = REFILL.toNanos();
    private static final Duration LASTS = Duration.ofMinutes(1);
    private static final int MOST_TASKS = 1_000;
    private static final int FEWEST = 5;
    private static final int FEWEST_FAILED = 3;
    private static final int FEWEST_IN_AN_ARM = 20;
    private static final double WORTHWHILE = 0.05;
    private static final int HELD_OUT_ONE_IN = 4;

    private final Timekeeper time;
    private final RandomGenerator random;
    private final Map<String, Tally> evidence = new HashMap<>();
    private final Map<String, BoostTrial> trials = new TreeMap<>();
    private final Map<String, BoostTrial> news = new TreeMap<>();
    private volatile Map<String, Holding> holding = Map.of();
    private long emptyAt;
    private double spent;

    /** @param random must be safe for use by many threads */
    public Boosts(Timekeeper time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.emptyAt = time.nanos() - RESERVE * REFILL_NANOS;
    }

    private record Holding(Boost boost, long end) {}

    /** What a run has got of a boost. */
    public sealed interface Share {
        /** There is none for its task. */
        record None() implements Share {}

        record Boosted(Boost boost) implements Share {}

        /** There is one, and chance left this run without it, to see what it is worth. */
        record HeldOut(Boost boost) implements Share {}
    }

    private static final Share NONE = new Share.None();

    /**
     * What a run of a task gets.
     *
     * @param experiments whether chance may leave it without a boost that there is
     */
    public Share open(String task, boolean experiments) {
        Holding held = holding.get(task);
        if (held == null) {
            return NONE;
        }
        if (time.nanos() - held.end >= 0) {
            end(task);
            return NONE;
        }
        return experiments && random.nextInt(HELD_OUT_ONE_IN) == 0
                ? new Share.HeldOut(held.boost)
                : new Share.Boosted(held.boost);
    }

    /**
     * In a run that was not boosted, the last attempt was made that the limits allow.
     *
     * @return the boost that this began; null if none
     */
    public @Nullable Boost lastAttempt(String task, boolean succeeded) {
        synchronized (evidence) {
            if (holding.containsKey(task) || (evidence.size() >= MOST_TASKS && !evidence.containsKey(task))) {
                return null;
            }
            Tally tally = evidence.merge(task, new Tally(1, succeeded ? 1 : 0), Tally::merge);
            boolean isEnough =
                    tally.tried() >= FEWEST && tally.tried() - tally.worked() >= FEWEST_FAILED && tally.worked() > 0;
            if (!isEnough || succeeded || isUseless(task) || !pay()) {
                return null;
            }
            evidence.remove(task);
            return begin(task, factor(tally));
        }
    }

    /** From the middle of what the evidence supports, in steps of ten points. */
    private static double factor(Tally tally) {
        double share = (tally.worked() + 1.0) / (tally.tried() + 2.0);
        double raw = Boost.LEAST + (Boost.MOST - Boost.LEAST) * share;
        return Math.clamp(Math.round(10 * raw) / 10.0, Boost.LEAST, Boost.MOST);
    }

    private Boost begin(String task, double factor) {
        var boost = new Boost(task, factor, time.now().plus(LASTS), reserve());
        var more = new HashMap<>(holding);
        more.put(task, new Holding(boost, time.nanos() + LASTS.toNanos()));
        holding = Map.copyOf(more);
        return boost;
    }

    private void end(String task) {
        synchronized (evidence) {
            var fewer = new HashMap<>(holding);
            fewer.remove(task);
            holding = Map.copyOf(fewer);
        }
    }

    private boolean isUseless(String task) {
        BoostTrial trial = trials.get(task);
        return trial != null
                && trial.boosted().tried() >= FEWEST_IN_AN_ARM
                && trial.heldOut().tried() >= FEWEST_IN_AN_ARM
                && trial.high() < WORTHWHILE;
    }

    private boolean pay() {
        long now = time.nanos();
        long next = Math.max(emptyAt - now, -RESERVE * REFILL_NANOS) + REFILL_NANOS;
        if (next > 0) {
            return false;
        }
        emptyAt = now + next;
        spent++;
        return true;
    }

    /** The first call of a run that had to be recovered has ended. */
    public void ended(Share share, boolean recovered) {
        var one = new Tally(1, recovered ? 1 : 0);
        switch (share) {
            case Share.None none -> {}
            case Share.Boosted(Boost boost) -> count(new BoostTrial(boost.task(), one, Tally.NONE));
            case Share.HeldOut(Boost boost) -> count(new BoostTrial(boost.task(), Tally.NONE, one));
        }
    }

    private void count(BoostTrial one) {
        synchronized (evidence) {
            trials.merge(one.task(), one, BoostTrial::merge);
            news.merge(one.task(), one, BoostTrial::merge);
        }
    }

    /** How many boosts can be paid, from 0 to {@value #RESERVE}. */
    public double reserve() {
        synchronized (evidence) {
            return Math.clamp((double) (time.nanos() - emptyAt) / REFILL_NANOS, 0, RESERVE);
        }
    }

    /** What boosts have been worth, by task. */
    public List<BoostTrial> trials() {
        synchronized (evidence) {
            return List.copyOf(trials.values());
        }
    }

    /** What holds at the moment. */
    public List<Boost> boosts() {
        long now = time.nanos();
        return holding.values().stream()
                .filter(held -> now - held.end < 0)
                .map(Holding::boost)
                .toList();
    }

    /**
     * What has happened since this was asked for the last time.
     *
     * @param spent of the reserve
     */
    public record News(double spent, List<BoostTrial> trials) {
        public boolean isEmpty() {
            return spent == 0 && trials.isEmpty();
        }
    }

    /** Takes the news away, for whoever stores them. */
    public News news() {
        synchronized (evidence) {
            var taken = new News(spent, new ArrayList<>(news.values()));
            spent = 0;
            news.clear();
            return taken;
        }
    }

    /** Gives news back that could not be stored. */
    public void giveBack(News back) {
        synchronized (evidence) {
            spent += back.spent();
            back.trials().forEach(each -> news.merge(each.task(), each, BoostTrial::merge));
        }
    }

    /** Goes on from what was stored, by this process or another. */
    public void recall(double reserve, List<BoostTrial> stored) {
        synchronized (evidence) {
            emptyAt = time.nanos() - Math.round(Math.clamp(reserve - spent, 0, RESERVE) * REFILL_NANOS);
            trials.clear();
            stored.forEach(each -> trials.merge(each.task(), each, BoostTrial::merge));
            news.values().forEach(each -> trials.merge(each.task(), each, BoostTrial::merge));
        }
    }
}
