package dev.afterwise.learn.plans;

import dev.afterwise.Change;
import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.Recommendation;
import dev.afterwise.Subject;
import dev.afterwise.Tally;
import dev.afterwise.learn.Demands;
import dev.afterwise.learn.Finding;
import dev.afterwise.learn.Words;
import dev.afterwise.learn.stats.Clustered;
import dev.afterwise.learn.stats.Difference;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether runs go better when they begin at certain hours of the day.
 *
 * <p>The day is cut into eight stretches of three hours. Runs of one day are taken to have their luck in common ({@link Clustered}), so an
 * outage is one bad event however many runs it fails, and a stretch must have been used on several days. Each stretch with
 * enough runs is compared with all others by success and by the logarithm of how long successes took; of all of them the clearest is
 * reported, its p-value multiplied by how many were looked at.
 */
final class HourStudy {
    private static final int LENGTH = 3;
    private static final int FEWEST_DAYS = 7;

    private final Outline outline;
    private final ZoneId zone;
    private final Demands demands;
    private final List<Trip> trips;

    HourStudy(Outline outline, List<Trip> trips, ZoneId zone, Demands demands) {
        this.outline = outline;
        this.zone = zone;
        this.demands = demands;
        this.trips = trips;
    }

    private record Stretch(int from, Difference success, Difference slowness, List<Trip> within, List<Trip> others) {}

    List<Finding> findings() {
        var looked = new ArrayList<Stretch>();
        for (int from = 0; from < 24; from += LENGTH) {
            int first = from;
            List<Trip> within = trips.stream()
                    .filter(trip -> hour(trip) / LENGTH == first / LENGTH)
                    .toList();
            List<Trip> others = trips.stream()
                    .filter(trip -> hour(trip) / LENGTH != first / LENGTH)
                    .toList();
            if (isEnough(within) && isEnough(others)) {
                looked.add(new Stretch(
                        from,
                        difference(within, others, trip -> trip.hasFailed() ? 0 : 1),
                        difference(succeeded(within), succeeded(others), trip -> Math.log(seconds(trip))),
                        within,
                        others));
            }
        }
        Finding best = null;
        for (Stretch stretch : looked) {
            for (Finding each : List.of(bySuccess(stretch, looked.size()), byTime(stretch, looked.size()))) {
                if (best == null || each.pValue() < best.pValue()) {
                    best = each;
                }
            }
        }
        return best == null ? List.of() : List.of(best);
    }

    private boolean isEnough(List<Trip> some) {
        return some.size() >= 2 * demands.minSamples()
                && some.stream().map(this::day).distinct().count() >= FEWEST_DAYS;
    }

    private List<Trip> succeeded(List<Trip> some) {
        return some.stream()
                .filter(trip -> !trip.hasFailed() && seconds(trip) > 0)
                .toList();
    }

    private Difference difference(List<Trip> within, List<Trip> others, ToDoubleFunction<Trip> score) {
        if (within.size() < demands.minSamples() || others.size() < demands.minSamples()) {
            return Difference.UNKNOWN;
        }
        LocalDate first =
                trips.stream().map(this::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last = trips.stream().map(this::day).max(LocalDate::compareTo).orElseThrow();
        var clustered = new Clustered(Math.toIntExact(ChronoUnit.DAYS.between(first, last)) + 1);
        within.forEach(trip -> clustered.one(cluster(first, trip), score.applyAsDouble(trip)));
        others.forEach(trip -> clustered.other(cluster(first, trip), score.applyAsDouble(trip)));
        return clustered.difference();
    }

    private int cluster(LocalDate first, Trip trip) {
        return Math.toIntExact(ChronoUnit.DAYS.between(first, day(trip)));
    }

    private LocalDate day(Trip trip) {
        return trip.execution().startedAt().atZone(zone).toLocalDate();
    }

    private int hour(Trip trip) {
        return trip.execution().startedAt().atZone(zone).getHour();
    }

    private static double seconds(Trip trip) {
        return Trip.seconds(trip.execution().outcome());
    }

    /** Twice as many looks: at success and at time. */
    private Finding bySuccess(Stretch stretch, int looks) {
        Difference it = stretch.success;
        double p = Math.min(1, 2.0 * looks * it.pValue());
        if (it.effect() < demands.minGain() || it.interval().low() <= 0) {
            return new Finding(p, null);
        }
        String because = "Runs that begin from %02d to %02d o'clock (%s) succeed in %s, others in %s: %s more."
                .formatted(
                        stretch.from,
                        stretch.from + LENGTH,
                        zone,
                        Words.rate(tally(stretch.within), "runs"),
                        Words.rate(tally(stretch.others), ""),
                        Words.points(it.effect(), it.interval()));
        var evidence = new Evidence(
                trips.size(),
                Measure.SUCCESS_RATE,
                it.effect(),
                it.interval().low(),
                it.interval().high(),
                p,
                Trip.examples(stretch.others.stream().filter(Trip::hasFailed).toList()));
        return new Finding(p, Recommendation.propose(startAt(stretch), because, evidence));
    }

    private Finding byTime(Stretch stretch, int looks) {
        Difference it = stretch.slowness;
        double p = Math.min(1, 2.0 * looks * it.pValue());
        double share = 1 - Math.exp(it.effect());
        boolean isHarmful = stretch.success.interval().low() < -demands.minGain();
        if (share < demands.minSaving() || it.interval().high() >= 0 || isHarmful) {
            return new Finding(p, null);
        }
        double usual = succeeded(stretch.others).stream()
                .mapToDouble(HourStudy::seconds)
                .sorted()
                .skip(succeeded(stretch.others).size() / 2)
                .findFirst()
                .orElse(0);
        double low = 1 - Math.exp(it.interval().high());
        double high = 1 - Math.exp(it.interval().low());
        String because = """
                Runs that begin from %02d to %02d o'clock (%s) take %s less time when they succeed (%s to %s) than others, which \
                take %s typically.""".formatted(
                        stretch.from,
                        stretch.from + LENGTH,
                        zone,
                        Words.percent(share),
                        Words.percent(low),
                        Words.percent(high),
                        Words.duration(usual));
        var evidence = new Evidence(
                trips.size(),
                Measure.SECONDS_PER_RUN,
                share * usual,
                low * usual,
                high * usual,
                p,
                Trip.examples(stretch.within));
        return new Finding(p, Recommendation.propose(startAt(stretch), because, evidence));
    }

    private Change startAt(Stretch stretch) {
        return new Change.StartAt(Subject.task(outline.task()), "0 %d * * *".formatted(stretch.from + LENGTH / 2));
    }

    private static Tally tally(List<Trip> some) {
        return new Tally(
                some.size(), some.stream().filter(trip -> !trip.hasFailed()).count());
    }
}
