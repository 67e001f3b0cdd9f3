package dev.afterwise.learn.experiment;

import dev.afterwise.Aim;
import dev.afterwise.Experiment;
import dev.afterwise.Experiment.State;
import dev.afterwise.Measure;
import dev.afterwise.Tally;
import dev.afterwise.Variant;
import dev.afterwise.learn.experiment.Observation.Result;
import dev.afterwise.learn.experiment.Standing.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The reading of an experiment: what its runs say, and what is to be done about it. It may be read after every run; what it says
 * holds however often somebody looks, and whenever he stops.
 *
 * <p>Each variant is compared with the original only, among the runs of both ({@link Uplift}). It is better or worse where the
 * interval of its gain, 95 % for all variants together, is on one side of nothing. It is dropped before that where a guardrail
 * breaks: where it is proven ({@link #GUARDED}) to be slower or dearer than may be, or to succeed less where time is the aim; and
 * where it has probably cost more failures than may be risked. That last one is no proof, but a limit to what finding out may
 * cost: of variants that are no different, many are dropped so.
 *
 * <p>Only runs that are over and known to have worked or failed count. If the shares of what was drawn are off, or of what is left
 * when those are taken away that were lost, there is no telling what else is different, and nothing is compared.
 */
public final class Trial {
    /** How likely a variant that is no different ever counts as better, or as worse. */
    private static final double MISSED = .05;

    /** How likely a guardrail ever breaks by chance. */
    private static final double GUARDED = .01;

    /** With fewer decided runs of a variant, or of the original, nothing is said. */
    private static final int FEWEST = 20;

    /** With fewer runs of the original, its 95th percentile is too uncertain to hold anything against. */
    private static final int FEWEST_FOR_TAIL = 100;

    private static final double TAIL = .05;

    private final Experiment experiment;
    private final Aim aim;
    private final List<Observation> observations;
    private final Words words;

    private Trial(Experiment experiment, List<Observation> observations) {
        this.experiment = experiment;
        this.aim = experiment.aim();
        this.observations = observations;
        this.words = new Words(aim.measure());
    }

    /**
     * What is known of the experiment.
     *
     * @param observations of its runs, in any order; those of unknown variants don't count
     */
    public static Reading read(Experiment experiment, Collection<Observation> observations, Instant now) {
        List<Observation> known = observations.stream()
                .filter(each -> experiment.variant(each.variant()).isPresent())
                .sorted(Comparator.comparing(Observation::at).thenComparing(Observation::key))
                .toList();
        return new Trial(experiment, known).reading(now);
    }

    private Reading reading(Instant now) {
        var standings = new ArrayList<Standing>();
        for (Variant variant : experiment.variants()) {
            standings.add(variant.equals(experiment.original()) ? plain(variant) : compared(variant));
        }
        return new Reading(standings, mismatch().orElseGet(() -> verdict(standings, now)));
    }

    private Verdict verdict(List<Standing> standings, Instant now) {
        List<Standing> changed = standings.subList(1, standings.size());
        Optional<Standing> best = best(changed, Fate.BETTER);
        if (best.isPresent()) {
            return new Verdict.Better(
                    best.get().variant(), best.get().gain(), best.get().because());
        }
        if (changed.stream().allMatch(each -> each.fate() == Fate.DROPPED)) {
            Standing last = best(changed, Fate.DROPPED).orElseThrow();
            return last.gain().high() < 0
                    ? new Verdict.Worse(last.variant(), last.gain(), last.because())
                    : new Verdict.Broken(last.variant(), last.gain(), last.because());
        }
        Standing open = best(changed, Fate.GOES_ON)
                .or(() -> best(changed, Fate.NO_DIFFERENCE))
                .orElseThrow();
        if (open.fate() == Fate.NO_DIFFERENCE) {
            return new Verdict.NoDifference(open.variant(), open.gain(), open.because());
        }
        if (observations.size() >= aim.runs() || isOver(now)) {
            return new Verdict.NoDifference(
                    open.variant(),
                    open.gain(),
                    "After %,d runs in %s nothing is proven: %s."
                            .formatted(observations.size(), Words.time(age(now)), words.gain(open.gain())));
        }
        return new Verdict.KeepGoing(
                open.gain().isKnown()
                        ? "Nothing is proven yet: %s.".formatted(words.gain(open.gain()))
                        : "Each variant needs at least %d runs that worked or failed, and one has fewer."
                                .formatted(FEWEST));
    }

    private static Optional<Standing> best(List<Standing> standings, Fate fate) {
        return standings.stream()
                .filter(each -> each.fate() == fate)
                .max(Comparator.comparingDouble(each -> each.gain().estimate()));
    }

    private Duration age(Instant now) {
        return Duration.between(experiment.startedAt(), now);
    }

    private boolean isOver(Instant now) {
        return age(now).compareTo(aim.longest()) >= 0;
    }

    /** What was drawn, and what is left of it without those that were lost, must be shared out as it should be. */
    private Optional<Verdict> mismatch() {
        List<Variant> drawn = experiment.variants().stream()
                .filter(each ->
                        !(experiment.state() instanceof State.Running(var dropped) && dropped.contains(each.name())))
                .toList();
        List<Double> shares = drawn.stream().map(Variant::share).toList();
        List<Long> all = keys(drawn, each -> true);
        if (Ratio.isOff(all, shares)) {
            return Optional.of(new Verdict.Mismatch(
                    "The variants should get %s of the draws, but they got %s: something draws otherwise."
                            .formatted(Words.shares(shares), Words.counts(all))));
        }
        List<Long> kept = keys(drawn, each -> each.result() != Result.LOST);
        if (Ratio.isOff(kept, shares)) {
            return Optional.of(new Verdict.Mismatch("""
                    The variants should have %s of the runs whose outcome is known, but they have %s: one of them loses more, and what \
                    it loses might have failed.""".formatted(Words.shares(shares), Words.counts(kept))));
        }
        return Optional.empty();
    }

    private List<Long> keys(List<Variant> variants, Predicate<Observation> which) {
        return variants.stream()
                .map(variant -> observations.stream()
                        .filter(each -> each.variant().equals(variant.name()) && which.test(each))
                        .map(Observation::key)
                        .distinct()
                        .count())
                .toList();
    }

    private Standing plain(Variant variant) {
        return standing(variant, Gain.UNKNOWN, Fate.GOES_ON, "");
    }

    private Standing standing(Variant variant, Gain gain, Fate fate, String because) {
        List<Observation> mine = of(variant);
        List<Observation> decided = mine.stream().filter(Observation::isDecided).toList();
        long worked =
                decided.stream().filter(each -> each.result() == Result.WORKED).count();
        return new Standing(
                variant.name(),
                mine.size(),
                new Tally(decided.size(), worked),
                mean(decided, Observation::seconds),
                mean(decided, Observation::cost),
                gain,
                fate,
                because);
    }

    private List<Observation> of(Variant variant) {
        return observations.stream()
                .filter(each -> each.variant().equals(variant.name()))
                .toList();
    }

    private static double mean(List<Observation> some, ToDoubleFunction<Observation> number) {
        return some.stream()
                .mapToDouble(number)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private Standing compared(Variant variant) {
        int comparisons = experiment.variants().size() - 1;
        Uplift success = uplift(variant, 1, each -> each.result() == Result.WORKED ? 1 : 0);
        Uplift seconds = uplift(variant, 1, Observation::seconds);
        boolean isAboutSuccess = aim.measure() == Measure.SUCCESS_RATE;
        Uplift wanted = isAboutSuccess ? success : seconds;
        if (wanted.fewest() < FEWEST || success.fewest() < FEWEST) {
            return standing(variant, Gain.UNKNOWN, Fate.GOES_ON, "");
        }
        Gain raw = wanted.gain(MISSED / comparisons, isAboutSuccess);
        Gain gain = isAboutSuccess ? raw : new Gain(-raw.estimate(), -raw.high(), -raw.low());
        if (gain.high() < 0) {
            return standing(variant, gain, Fate.DROPPED, "It is worse: %s.".formatted(words.gain(gain)));
        }
        Optional<String> broken = broken(variant, success, GUARDED / comparisons);
        if (broken.isPresent()) {
            return standing(variant, gain, Fate.DROPPED, broken.get());
        }
        if (gain.low() > 0) {
            return standing(variant, gain, Fate.BETTER, "It is better: %s.".formatted(words.gain(gain)));
        }
        return gain.high() < aim.worthwhile()
                ? standing(
                        variant,
                        gain,
                        Fate.NO_DIFFERENCE,
                        "It gains less than would be worth a change: %s.".formatted(words.gain(gain)))
                : standing(variant, gain, Fate.GOES_ON, "");
    }

    /** Why the variant must not go on, whatever it gains. */
    private Optional<String> broken(Variant variant, Uplift success, double missed) {
        double extra = -success.estimate() * success.changedCount();
        if (extra >= aim.risk().extraFailures()) {
            return Optional.of(
                    "It has probably cost %.0f failures by now, and %s may be risked; that it is worse is not proven."
                            .formatted(extra, Words.number(aim.risk().extraFailures())));
        }
        if (aim.measure() != Measure.SUCCESS_RATE && success.gain(missed, true).high() < 0) {
            return Optional.of("It succeeds in %s, the original in %s."
                    .formatted(Words.percent(success.changedMean()), Words.percent(success.originalMean())));
        }
        return tail(variant, missed).or(() -> cost(variant, missed));
    }

    /** Whether more than one run in twenty takes longer than the original's 95th percentile and what it may be longer. */
    private Optional<String> tail(Variant variant, double missed) {
        double[] usual = of(experiment.original()).stream()
                .filter(Observation::isDecided)
                .mapToDouble(Observation::seconds)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (usual.length < FEWEST_FOR_TAIL) {
            return Optional.empty();
        }
        double percentile = usual[(int) Math.ceil((1 - TAIL) * usual.length) - 1];
        double limit = percentile * (1 + aim.risk().slower());
        Uplift beyond = uplift(
                variant, 1, each -> Double.isFinite(each.seconds()) ? each.seconds() > limit ? 1 : 0 : Double.NaN);
        return beyond.fewest() >= FEWEST
                        && beyond.changedMean() > TAIL
                        && beyond.gain(missed, true).low() > 0
                ? Optional.of("It is slower than may be: %s of its runs take longer than %s, and of the original %s."
                        .formatted(
                                Words.percent(beyond.changedMean()),
                                Words.seconds(limit),
                                Words.percent(beyond.originalMean())))
                : Optional.empty();
    }

    private Optional<String> cost(Variant variant, double missed) {
        Uplift dearer = uplift(variant, 1 + aim.risk().dearer(), Observation::cost);
        return dearer.fewest() >= FEWEST && dearer.gain(missed, false).low() > 0
                ? Optional.of("It is dearer than may be: a run costs %s, of the original %s."
                        .formatted(Words.money(dearer.changedMean()), Words.money(dearer.originalMean())))
                : Optional.empty();
    }

    /** @param number not a number where a run does not count */
    private Uplift uplift(Variant variant, double ratio, ToDoubleFunction<Observation> number) {
        Variant original = experiment.original();
        var uplift = new Uplift(variant.share() / (variant.share() + original.share()), ratio);
        for (Observation each : observations) {
            boolean isChanged = each.variant().equals(variant.name());
            if (each.isDecided() && (isChanged || each.variant().equals(original.name()))) {
                double value = number.applyAsDouble(each);
                if (Double.isFinite(value)) {
                    uplift.add(each.key(), isChanged, value);
                }
            }
        }
        return uplift;
    }
}
