package dev.afterwise.learn.health;

import dev.afterwise.learn.stats.Interval;
import java.util.Comparator;
import java.util.List;

/**
 * From 0 to 100: a hundred less what pulls it down. It weighs by rule and not by statistics, so that everybody can count it again;
 * its interval is that of the rates in it.
 *
 * @param interval where the points are with 95 % confidence
 * @param burdens the heaviest first; none that weighs nothing
 */
public record Score(double points, Interval interval, List<Burden> burdens) {
    public Score {
        burdens = List.copyOf(burdens);
    }

    static Score of(List<Burden> burdens) {
        double all = burdens.stream().mapToDouble(Burden::points).sum();
        double least =
                burdens.stream().mapToDouble(each -> each.interval().low()).sum();
        double most =
                burdens.stream().mapToDouble(each -> each.interval().high()).sum();
        List<Burden> heaviest = burdens.stream()
                .filter(each -> each.points() > 0)
                .sorted(Comparator.comparingDouble(Burden::points).reversed())
                .toList();
        return new Score(left(all), new Interval(left(most), left(least)), heaviest);
    }

    private static double left(double burden) {
        return Math.clamp(100 - burden, 0, 100);
    }

    public Grade grade() {
        return Grade.of(points);
    }
}
