package dev.afterwise.learn.phases;

import dev.afterwise.Distribution;
import dev.afterwise.Execution;
import dev.afterwise.FailureClass;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.learn.phases.Bottleneck.Kind;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Corrections;
import dev.afterwise.learn.stats.Difference;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.StepSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the time of executions goes and which steps hold them up. That a step has become slow, takes longer than
 * estimated, or does better in another order is said only if it is more than chance explains: in histories in which nothing of the
 * kind is the case, it is said of any step in at most one of twenty. How often a step fails is what was counted.
 */
public final class PhaseStudy {
    /** In how many histories that hold nothing something is said all the same. */
    public static final double FALSE_ALARMS = .05;

    /** Slices of time with fewer steps have no median to speak of. */
    private static final int FEWEST_STEPS = 5;

    private static final int FEWEST_SLICES = 3;
    private static final int FEWEST_DECIDED = 10;
    private static final double WORTH_A_WORD = .05;
    private static final Set<FailureClass> NOT_PASSED = Set.of(FailureClass.VALIDATION, FailureClass.SYNTAX);

    private final List<StepSlice> slices;
    private final int recent;
    private final Estimates estimates;
    private final Shares shares;

    private PhaseStudy(List<StepSlice> slices, Instant recentFrom, Collection<Execution> sample) {
        this.slices = slices;
        this.recent = (int)
                slices.stream().filter(each -> each.from().isBefore(recentFrom)).count();
        this.estimates = new Estimates(sample);
        this.shares = new Shares(sample);
    }

    /**
     * What the steps of these executions were like.
     *
     * @param slices all of them by time, the oldest first
     * @param recentFrom where the recent past begins; what came before is the norm
     * @param sample some of them step by step, the newest for instance
     * @param columns all of them again, for the order of their steps
     */
    public static PhaseReport of(
            List<StepSlice> slices, Instant recentFrom, Collection<Execution> sample, Columns columns) {
        return new PhaseStudy(List.copyOf(slices), recentFrom, sample).report(recentFrom, columns);
    }

    /** Steps of one name, and what they add up to in each slice. */
    private static final class Steps {
        private final PhaseKey key;
        private final Summary[] bySlice;

        private Steps(PhaseKey key, int slices) {
            this.key = key;
            this.bySlice = new Summary[slices];
        }
    }

    private PhaseReport report(Instant recentFrom, Columns columns) {
        List<Steps> all = steps();
        List<Difference> paces = all.stream().map(this::pace).toList();
        double[] p = Corrections.holm(DoubleStream.concat(
                        paces.stream().mapToDouble(Difference::pValue),
                        all.stream().mapToDouble(each -> estimates.pValue(each.key)))
                // Orders are looked at beside them, for half of what may be said falsely.
                .map(each -> Math.min(1, 2 * each))
                .toArray());
        var phases = new ArrayList<Phase>();
        var bottlenecks = new ArrayList<Bottleneck>();
        for (int i = 0; i < all.size(); i++) {
            Steps each = all.get(i);
            Difference pace = paces.get(i);
            Summary summary = Arrays.stream(each.bySlice)
                    .filter(Objects::nonNull)
                    .reduce(Summary::merge)
                    .orElseThrow();
            var phase = new Phase(
                    each.key,
                    summary,
                    shares.of(each.key),
                    pace.equals(Difference.UNKNOWN)
                            ? null
                            : new Pace(Math.exp(pace.effect()), exp(pace.interval()), p[i]),
                    estimates.of(each.key));
            phases.add(phase);
            look(each, phase, p[all.size() + i], bottlenecks);
        }
        phases.sort(Comparator.comparingDouble((Phase each) -> -weight(each)).thenComparing(Phase::key));
        bottlenecks.sort(Comparator.comparing((Bottleneck each) -> each.lost().negated())
                .thenComparing(each -> each.phase().key())
                .thenComparing(Bottleneck::kind));
        return new PhaseReport(phases, bottlenecks, new Orders(columns).best(), shares.size(), recentFrom);
    }

    private static double weight(Phase phase) {
        return Double.isNaN(phase.critical().rate()) ? 0 : phase.critical().rate();
    }

    private static Interval exp(Interval logarithms) {
        return new Interval(Math.exp(logarithms.low()), Math.exp(logarithms.high()));
    }

    private List<Steps> steps() {
        Map<PhaseKey, Steps> byKey = new TreeMap<>();
        for (int i = 0; i < slices.size(); i++) {
            for (StepSummary each : slices.get(i).steps()) {
                byKey.computeIfAbsent(PhaseKey.of(each), key -> new Steps(key, slices.size())).bySlice[i] =
                        each.summary();
            }
        }
        return List.copyOf(byKey.values());
    }

