package dev.afterwise.learn.patterns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Of all that is believed, what says something of its own. Where one value fails more often, all others of its column fail less often
 * than the rest; where one order of steps does, so do those that come with it. So of the same topic the surest stays, and
 * another only if it is seen even where the surer ones don't hold. Neighbouring hours become one stretch.
 */
final class Essentials {
    private static final int MOST_OF_A_TOPIC = 12;
    /** The logarithm of the odds that what is left must have. */
    private static final double ENOUGH = Math.log(20);

    private Essentials() {}

    static List<Belief> of(List<Belief> believed) {
        Map<String, List<Belief>> byTopic = new LinkedHashMap<>();
        believed.stream()
                .filter(Belief::isWorthIt)
                .sorted(Comparator.comparingInt(
                                (Belief each) -> width(each.hypothesis().split().circumstance()))
                        .thenComparingLong(
                                each -> -Math.round(each.hypothesis().finding().odds()))
                        .thenComparingInt(
                                each -> obscurity(each.hypothesis().split().circumstance())))
                .forEach(each -> byTopic.computeIfAbsent(topic(each), ignored -> new ArrayList<>())
                        .add(each));
        List<Belief> essential = new ArrayList<>();
        byTopic.values().forEach(each -> essential.addAll(merged(ofTopic(each))));
        return essential;
    }

    /** An hour that is sure by itself comes before the stretches that have it: they say where it ends less exactly. */
    private static int width(Circumstance circumstance) {
        return circumstance instanceof Circumstance.Hours hours && hours.hours().size() > 1 ? 1 : 0;
    }

    /** Of two that are as sure because they hold of the same executions, that which says more is taken. */
    private static int obscurity(Circumstance circumstance) {
        return circumstance instanceof Circumstance.Steps steps
                ? switch (steps.order()) {
                    case BEFORE -> 0;
                    case THEN -> steps.names().size();
                    case AMONG -> 1;
                }
                : 0;
    }

    private static String topic(Belief belief) {
        Hypothesis its = belief.hypothesis();
        return its.kind() + " " + its.sample().measured() + " " + its.topic();
    }

    private static List<Belief> ofTopic(List<Belief> surestFirst) {
        List<Belief> kept = new ArrayList<>();
        Belief surest = surestFirst.getFirst();
        if (surest.hypothesis().split().circumstance() instanceof Circumstance.Hours) {
            kept.add(likeliest(surest, surestFirst));
        }
        for (Belief each : surestFirst) {
            if (kept.size() < MOST_OF_A_TOPIC && (kept.isEmpty() || isSeenElsewhere(each.hypothesis(), kept))) {
                kept.add(each);
            }
        }
        return kept;
    }

    /** That hours differ is sure; which ones, is a matter of likelihood. */
    private static Belief likeliest(Belief one, List<Belief> all) {
        Sample sample = one.hypothesis().sample();
        double pValue = all.stream().mapToDouble(Belief::pValue).min().orElseThrow();
        return believed(one.hypothesis(), Stretches.of(sample).likeliest(), pValue);
    }

    private static Belief believed(Hypothesis like, NavigableSet<Integer> hours, double pValue) {
        Sample sample = like.sample();
        var split = Split.of(
                new Circumstance.Hours(hours),
                i -> hours.contains(sample.calendar().hour(i)));
        Finding finding = new Scores(sample, sample.hours()).of(split);
        return new Belief(new Hypothesis(like.kind(), like.topic(), like.share(), sample, finding, split), pValue);
    }

    private static boolean isSeenElsewhere(Hypothesis its, List<Belief> kept) {
        var scores = new Scores(its.sample(), grain(its));
        Split[] others = kept.stream().map(each -> each.hypothesis().split()).toArray(Split[]::new);
        Finding left = scores.of(its.split().among(i -> holdsNowhere(others, i)));
        return left.odds() >= ENOUGH
                && Math.abs(left.effect()) >= Patterns.FLOOR
                && left.effect() * its.finding().effect() > 0;
    }

    private static boolean holdsNowhere(Split[] splits, int i) {
        for (Split each : splits) {
            if (each.holds(i)) {
                return false;
            }
        }
        return true;
    }

    private static Grain grain(Hypothesis its) {
        boolean isOfHours = its.split().circumstance() instanceof Circumstance.Hours;
        return its.kind() != PatternKind.TEMPORAL
                ? its.sample().independent()
                : isOfHours ? its.sample().hours() : its.sample().days();
    }

    private static List<Belief> merged(List<Belief> kept) {
        if (kept.size() < 2 || !(kept.getFirst().hypothesis().split().circumstance() instanceof Circumstance.Hours)) {
            return kept;
        }
        List<Belief> merged = new ArrayList<>();
        for (boolean isMore : new boolean[] {false, true}) {
            List<Belief> same = kept.stream()
                    .filter(each -> each.hypothesis().finding().effect() > 0 == isMore)
                    .toList();
            if (!same.isEmpty()) {
                merged.add(together(same));
            }
        }
        return merged;
    }

    private static Belief together(List<Belief> hours) {
        var all = new TreeSet<Integer>();
        hours.forEach(each ->
                all.addAll(((Circumstance.Hours) each.hypothesis().split().circumstance()).hours()));
        double pValue = hours.stream().mapToDouble(Belief::pValue).max().orElseThrow();
        return believed(hours.getFirst().hypothesis(), all, pValue);
    }
}
