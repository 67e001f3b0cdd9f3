package dev.afterwise.cli.report;

import dev.afterwise.Evidence;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.Tally;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Gains;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.learn.Realised;
import dev.afterwise.learn.Trend;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.change.Shift;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What findings mean, in sentences. A change is claimed only where {@link Trends} does, which corrects for looking twice;
 * everything else is a count, or a figure with its interval.
 */
final class Sayings {
    private Sayings() {}

    /** The finding, as short as a title. */
    static String title(Findings findings) {
        Trends trends = findings.course().trends();
        String success = word(trends.success(), "Failing less", "Failing more");
        String duration = word(trends.duration(), "Faster", "Slower");
        if (success.isEmpty() && duration.isEmpty()) {
            Optional<Shift> worst = lasting(findings).findFirst();
            if (worst.isPresent()) {
                return "%s since %s: %s"
                        .formatted(
                                switch (worst.get().effect().aspect()) {
                                    case SUCCESS -> "Failing more";
                                    case DURATION -> "Slower";
                                    case COST -> "Dearer";
                                },
                                Figures.moment(worst.get().when().at()).substring(0, "2026-01-12".length()),
                                worst.get().scope().words());
            }
            long paid = gains(findings);
            if (paid > 0) {
                return paid == 1
                        ? "Better since a change was adopted"
                        : "Better since %,d changes were adopted".formatted(paid);
            }
            boolean isTooLittle =
                    trends.success() instanceof Trend.TooLittle && trends.duration() instanceof Trend.TooLittle;
            return isTooLittle
                    ? "Too little history to say whether anything changed"
                    : "No change that %s can show"
                            .formatted(executions(findings.outcomes().total()));
        }
        if (success.isEmpty() || duration.isEmpty()) {
            return success + duration;
        }
        boolean isAlike = trends.success() instanceof Trend.Improving == trends.duration() instanceof Trend.Improving;
        return success + (isAlike ? ", and " : ", but ") + duration.toLowerCase(Locale.ROOT);
    }

    /** What got worse and still is, the gravest first. */
    private static Stream<Shift> lasting(Findings findings) {
        return findings.depth().stream()
                .flatMap(depth -> depth.shifts().stream())
                .flatMap(List::stream)
                .filter(each -> each.isWorse() && each.when().lasts())
                .sorted(Comparator.comparing((Shift each) -> each.effect().severity())
                        .reversed()
                        .thenComparing(each -> each.effect().aspect())
                        .thenComparing(each -> each.when().at()));
    }

    private static Stream<Saying> shifts(Findings findings) {
        return findings.depth().stream()
                .flatMap(depth -> depth.shifts().stream())
                .flatMap(List::stream)
                .map(each -> new Saying(
                        each.isWorse() ? Sign.WORSE : Sign.BETTER,
                        each.isWorse() ? "Got worse" : "Got better",
                        Character.toUpperCase(each.because().charAt(0))
                                + each.because().substring(1) + "."));
    }

    private static long gains(Findings findings) {
        return findings.advice().stream()
                .filter(each -> each.recommendation().status().isInForce())
                .flatMap(Sayings::realised)
                .filter(each -> each.sign() == Sign.BETTER)
                .count();
    }

    private static String word(Trend trend, String better, String worse) {
        return switch (trend) {
            case Trend.Improving it -> better;
            case Trend.Declining it -> worse;
            case Trend.Steady it -> "";
            case Trend.TooLittle it -> "";
        };
    }

    /** What was counted, how much of it succeeded, and how that compares with the time before. */
    static String lead(Findings findings) {
        Tally now = findings.decided();
        if (now.tried() == 0) {
            return "%s began in %s, and none of them has ended in success or failure: nothing is known about success."
                    .formatted(executions(findings.outcomes().total()), time(findings.scope()));
        }
        String rate = "%s of %s succeeded in %s"
                .formatted(
                        Figures.rate(now),
                        now.tried() == 1 ? "one decided execution" : Figures.whole(now.tried()) + " decided executions",
                        time(findings.scope()));
        Tally before = findings.course().before().outcomes().decided();
        if (before.tried() == 0) {
            return rate + ". There is nothing before to compare it with.";
        }
        return "%s; before that, in as long a time, %s of %s. The difference is %s."
                .formatted(
                        rate,
                        Figures.rate(before),
                        Figures.whole(before.tried()),
                        points(now.rate() - before.rate(), Proportions.difference(now, before)));
    }

    private static String points(double difference, Interval interval) {
        return String.format(
                Locale.ROOT,
                "%+.1f points (%.1f to %.1f)",
                difference * 100,
                interval.low() * 100,
                interval.high() * 100);
    }

    /** Such as {@code the 7 days to 2026-01-12 09:00}. */
    static String time(Scope scope) {
        String end = Figures.moment(scope.newest()).substring(0, "2026-01-12 09:00".length());
        return scope.days() == 1 ? "the 24 hours to " + end : "the %,d days to %s".formatted(scope.days(), end);
    }

    static String executions(long count) {
        return count == 1 ? "one execution" : Figures.whole(count) + " executions";
    }

