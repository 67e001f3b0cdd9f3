package dev.afterwise.heal;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Policy;
import dev.afterwise.Severity;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.choose.Belief;
import dev.afterwise.choose.Beliefs;
import dev.afterwise.choose.Estimate;
import dev.afterwise.choose.Odds;
import dev.afterwise.time.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What was learned about which remedy helps against which failure. It starts from what experts expect, learns from every outcome,
 * and forgets what the present contradicts.
 *
 * <p>Until ten outcomes are known of a component's failures of a class, the experts' order is followed. From then on, for the first
 * remedy of a call another one than theirs is taken only if it is better with a probability of .7 or more,
 * as far as anybody can tell; every further one is drawn by the odds that it is the best. So what is unknown is explored where
 * something has failed already. In one of twenty calls the experts' order is followed whatever was learned: what the others recover
 * beyond that is what learning brings.
 *
 * <p>In memory, for at most some thousand kinds of failures; of those that are seen least it forgets. Safe for use by many threads if
 * its source of chance is.
 */
public final class Preferences {
    private static final double HELD_OUT = .05;
    private static final double SURE = .7;
    /** How much surer than they are the odds are taken to be: what is tried in vain costs a call. */
    private static final double SHARPENED = 3;

    /** A minute of waiting is worth six points of success. */
    private static final double PER_SECOND = .001;

    /** Twice as many outcomes as the experts' opinion is worth. */
    private static final long FEWEST = 10;

    private static final int MOST_KEYS = 1_024;

    /** The key, that no failure has, under which calls are counted rather than remedies. */
    private static final String CALLS = "calls";

    private static final String RECOVERED = " recovered";

    private final Timekeeper time;
    private final RandomGenerator random;
    private Beliefs known = new Beliefs(MOST_KEYS);
    private Beliefs fresh = new Beliefs(MOST_KEYS);
    private volatile Policy policy = Policy.INITIAL;

