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
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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

    /** What saves time is not better before it is proven that it doesn't lose so much success, as a rate: of a few runs nobody knows. */
    private static final double TOLERATED_LOSS = .1;

    /** With fewer draws of a variant, or of the original, that came to decided runs nothing is said. */
    private static final int FEWEST = 20;

    /** With fewer runs of the original, its 95th percentile is too uncertain to hold anything against. */
    private static final int FEWEST_FOR_TAIL = 100;

    private static final double TAIL = .05;

    private final Experiment experiment;
    private final Aim aim;
    private final List<Variant> variants;
    private final Runs runs;
    private final Words words;

    private Trial(Experiment experiment, Runs runs) {
        this.experiment = experiment;
        this.aim = experiment.aim();
        this.variants = experiment.variants();
        this.runs = runs;
        this.words = new Words(aim.measure());
    }

    /**
     * What is known of the experiment.
     *
     * @param observations of its runs, in any order; those of unknown variants don't count
     */
    public static Reading read(Experiment experiment, Collection<Observation> observations, Instant now) {
        return new Trial(experiment, new Runs(experiment, observations)).reading(now);
    }

    private Reading reading(Instant now) {
        var standings = new ArrayList<Standing>();
        for (int variant = 0; variant < variants.size(); variant++) {
            standings.add(variant == 0 ? standing(0, Gain.UNKNOWN, Fate.GOES_ON, "") : compared(variant));
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
        if (runs.size() >= aim.runs() || isOver(now)) {
            return new Verdict.NoDifference(
                    open.variant(),
                    open.gain(),
                    "After %,d runs in %s nothing is proven: %s."
                            .formatted(runs.size(), Words.time(age(now)), words.gain(open.gain())));
        }
        return new Verdict.KeepGoing(
                open.gain().isKnown()
                        ? "Nothing is proven yet: %s.".formatted(words.gain(open.gain()))
                        : "Each variant needs at least %d runs that worked or failed, of as many keys, and one has fewer."
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
        if (!experiment.isRunning() && variants.size() > 2) {
            // Of one that is over nobody knows which variants were dropped before.
            return Optional.empty();
        }
        List<Integer> drawn = IntStream.range(0, variants.size())
                .filter(each -> !(experiment.state() instanceof State.Running(var dropped)
                        && dropped.contains(variants.get(each).name())))
                .boxed()
                .toList();
        List<Double> shares =
                drawn.stream().map(each -> variants.get(each).share()).toList();
        List<Long> all =
                drawn.stream().map(each -> runs.keys(each, any -> true)).toList();
        if (Ratio.isOff(all, shares)) {
            return Optional.of(new Verdict.Mismatch(
                    "The variants should get %s of the draws, but they got %s: something draws otherwise."
                            .formatted(Words.shares(shares), Words.counts(all))));
        }
        List<Long> kept = drawn.stream()
                .map(each -> runs.keys(each, any -> any.result() != Result.LOST))
                .toList();
        if (Ratio.isOff(kept, shares)) {
            return Optional.of(new Verdict.Mismatch("""
                    The variants should have %s of the runs whose outcome is known, but they have %s: one of them loses more, and what \
                    it loses might have failed.""".formatted(Words.shares(shares), Words.counts(kept))));
        }
        return Optional.empty();
    }

    private Standing standing(int variant, Gain gain, Fate fate, String because) {
        long worked = runs.count(variant, Result.WORKED);
        return new Standing(
                variants.get(variant).name(),
                runs.of(variant).count(),
                new Tally(worked + runs.count(variant, Result.FAILED), worked),
                runs.numbers(variant, Observation::seconds).average().orElse(Double.NaN),
                runs.numbers(variant, Observation::cost).average().orElse(Double.NaN),
                gain,
                fate,
                because);
    }

    private Standing compared(int variant) {
        int comparisons = variants.size() - 1;
        Uplift success = uplift(variant, 1, each -> each.result() == Result.WORKED ? 1 : 0);
        boolean isAboutSuccess = aim.measure() == Measure.SUCCESS_RATE;
        Uplift wanted = isAboutSuccess ? success : uplift(variant, 1, Observation::seconds);
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
        if (gain.low() > 0
                && (isAboutSuccess || success.gain(MISSED / comparisons, true).low() > -TOLERATED_LOSS)) {
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
    private Optional<String> broken(int variant, Uplift success, double missed) {
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
    private Optional<String> tail(int variant, double missed) {
        double[] usual = runs.numbers(0, Observation::seconds).sorted().toArray();
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

    private Optional<String> cost(int variant, double missed) {
        Uplift dearer = uplift(variant, 1 + aim.risk().dearer(), Observation::cost);
        return dearer.fewest() >= FEWEST && dearer.gain(missed, false).low() > 0
                ? Optional.of("It is dearer than may be: a run costs %s, of the original %s."
                        .formatted(Words.money(dearer.changedMean()), Words.money(dearer.originalMean())))
                : Optional.empty();
    }

    private Uplift uplift(int variant, double ratio, ToDoubleFunction<Observation> number) {
        return runs.uplift(variants, variant, ratio, number);
    }
}