    /** What changed, what is new, what adopted changes brought, and what waits for a decision: claims first, silence last. */
    static List<Saying> all(Findings findings) {
        List<Saying> sayings = new ArrayList<>();
        Trends trends = findings.course().trends();
        sayings.add(trend(trends.success(), "success", "Failing less", "Failing more"));
        sayings.add(trend(trends.duration(), "duration", "Faster", "Slower"));
        shifts(findings).forEach(sayings::add);
        if (findings.depth().filter(depth -> depth.shifts().isEmpty()).isPresent()) {
            sayings.add(new Saying(
                    Sign.UNKNOWN,
                    "Shifts not looked for",
                    "There are too many executions to look for levels that shifted here: afterwise degradations."));
        }
        fresh(findings.failures()).forEach(sayings::add);
        findings.advice().stream().flatMap(Sayings::realised).forEach(sayings::add);
        long open = findings.advice().stream().filter(Advice::isOpen).count();
        if (open > 0) {
            sayings.add(new Saying(
                    Sign.WAITING,
                    "Advice",
                    open == 1
                            ? "One recommendation waits for a decision."
                            : "%,d recommendations wait for a decision.".formatted(open)));
        }
        return sayings.stream().sorted(Comparator.comparing(Saying::sign)).toList();
    }

    private static Saying trend(Trend trend, String of, String better, String worse) {
        String because = Character.toUpperCase(trend.because().charAt(0))
                + trend.because().substring(1) + ".";
        return switch (trend) {
            case Trend.Improving it -> new Saying(Sign.BETTER, better, because);
            case Trend.Declining it -> new Saying(Sign.WORSE, worse, because);
            case Trend.Steady it -> new Saying(Sign.STEADY, "No trend in " + of, because);
            case Trend.TooLittle it -> new Saying(Sign.UNKNOWN, "Too little for " + of, because);
        };
    }

    private static Stream<Saying> fresh(List<Failing> failures) {
        List<Failing> fresh = failures.stream()
                .filter(each -> each.novelty() == Failing.Novelty.NEW)
                .toList();
        if (fresh.isEmpty()) {
            return Stream.of();
        }
        var first = fresh.getFirst().group();
        String most = "%s, %s".formatted(first.example().failureClass().label(), times(first.count()));
        return Stream.of(new Saying(
                Sign.NEW,
                "New failure",
                fresh.size() == 1
                        ? "One kind of failure was never seen before this time: %s.".formatted(most)
                        : "%,d kinds of failure were never seen before this time; the most frequent is %s."
                                .formatted(fresh.size(), most)));
    }

    static String times(long count) {
        return count == 1 ? "once" : Figures.whole(count) + " times";
    }

    private static Stream<Saying> realised(Advice advice) {
        Measurement measurement = advice.recommendation().measurement();
        if (measurement != null) {
            return Stream.of(measured(advice, measurement));
        }
        return advice.realised().stream().map(realised -> {
            String change = Changes.words(advice.recommendation().change());
            return switch (realised) {
                case Realised.Measured it -> {
                    Interval interval = it.interval();
                    Sign sign = interval.low() > 0 ? Sign.BETTER : interval.high() < 0 ? Sign.WORSE : Sign.STEADY;
                    String word = switch (sign) {
                        case BETTER -> "Gain measured";
                        case WORSE -> "Loss measured";
                        default -> "No gain shown";
                    };
                    yield new Saying(
                            sign,
                            word,
                            "%s. Expected %s; measured %s, %s before and %s after."
                                    .formatted(
                                            change,
                                            Figures.effect(
                                                    advice.recommendation().evidence()),
                                            effect(advice.recommendation(), it),
                                            runs(it.before()),
                                            Figures.whole(it.after())));
                }
                case Realised.TooLittle it ->
                    new Saying(
                            Sign.UNKNOWN,
                            "Not measured yet",
                            "%s. It takes ten runs of it before and after, but there are %s and %s."
                                    .formatted(change, Figures.whole(it.before()), Figures.whole(it.after())));
            };
        });
    }

    private static Saying measured(Advice advice, Measurement measurement) {
        Recommendation it = advice.recommendation();
        Evidence realised = measurement.realised();
        String stands = "%s is %s."
                .formatted(Changes.words(it.change()), it.status().word().replace('_', ' '));
        if (realised == null) {
            return new Saying(Sign.UNKNOWN, "Not measured yet", stands + " " + measurement.said());
        }
        Sign sign = realised.low() > 0 ? Sign.BETTER : realised.high() < 0 ? Sign.WORSE : Sign.STEADY;
        String word = switch (sign) {
            case BETTER -> "Gain measured";
            case WORSE -> "Loss measured";
            default -> "No gain shown";
        };
        return new Saying(
                sign,
                word,
                "%s Expected %s; measured %s in %s."
                        .formatted(
                                stands,
                                Figures.effect(it.evidence()),
                                Figures.effect(realised),
                                runs(realised.sample())));
    }

    /** A measured gain in the words of an expected one. */
    static String effect(Recommendation recommendation, Realised.Measured measured) {
        return Figures.effect(Gains.evidence(recommendation, measured));
    }

    private static String runs(long count) {
        return count == 1 ? "one run" : Figures.whole(count) + " runs";
    }
}