    public Preferences(Timekeeper time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Takes what was adopted for the experts' order from now on. */
    public void follow(Policy adopted) {
        policy = adopted;
    }

    /**
     * What may be done, in the order that was adopted.
     *
     * @param held what holds for this execution; null for what holds for all
     */
    Candidates candidates(
            @Nullable Policy held,
            String component,
            Failure failure,
            List<Remedy> suggested,
            List<Remedy> others,
            Map<String, Integer> tried) {
        return new Candidates(component, failure, suggested, others, tried)
                .inOrder((held == null ? policy : held).strategies(component, failure.failureClass()));
    }

    /** Begins to heal one call. Nothing is remembered of it as long as nothing is chosen. */
    public Course course(String component) {
        return course(component, true, null);
    }

    /** @param experiments whether chance may have a hand in it, so that something is learned; not where the work is critical */
    Course course(String component, boolean experiments, @Nullable Policy held) {
        return new Course(this, component, experiments, held);
    }

    boolean holdsOut() {
        return random.nextDouble() < HELD_OUT;
    }

    Choice choose(Candidates candidates, boolean heldOut, boolean experiments) {
        Remedy usual = candidates.usual();
        boolean isFirst = candidates.tried().isEmpty();
        SortedMap<String, Estimate> estimates = estimates(candidates, candidates.ladder());
        Estimate ofUsual = of(usual, candidates, estimates);
        boolean isKnown = isKnown(candidates);
        Remedy first = (isFirst || !experiments) && isKnown ? first(candidates, estimates, usual, ofUsual) : usual;
        if (heldOut) {
            return new Choice(
                    usual,
                    first.equals(usual) ? 1 : HELD_OUT,
                    true,
                    "the experts' order is followed now and then to see what learning brings");
        }
        if (isFirst || !isKnown || !experiments) {
            return new Choice(
                    first,
                    first.equals(usual) || !experiments ? 1 : 1 - HELD_OUT,
                    false,
                    Reasons.of(first, of(first, candidates, estimates), usual, ofUsual));
        }
        List<Remedy> all = candidates.all();
        double[] odds = Odds.best(all.stream()
                .map(each -> of(each, candidates, estimates).sharper(SHARPENED))
                .toList());
        int drawn = Odds.draw(odds, random);
        Remedy taken = all.get(drawn);
        return new Choice(
                taken, odds[drawn], false, Reasons.of(taken, of(taken, candidates, estimates), usual, ofUsual));
    }

    /** The one with the greatest utility of those that are surely better than the experts' one; else theirs. */
    private static Remedy first(
            Candidates candidates, Map<String, Estimate> estimates, Remedy usual, Estimate ofUsual) {
        Remedy best = usual;
        double greatest = ofUsual.utility();
        for (Remedy each : candidates.all()) {
            Estimate estimate = of(each, candidates, estimates);
            if (estimate.utility() > greatest && Odds.better(estimate, ofUsual) >= SURE) {
                best = each;
                greatest = estimate.utility();
            }
        }
        return best;
    }

    private static Estimate of(Remedy remedy, Candidates candidates, Map<String, Estimate> estimates) {
        Estimate estimate = estimates.get(candidates.arm(remedy.strategy()));
        if (estimate == null) {
            throw new IllegalStateException(
                    "There must be an opinion on '%s', but there is none.".formatted(remedy.strategy()));
        }
        return estimate;
    }

    private synchronized SortedMap<String, Estimate> estimates(Candidates candidates, List<String> ladder) {
        return known.estimates(ladder, candidates.priors(), PER_SECOND, time.now());
    }

    /** Whether there were enough outcomes to depart from the experts' order. */
    private synchronized boolean isKnown(Candidates candidates) {
        String ofComponent = candidates.ladder().get(1);
        return known.of(ofComponent).values().stream().mapToLong(Belief::tried).sum() >= FEWEST;
    }

    void learn(String component, Failure failure, String arm, boolean recovered, Duration took) {
        Belief outcome = Belief.of(recovered, took, time.now());
        List<String> ladder = Candidates.ladder(component, failure);
        synchronized (this) {
            for (String key : ladder) {
                known.add(key, arm, outcome);
                fresh.add(key, arm, outcome);
            }
        }
    }

    /** Counts the call when the outcome of its first remedy is known, and once more when it recovers. */
    void score(boolean heldOut, boolean isFirst, boolean recovered) {
        String group = heldOut ? "experts" : "learned";
        Belief one = Belief.of(true, Duration.ZERO, time.now());
        synchronized (this) {
            for (Beliefs each : List.of(known, fresh)) {
                if (isFirst) {
                    each.add(CALLS, group, one);
                }
                if (recovered) {
                    each.add(CALLS, group + RECOVERED, one);
                }
            }
        }
    }

    /** What learning has brought up to now. */
    public synchronized Uplift uplift() {
        return new Uplift(calls("learned"), calls("experts"));
    }

    private Tally calls(String group) {
        SortedMap<String, Belief> counted = known.of(CALLS);
        long recovered = counted.getOrDefault(group + RECOVERED, Belief.NONE).tried();
        return new Tally(
                Math.max(recovered, counted.getOrDefault(group, Belief.NONE).tried()), recovered);
    }

    /** What was measured, by component, class of failure and strategy. Opinions alone are not in it. */
    public List<Preference> all() {
        List<Preference> all = new ArrayList<>();
        Instant now = time.now();
        synchronized (this) {
            for (String key : known.keys()) {
                String[] parts = key.split("\t", -1);
                if (parts.length == 2) {
                    FailureClass.labelled(parts[0])
                            .ifPresent(of -> all.addAll(Preference.of(parts[1], of, known.of(key), now)));
                }
            }
        }
        all.sort(Comparator.comparing(Preference::component)
                .thenComparing(Preference::failureClass)
                .thenComparing(Comparator.comparingDouble(Preference::chance).reversed())
                .thenComparing(Preference::strategy));
        return all;
    }

    /** What is thought of each remedy against a failure, and why: the one that would be taken first, first. */
    public Explanation explain(String component, Failure failure, List<Remedy> suggested, List<Remedy> others) {
        Candidates candidates = candidates(null, component, failure, suggested, others, Map.of());
        return explain(candidates, candidates.ladder());
    }

    /** As {@link #explain(String, Failure, List, List)}, of all failures of the class together. */
    public Explanation explain(
            String component, FailureClass failureClass, List<Remedy> suggested, List<Remedy> others) {
        Failure any = Failure.of(failureClass, Severity.MEDIUM, Transience.UNKNOWN, "", "");
        Candidates candidates = candidates(null, component, any, suggested, others, Map.of());
        return explain(candidates, candidates.ladder().subList(0, 2));
    }

    private Explanation explain(Candidates candidates, List<String> ladder) {
        SortedMap<String, Estimate> estimates = estimates(candidates, ladder);
        Remedy usual = candidates.usual();
        Estimate ofUsual = of(usual, candidates, estimates);
        Remedy first = isKnown(candidates) ? first(candidates, estimates, usual, ofUsual) : usual;
        return Explanation.of(
                candidates, estimates, first, Reasons.of(first, of(first, candidates, estimates), usual, ofUsual));
    }

    /** Hands out what was learned since this was last asked, for a store that others share. */
    public synchronized Beliefs takeNew() {
        Beliefs taken = fresh;
        fresh = new Beliefs(MOST_KEYS);
        return taken;
    }

    /** Takes back what was handed out and could not be stored. */
    public synchronized void putBack(Beliefs taken) {
        fresh.add(taken);
    }

    /** Knows what is stored, what others have learned among it, and what was learned here since. */
    public synchronized void know(Beliefs stored) {
        var all = new Beliefs(MOST_KEYS);
        all.add(stored);
        all.add(fresh);
        known = all;
    }

    /** Beliefs of the size that is kept here, to begin with. */
    public Beliefs nothing() {
        return new Beliefs(MOST_KEYS);
    }

    /**
     * What {@link Beliefs#text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public Beliefs parse(String text) {
        return Beliefs.parse(text, MOST_KEYS, time.now());
    }
}
