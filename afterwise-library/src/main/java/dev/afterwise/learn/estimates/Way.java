package dev.afterwise.learn.estimates;

import dev.afterwise.Attempt;
import dev.afterwise.Basis;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Outcome;
import dev.afterwise.Spread;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.WayEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All decided attempts at a step that were made in one way, oldest first. Used by one thread. */
final class Way {
    private final List<Tried> all = new ArrayList<>();

    void add(Tried tried) {
        all.add(tried);
    }

    /** How long a success took in a run. */
    record Success(int run, double seconds) {}

    /** How long successes took since it is as it is now, as they would have taken for these numbers. */
    List<Success> successes(Map<String, Double> numbers) {
        List<Tried> timed = all.stream()
                .filter(tried ->
                        tried.attempt().outcome() instanceof Outcome.Succeeded && seconds(tried.attempt()) != null)
                .toList();
        Scaling scaling = Scaling.of(timed.stream()
                .map(tried -> new Scaling.Point(tried.numbers(), known(tried)))
                .toList());
        double[] scaled = timed.stream()
                .mapToDouble(tried -> scaling.scaled(known(tried), tried.numbers(), numbers))
                .toArray();
        var successes = new ArrayList<Success>();
        for (int i = Newest.since(scaled); i < scaled.length; i++) {
            successes.add(new Success(timed.get(i).run(), scaled[i]));
        }
        return successes;
    }

    WayEstimate estimate(Map<String, Double> numbers) {
        List<Tried> lately = lately();
        var failings = new LinkedHashMap<List<Object>, WayEstimate.Failing>();
        lately.forEach(tried -> {
            if (tried.attempt().outcome() instanceof Outcome.Failed(var ignored, Failure failure)) {
                FailureClass failureClass = failure.failureClass();
                Transience transience = failure.transience();
                failings.merge(
                        List.of(failureClass, transience),
                        new WayEstimate.Failing(failureClass, transience, 1),
                        (one, other) -> new WayEstimate.Failing(failureClass, transience, one.times() + other.times()));
            }
        });
        return new WayEstimate(
                Basis.HISTORY,
                tally(lately),
                List.copyOf(failings.values()),
                tally(all.stream().filter(tried -> tried.before() != null).toList()),
                Spread.of(successes(numbers).stream().map(Success::seconds).toList()),
                Spread.of(lately.stream()
                        .filter(tried ->
                                tried.attempt().outcome() instanceof Outcome.Failed && seconds(tried.attempt()) != null)
                        .map(Way::known)
                        .toList()),
                new WayEstimate.Spending(
                        spent(lately, usage -> (double) usage.cost().micros() / 1e6),
                        spent(lately, usage -> (double) usage.inputTokens() + (double) usage.outputTokens()),
                        spent(lately, usage -> (double) usage.apiCalls())));
    }

    /** Those since it fails as often as it does now. */
    private List<Tried> lately() {
        double[] failed = all.stream()
                .mapToDouble(tried -> tried.attempt().outcome() instanceof Outcome.Failed ? 1 : 0)
                .toArray();
        return all.subList(Newest.since(failed), all.size());
    }

    private static Tally tally(List<Tried> tried) {
        return new Tally(
                tried.size(),
                tried.stream()
                        .filter(each -> each.attempt().outcome() instanceof Outcome.Succeeded)
                        .count());
    }

    /** Empty if nobody ever spent any, for then nobody measured it. */
    private static Spread spent(List<Tried> tried, ToDoubleFunction<Usage> amount) {
        List<Double> amounts = tried.stream()
                .map(each -> Math.max(0, amount.applyAsDouble(each.attempt().usage())))
                .toList();
        return amounts.stream().anyMatch(each -> each > 0) ? Spread.of(amounts) : Spread.NOTHING;
    }

    private static double known(Tried tried) {
        Double seconds = seconds(tried.attempt());
        return seconds == null ? 0 : seconds;
    }

    private static @Nullable Double seconds(Attempt attempt) {
        Duration took = attempt.outcome() instanceof Outcome.Ended ended ? ended.took() : null;
        return took == null ? null : seconds(took);
    }

    /** Not negative: a clock that was set back says nothing. */
    static double seconds(Duration took) {
        return Math.max(0, (double) took.toSeconds() + took.toNanosPart() / 1e9);
    }
}
