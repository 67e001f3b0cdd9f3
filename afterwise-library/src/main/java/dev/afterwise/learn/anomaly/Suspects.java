package dev.afterwise.learn.anomaly;

import dev.afterwise.Tally;
import dev.afterwise.learn.anomaly.Oddity.Group;
import dev.afterwise.learn.anomaly.Oddity.Size;
import dev.afterwise.learn.patterns.Circumstance;
import dev.afterwise.learn.patterns.Effect;
import dev.afterwise.learn.patterns.Effect.Part;
import dev.afterwise.learn.patterns.Measured;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.patterns.Suspect;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.segment.Columns;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Oddities as patterns of a history, as far as they are about success and durations. */
public final class Suspects {
    private static final double SECOND = 1e6;

    private Suspects() {}

    /** @param zone in which days and weekends begin */
    public static List<Suspect> in(Columns columns, ZoneId zone) {
        return Oddities.in(columns, zone).found().stream()
                .filter(each -> each.kind() != OddKind.DEAR && each.kind() != OddKind.BUSY_HOUR)
                .map(each -> new Suspect(1 / Math.max(Double.MIN_NORMAL, each.pValue()), pattern(each, columns, zone)))
                .toList();
    }

    private static Pattern pattern(Oddity it, Columns columns, ZoneId zone) {
        String text = text(it, zone);
        Effect effect = effect(it);
        return new Pattern(
                "",
                PatternKind.ANOMALY,
                new Circumstance.Said(it.hour() == null ? "took" : "hour", text),
                effect,
                it.pValue(),
                1 - it.pValue(),
                it.rows().stream().map(columns::number).toList(),
                sentence(it, text));
    }

    private static Effect effect(Oddity it) {
        Size size = it.size();
        if (it.kind() == OddKind.FAILING_HOUR) {
            double difference = size.usual() - size.value();
            return new Effect(
                    Measured.SUCCESS,
                    new Part(size.count(), 1 - size.value()),
                    new Part(size.others(), 1 - size.usual()),
                    difference,
                    Proportions.difference(worked(size.count(), size.value()), worked(size.others(), size.usual())));
        }
        double error =
                it.kind() == OddKind.SLOW ? 3.0 / (size.others() + 3) : Proportions.Z / Math.sqrt(12.0 * size.count());
        return new Effect(
                Measured.DURATION,
                new Part(size.count(), size.value() / SECOND),
                new Part(size.others(), size.usual() / SECOND),
                size.more(),
                new Interval(Math.max(-.5, size.more() - error), Math.min(.5, size.more() + error)));
    }

    private static Tally worked(long count, double failed) {
        return new Tally(count, Math.round(count * (1 - failed)));
    }

    private static String text(Oddity it, ZoneId zone) {
        if (it.hour() != null) {
            return "hour from "
                    + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                            .format(Objects.requireNonNull(it.hour()).atZone(zone));
        }
        Group group = it.group();
        String of = group.task() == null ? "" : " of '" + group.task() + "'";
        String by = group.agent() == null || group.agent().isEmpty() ? "" : " by '" + group.agent() + "'";
        return "far longer than others" + of + by;
    }

    private static String sentence(Oddity it, String text) {
        Size size = it.size();
        return switch (it.kind()) {
            case SLOW, DEAR ->
                "%,d of %,d took %s: at least %s, where %s are usual. Look at what they waited for."
                        .formatted(
                                size.count(),
                                size.count() + size.others(),
                                text,
                                seconds(size.value()),
                                seconds(size.usual()));
            case FAILING_HOUR, BUSY_HOUR ->
                "In the %s, %s of %,d failed, where %s are usual at that time. Look at what was different then."
                        .formatted(text, percent(size.value()), size.count(), percent(size.usual()));
            case SLOW_HOUR ->
                "In the %s, half of %,d took more than %s, where %s are usual. Look at what was different then."
                        .formatted(text, size.count(), seconds(size.value()), seconds(size.usual()));
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String seconds(double micros) {
        double seconds = micros / SECOND;
        return String.format(Locale.ROOT, seconds >= 100 ? "%,.0f s" : seconds >= 1 ? "%.1f s" : "%.3f s", seconds);
    }
}
