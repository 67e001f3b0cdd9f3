package dev.afterwise.learn;

import dev.afterwise.Dimension;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Summary;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Medians;
import dev.afterwise.learn.stats.Proportions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Which agent, model or route to take for a task, judged by what became of each so far.
 *
 * <p>Success comes first. Only where it does not tell the candidates apart, and the quicker one is not seen to succeed five
 * points less often, does a median duration decide that is shorter by a fifth or more. Every pair of the 32 most used
 * candidates is looked at in both respects, and p-values are corrected for all of it (Holm), so where all candidates are alike, one of them is preferred
 * in at most one of twenty histories.
 *
 * <p>What history can't tell: who got the harder work. Candidates are compared as they were used.
 *
 * @param candidates those worth most first: in descending order of the lower end of their rate's interval
 */
public record Choice(Dimension dimension, List<Candidate> candidates, Verdict verdict) {
    /** A candidate that is quicker but seen to fail this much more often is not preferred, significant or not. */
    static final double TOLERATED_LOSS = .05;
    /** So many candidates are compared at most, the most used ones: how they did has no say in that. */
    static final int MOST_COMPARED = 32;

    public Choice {
        candidates = List.copyOf(candidates);
    }

    /**
     * Judges what {@link dev.afterwise.store.History#statistics} gives for one dimension. Executions of which nobody said what
     * they used are left out.
     */
    public static Choice among(List<Summary> summaries, Dimension dimension) {
        return among(summaries, dimension, Demands.DEFAULT);
    }

    public static Choice among(List<Summary> summaries, Dimension dimension, Demands demands) {
        var byName = new TreeMap<String, Candidate>();
        for (Summary summary : summaries) {
            summary.subject()
                    .part(dimension)
                    .filter(name -> !name.isEmpty())
                    .map(name -> new Candidate(name, summary.outcomes(), summary.took(), summary.usage()))
                    .ifPresent(candidate -> byName.merge(candidate.name(), candidate, Candidate::merge));
        }
        List<Candidate> candidates = byName.values().stream()
                .sorted(Comparator.comparingDouble(
                        (Candidate candidate) -> -candidate.success().low()))
                .toList();
        return new Choice(dimension, candidates, judge(candidates, dimension, demands));
    }

    private static Verdict judge(List<Candidate> candidates, Dimension dimension, Demands demands) {
        List<Candidate> known = candidates.stream()
                .filter(candidate -> candidate.decided().tried() >= demands.minSamples())
                .sorted(Comparator.comparingLong(
                        (Candidate candidate) -> -candidate.decided().tried()))
                .limit(MOST_COMPARED)
                .sorted(Comparator.comparingDouble(
                                (Candidate candidate) -> -candidate.decided().rate())
                        .thenComparingLong(candidate -> -candidate.decided().tried()))
                .toList();
        if (known.size() < 2) {
            return tooLittle(candidates, dimension, demands);
        }
        var scan = new Comparisons(known, demands);
        Candidate top = known.getFirst();
        Candidate rival = rival(top, known);
        if (scan.succeedsMore(top, rival)) {
            Interval gain = Proportions.difference(top.decided(), rival.decided());
            double effect = top.decided().rate() - rival.decided().rate();
            return new Verdict.Prefer(
                    top,
                    rival,
                    evidence(top, rival, Measure.SUCCESS_RATE, effect, gain, scan.successPValue(top, rival)),
                    "%s; %s".formatted(successes(top), successes(rival)));
        }
        return judgeByDuration(
                known.stream()
                        .filter(each -> each.decided().rate() >= top.decided().rate() - TOLERATED_LOSS)
                        .filter(each -> !scan.succeedsMore(top, each))
                        .toList(),
                scan);
    }

    private static Verdict judgeByDuration(List<Candidate> alike, Comparisons scan) {
        List<Candidate> timed = alike.stream().filter(scan::isTimed).toList();
        if (timed.size() >= 2) {
            ToDoubleFunction<Candidate> median =
                    each -> Medians.seconds(each.took().quantile(.5));
            Candidate quickest =
                    timed.stream().min(Comparator.comparingDouble(median)).orElseThrow();
            Candidate rival = rival(quickest, timed);
            if (scan.isQuicker(quickest, rival)) {
                Medians saved = Medians.compare(rival.took(), quickest.took());
                return new Verdict.Prefer(
                        quickest,
                        rival,
                        evidence(
                                quickest,
                                rival,
                                Measure.SECONDS_PER_RUN,
                                saved.seconds(),
                                saved.interval(),
                                scan.durationPValue(quickest, rival)),
                        "success does not tell them apart (%s; %s), but '%s' typically takes %s and '%s' %s"
                                .formatted(
                                        successes(quickest),
                                        successes(rival),
                                        quickest.name(),
                                        Words.median(quickest.took()),
                                        rival.name(),
                                        Words.median(rival.took())));
            }
        }
        return scan.nothing();
    }

    /** The most used of the others; where that is less used than the one preferred, the best of them, as they are sorted. */
    private static Candidate rival(Candidate preferred, List<Candidate> all) {
        List<Candidate> others = all.stream()
                .filter(each -> !each.name().equals(preferred.name()))
                .toList();
        Candidate mostUsed = others.stream()
                .max(Comparator.comparingLong(each -> each.outcomes().total()))
                .orElseThrow();
        return mostUsed.outcomes().total() > preferred.outcomes().total() ? mostUsed : others.getFirst();
    }

    private static Evidence evidence(
            Candidate one, Candidate other, Measure measure, double effect, Interval interval, double pValue) {
        long sample = one.decided().tried() + other.decided().tried();
        return new Evidence(sample, measure, effect, interval.low(), interval.high(), pValue, List.of());
    }

    static String successes(Candidate candidate) {
        return "'%s' succeeds in %s".formatted(candidate.name(), Words.rate(candidate.decided(), ""));
    }

    private static Verdict tooLittle(List<Candidate> candidates, Dimension dimension, Demands demands) {
        Map<String, Long> missing = new TreeMap<>();
        candidates.forEach(each -> missing.put(
                each.name(), Math.max(0, demands.minSamples() - each.decided().tried())));
        long none = demands.minSamples();
        List<Long> least = missing.values().stream().sorted().limit(2).toList();
        long total = least.stream().mapToLong(Long::longValue).sum() + (2 - least.size()) * none;
        String because = candidates.size() < 2
                ? "a choice takes two %ss with %d decided executions each, but %s was seen"
                        .formatted(
                                dimension.word(),
                                none,
                                candidates.isEmpty()
                                        ? "none"
                                        : "only '" + candidates.getFirst().name() + "'")
                : "a choice takes two %ss with %d decided executions each; still missing: %s"
                        .formatted(dimension.word(), none, missing);
        return new Verdict.TooLittle(total, because);
    }
}
