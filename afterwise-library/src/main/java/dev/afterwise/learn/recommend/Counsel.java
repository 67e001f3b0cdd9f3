package dev.afterwise.learn.recommend;

import dev.afterwise.Dimension;
import dev.afterwise.Preference;
import dev.afterwise.Profile;
import dev.afterwise.learn.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/** Makes advice of what is believed of arms for one piece of work. */
final class Counsel {
    private static final int FEWEST_RUNS = 10;
    private static final double ERROR = .05;

    private final List<Standing> standings;
    private final Prices prices;
    private final Map<String, Spent> spent;
    private final List<Advice.Option> options;

    Counsel(Lessons lessons, Profile work, List<String> arms, Preference preference) {
        this.standings = lessons.standings(work, arms);
        this.spent = lessons.spent(work.task());
        this.prices = new Prices(spent, preference);
        var contest = Contest.of(standings, prices::of);
        List<Advice.Option> all = new ArrayList<>();
        for (int i = 0; i < standings.size(); i++) {
            all.add(option(standings.get(i), contest, i));
        }
        all.sort(Comparator.comparingDouble(Advice.Option::utility).reversed());
        this.options = all;
    }

    private Advice.Option option(Standing its, Contest contest, int place) {
        Spent spending = spent.getOrDefault(its.arm(), Spent.NOTHING);
        return new Advice.Option(
                its.arm(),
                spending.runs(),
                new Advice.Gain(its.chance(), its.interval()),
                spending.meanSeconds(),
                spending.meanDollars(),
                contest.utility(place),
                contest.propensity(place));
    }

    Advice on(Dimension choice, @Nullable String now) {
        Advice.Option best = options.getFirst();
        Advice.Option used = options.stream()
                .filter(each -> each.arm().equals(now))
                .findFirst()
                .orElse(null);
        if (used == null) {
            return new Advice(
                    choice,
                    options,
                    now,
                    Advice.Gain.NONE,
                    Advice.Verdict.TOO_LITTLE,
                    now == null
                            ? "nothing is known of what is used now"
                            : "'%s' is used now, which is not among these".formatted(now));
        }
        if (used.arm().equals(best.arm())) {
            boolean isKnown = used.runs() >= FEWEST_RUNS;
            return new Advice(
                    choice,
                    options,
                    used.arm(),
                    Advice.Gain.NONE,
                    isKnown ? Advice.Verdict.KEEP : Advice.Verdict.TOO_LITTLE,
                    isKnown
                            ? "'%s' is used now, and no other is expected to do better".formatted(used.arm())
                            : tooFew(used));
        }
        Advice.Gain gain = gain(best, used);
        if (best.runs() < FEWEST_RUNS || used.runs() < FEWEST_RUNS) {
            return new Advice(
                    choice,
                    options,
                    used.arm(),
                    gain,
                    Advice.Verdict.TOO_LITTLE,
                    tooFew(best.runs() < used.runs() ? best : used));
        }
        boolean isSure = gain.interval().low() > 0;
        return new Advice(
                choice,
                options,
                used.arm(),
                gain,
                isSure ? Advice.Verdict.PREFER : Advice.Verdict.KEEP,
                words(best, used, gain, isSure));
    }

    /** By how much the one is better, with an interval that holds for whichever of the others were the best one. */
    private Advice.Gain gain(Advice.Option best, Advice.Option used) {
        double wide = NormalDistribution.of(0, 1)
                .inverseCumulativeProbability(1 - ERROR / 2 / Math.max(1, options.size() - 1));
        double deviation = Math.sqrt(variance(best.arm()) + variance(used.arm()));
        double gain = best.utility() - used.utility();
        return new Advice.Gain(gain, new Interval(gain - wide * deviation, gain + wide * deviation));
    }

    /** How unsure the chance of an arm is, without what all arms have in common. */
    private double variance(String arm) {
        Standing its = standings.stream()
                .filter(each -> each.arm().equals(arm))
                .findFirst()
                .orElseThrow();
        double slope = its.chance() * (1 - its.chance());
        return slope * slope * its.unsure();
    }

    private static String tooFew(Advice.Option option) {
        return "'%s' was tried in %d executions, and it takes %d".formatted(option.arm(), option.runs(), FEWEST_RUNS);
    }

    private static String words(Advice.Option best, Advice.Option used, Advice.Gain gain, boolean isSure) {
        String gains = String.format(
                Locale.ROOT,
                "%+.1f points (95 %% interval %+.1f to %+.1f)",
                100 * gain.value(),
                100 * gain.interval().low(),
                100 * gain.interval().high());
        return isSure
                ? "'%s' is expected to gain %s over '%s', which is used now".formatted(best.arm(), gains, used.arm())
                : "'%s' is expected to gain %s over '%s', which is used now: that may be chance"
                        .formatted(best.arm(), gains, used.arm());
    }
}