    /** How much greater the logarithms of recent medians are. A median for each slice, since what is slow together is one event. */
    private Difference pace(Steps steps) {
        var clustered = new Clustered(slices.size());
        int before = 0;
        int now = 0;
        for (int i = 0; i < slices.size(); i++) {
            Distribution took = took(steps.bySlice[i]);
            if (took.count() >= FEWEST_STEPS) {
                double median = Math.log(seconds(took));
                if (i < recent) {
                    clustered.other(i, median);
                    before++;
                } else {
                    clustered.one(i, median);
                    now++;
                }
            }
        }
        return Math.min(before, now) < FEWEST_SLICES ? Difference.UNKNOWN : clustered.difference();
    }

    private static Distribution took(@Nullable Summary summary) {
        return summary == null ? Distribution.empty() : summary.took();
    }

    private static double seconds(Distribution took) {
        return Math.max(took.quantile(.5).toNanos(), 1) / 1e9;
    }

    private void look(Steps steps, Phase phase, double pOfEstimate, List<Bottleneck> found) {
        Pace pace = phase.pace();
        Accuracy accuracy = phase.accuracy();
        if (pace != null && pace.isSlow()) {
            found.add(new Bottleneck(
                    Kind.PERFORMANCE,
                    phase,
                    lost(steps, pace),
                    String.format(
                            Locale.ROOT,
                            "takes %.1f times as long as before (%.1f to %.1f)",
                            pace.ratio(),
                            pace.interval().low(),
                            pace.interval().high()),
                    performance(phase)));
        } else if (accuracy != null && pOfEstimate <= FALSE_ALARMS) {
            Duration typical = phase.summary().took().quantile(.5);
            found.add(new Bottleneck(
                    Kind.PERFORMANCE,
                    phase,
                    times(typical.minus(times(typical, 1 / accuracy.ratio())), (double) accuracy.phases()),
                    String.format(
                            Locale.ROOT,
                            "takes %.1f times what was estimated (%.1f to %.1f, %d phases)",
                            accuracy.ratio(),
                            accuracy.interval().low(),
                            accuracy.interval().high(),
                            accuracy.phases()),
                    performance(phase)));
        }
        fails(phase, found);
    }

    private Duration lost(Steps steps, Pace pace) {
        Distribution now = Distribution.empty();
        for (int i = recent; i < slices.size(); i++) {
            now = now.merge(took(steps.bySlice[i]));
        }
        Duration median = now.quantile(.5);
        return times(median.minus(times(median, 1 / pace.ratio())), (double) now.count());
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) Math.min((double) duration.toNanos() * factor, 9e18));
    }

    private static String performance(Phase phase) {
        return phase.critical().rate() >= WORTH_A_WORD
                ? "It is on the critical path: look at what changed, give it more means, or split it so that parts run beside each other."
                : "It is hardly on the critical path: nobody waits for it now, but correct its estimate.";
    }

    private static void fails(Phase phase, List<Bottleneck> found) {
        Tally decided = phase.summary().outcomes().decided();
        long failed = decided.tried() - decided.worked();
        Interval rate = Proportions.interval(new Tally(decided.tried(), failed));
        if (decided.tried() < FEWEST_DECIDED || rate.low() < WORTH_A_WORD) {
            return;
        }
        long notPassed = phase.summary().failures().entrySet().stream()
                .filter(each -> NOT_PASSED.contains(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        boolean isValidation = notPassed * 2 > failed;
        Distribution took = phase.summary().took();
        found.add(new Bottleneck(
                isValidation ? Kind.VALIDATION : Kind.EXECUTION,
                phase,
                took.count() == 0 ? Duration.ZERO : times(took.quantile(.5), (double) failed),
                String.format(
                        Locale.ROOT,
                        "fails in %.0f %% of %,d (%.0f to %.0f)%s",
                        100.0 * failed / decided.tried(),
                        decided.tried(),
                        rate.low() * 100,
                        rate.high() * 100,
                        commonest(phase)),
                isValidation
                        ? "Check what it is given earlier, or have it made again with the error in view ('reprompt')."
                        : "See 'afterwise errors', and 'afterwise heal explain' for what may help."));
    }

    private static String commonest(Phase phase) {
        return phase.summary().failures().entrySet().stream()
                .max(Map.Entry.<FailureClass, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(each -> ", mostly " + each.getKey().label())
                .orElse("");
    }
}
