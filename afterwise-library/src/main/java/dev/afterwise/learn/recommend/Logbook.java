package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.Status;
import dev.afterwise.learn.Rows;
import dev.afterwise.learn.predict.Factor;
import dev.afterwise.learn.recommend.Advice.Gain;
import dev.afterwise.learn.recommend.Reweighing.Estimate;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.segment.Codes;
import dev.afterwise.segment.Columns;
import dev.afterwise.segment.Numbers;
import dev.afterwise.segment.Quantity;
import dev.afterwise.segment.Trait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The executions of a task that succeeded or failed, by what they chose: what another way of choosing would have come to can be
 * estimated from it. What was reported twice counts once. Immutable.
 */
public final class Logbook {
    /** Propensities are relied on where so many executions have one. */
    private static final int FEWEST_DRAWN = 50;

    private static final double SURE = 1.96;
    private static final double EXTREME = 7;

    private final Dimension choice;
    private final List<Logged> log;
    private final Map<String, Spent> spent;

    private Logbook(Dimension choice, List<Logged> log, Map<String, Spent> spent) {
        this.choice = choice;
        this.log = List.copyOf(log);
        this.spent = Map.copyOf(spent);
    }

    /**
     * The executions that are like some work: of its task, and in all of its circumstances as far as these are looked at.
     *
     * @throws IllegalArgumentException if what is chosen isn't agent, model or route
     */
    public static Logbook of(Columns columns, Dimension choice, Profile like) {
        if (choice == Dimension.TASK) {
            throw new IllegalArgumentException("What is chosen must be agent, model or route, but it is (task).");
        }
        Codes<String> arms = columns.labels(Rows.trait(choice));
        BitSet all = Lessons.decided(columns, arms);
        Circumstances circumstances = Circumstances.of(columns, all, choice);
        Codes<String> tasks = columns.labels(Trait.TASK);
        all.stream().filter(row -> !like.task().equals(tasks.at(row))).forEach(all::clear);
        Set<Factor> wanted = new HashSet<>(circumstances.of(like).circumstances());
        Codes<String> pieces = columns.texts(Pieces.attribute(columns, all, arms));
        Codes<String> status = columns.labels(Trait.STATUS);
        Numbers took = columns.numbers(Quantity.TOOK_US);
        Numbers cost = columns.numbers(Quantity.COST_MICROS);
        Numbers propensities = columns.numbers(Profile.PROPENSITY + choice.word());
        Map<String, Spent> spent = new HashMap<>();
        List<Logged> log = new ArrayList<>();
        for (int row : Lessons.newest(all, columns.numbers(Quantity.STARTED_US))) {
            List<Factor> factors =
                    circumstances.of(circumstances.profile(columns, row)).circumstances();
            double seconds = took.has(row) ? took.at(row) / 1e6 : Double.NaN;
            double dollars = cost.has(row) && cost.at(row) > 0 ? cost.at(row) / 1e6 : Double.NaN;
            String arm = arms.at(row);
            if (arm != null) {
                spent.merge(arm, Spent.NOTHING.and(seconds, dollars), Spent::plus);
                if (new HashSet<>(factors).containsAll(wanted)) {
                    boolean worked = Status.SUCCEEDED.word().equals(status.at(row));
                    log.add(new Logged(arm, factors, pieces.at(row), propensities.at(row), worked, seconds, dollars));
                }
            }
        }
        return new Logbook(choice, log, spent);
    }

    /** How many executions there are. */
    public int size() {
        return log.size();
    }

    /** Those that took one of these arms. */
    public Logbook among(Collection<String> arms) {
        return new Logbook(
                choice, log.stream().filter(each -> arms.contains(each.arm())).toList(), spent);
    }

    /** What an arm would have come to in all of them; empty where too few took it. */
    public Optional<Hindsight> hindsight(String arm) {
        List<Logged> drawn = log.stream().filter(Logged::isDrawn).toList();
        if (drawn.size() >= FEWEST_DRAWN) {
            Optional<Hindsight> its = hindsight(arm, drawn, true);
            if (its.isPresent()) {
                return its;
            }
        }
        // Where it was never taken, nothing can be said without believing that circumstances don't matter.
        Set<List<Factor>> known = log.stream()
                .filter(each -> each.arm().equals(arm))
                .map(Logged::circumstances)
                .collect(Collectors.toSet());
        return hindsight(
                arm,
                log.stream()
                        .filter(each -> known.contains(each.circumstances()))
                        .toList(),
                false);
    }

    /**
     * The ladder that is worth the most of those that surely beat every single arm, or else the one that comes nearest to it: see
     * {@link Climb#isSure}. Empty where too few pieces of work were done by several arms to tell.
     */
    public Optional<Climb> ladder(Preference preference) {
        return new Ladders(choice, log, new Pricing(spent, preference)).best();
    }

    private static Optional<Hindsight> hindsight(String arm, List<Logged> log, boolean isDrawn) {
        List<Logged> priced = log.stream().filter(each -> each.dollars() > 0).toList();
        Gain dollars = new Reweighing(priced, arm, isDrawn)
                .of(Logged::dollars)
                .map(Estimate::value)
                .orElse(null);
        return new Reweighing(log, arm, isDrawn)
                .of(Logged::success)
                .map(its -> new Hindsight(
                        arm, log.size(), its.taken(), its.effective(), isDrawn, probability(its), its.gain(), dollars));
    }

    private static Gain probability(Estimate its) {
        return probability(its.value(), its.effective(), SURE);
    }

    /**
     * Where nearly all succeeded or failed, the scatter says too little: the interval is at least Agresti and Coull's.
     *
     * @param sure how many standard deviations it reaches
     */
    static Gain probability(Gain estimate, double sample, double sure) {
        double squared = sure * sure;
        double n = sample + squared;
        double middle = (estimate.value() * sample + squared / 2) / n;
        double wide = sure * Math.sqrt(Math.max(0, middle * (1 - middle)) / n);
        boolean isExtreme = Math.min(middle, 1 - middle) * n < EXTREME;
        Interval scatter = estimate.interval();
        double low = isExtreme ? Math.min(scatter.low(), middle - wide) : scatter.low();
        double high = isExtreme ? Math.max(scatter.high(), middle + wide) : scatter.high();
        double value = Math.clamp(estimate.value(), 0, 1);
        return new Gain(value, new Interval(Math.clamp(low, 0, value), Math.clamp(high, value, 1)));
    }
}
