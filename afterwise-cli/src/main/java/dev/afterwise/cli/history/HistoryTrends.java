package dev.afterwise.cli.history;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.Trend;
import dev.afterwise.learn.Trends;
import dev.afterwise.learn.stats.Slope;
import dev.afterwise.store.Bucket;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Period;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "trends",
        description =
                "Show how success and duration went from hour to hour, day to day or week to week, and whether that is a trend.")
public final class HistoryTrends implements Verb {
    private static final int MOST_DAYS = 36_525;
    private static final int MOST_BARS = 60;
    private static final Duration SHORT = Duration.ofDays(3);
    private static final Duration LONG = Duration.ofDays(120);

    @Mixin
    FilterOptions only = new FilterOptions();

    @Option(
            names = "--by",
            paramLabel = "PERIOD",
            order = 8,
            description = "hour, day or week, in UTC; by default whichever suits the time that is covered")
    @Nullable
    Period by;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 9,
            description = "only the last so many days, up to the newest execution; everything by default")
    @Nullable
    Integer days;

    @Override
    public Answer answer(Session session) {
        History history = session.open(Access.READ).history();
        Filter filter = filter(history);
        Period period = by == null ? suitable(history, filter) : by;
        List<Bucket> series = history.series(filter, period);
        Trends trends = Trends.of(series, period);
        Answer answer = Answer.of("trends")
                .forPrograms("by", Cell.name(period.word()))
                .listing(table(series, period))
                .forPrograms("success_trend", trend(trends.success()))
                .forPrograms("duration_trend", trend(trends.duration()));
        if (series.isEmpty() && session.hint().isPresent()) {
            return answer;
        }
        if (!series.isEmpty()) {
            answer = answer.remark("success   " + bars(series, period, HistoryTrends::rate))
                    .remark("duration  " + bars(series, period, HistoryTrends::median));
        }
        return answer.remark("Success: " + sentence(trends.success()), tone(trends.success()))
                .remark("Duration: " + sentence(trends.duration()), tone(trends.duration()));
    }

    private Filter filter(History history) {
        Filter filter = only.filter(history);
        if (days == null) {
            return filter;
        }
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.usage("--days must be from 1 to %,d, but it is (%d).".formatted(MOST_DAYS, days));
        }
        if (only.since != null || only.until != null) {
            throw Refusal.usage("--days must not be combined with --since or --until: both say which time is meant.");
        }
        Duration length = Duration.ofDays(days);
        return When.newest(history, filter)
                .map(newest -> filter.with(Window.lasting(length, newest)))
                .orElse(filter);
    }

    private static Period suitable(History history, Filter filter) {
        List<Bucket> weeks = history.series(filter, Period.WEEK);
        Optional<Instant> newest = When.newest(history, filter);
        if (weeks.isEmpty() || newest.isEmpty()) {
            return Period.DAY;
        }
        List<Bucket> daily = weeks.size() > 2 ? weeks : history.series(filter, Period.DAY);
        Duration covered = Duration.between(daily.getFirst().start(), newest.get());
        return covered.compareTo(SHORT) <= 0 ? Period.HOUR : covered.compareTo(LONG) <= 0 ? Period.DAY : Period.WEEK;
    }

    private static Table<Bucket> table(List<Bucket> series, Period period) {
        Table<Bucket> table = Table.of("series", series)
                .forPrograms("start", it -> Cell.moment(it.start()))
                .forPeople(period.word(), it -> Cell.name(shown(it.start(), period)));
        return Totals.columns(table, Bucket::summary);
    }

    /** A day and a week are known by their date, an hour by its minutes too. */
    static String shown(Instant start, Period period) {
        int length = period == Period.HOUR ? "2026-01-01 00:00".length() : "2026-01-01".length();
        return Figures.moment(start).substring(0, length);
    }

    private static Cell trend(Trend trend) {
        List<Field> members = new ArrayList<>();
        members.add(Field.of("verdict", Cell.name(verdict(trend))));
        members.add(Field.of("because", Cell.text(trend.because())));
        slope(trend).ifPresent(slope -> {
            members.add(Field.of("per_period", Cell.real(slope.perPeriod())));
            members.add(Field.of("low", Cell.real(slope.interval().low())));
            members.add(Field.of("high", Cell.real(slope.interval().high())));
            members.add(Field.of("p_value", Cell.real(slope.pValue())));
            members.add(Field.of("n", Cell.whole(slope.buckets())));
        });
        return new Cell.Compound(Cell.ABSENT, members);
    }

    private static String verdict(Trend trend) {
        return switch (trend) {
            case Trend.Improving it -> "improving";
            case Trend.Declining it -> "declining";
            case Trend.Steady it -> "steady";
            case Trend.TooLittle it -> "not_enough_history";
        };
    }

    private static Optional<Slope> slope(Trend trend) {
        return switch (trend) {
            case Trend.Improving it -> Optional.of(it.slope());
            case Trend.Declining it -> Optional.of(it.slope());
            case Trend.Steady it -> Optional.of(it.slope());
            case Trend.TooLittle it -> Optional.empty();
        };
    }

    private static String sentence(Trend trend) {
        String verdict =
                trend instanceof Trend.Steady ? "no trend" : verdict(trend).replace('_', ' ');
        return verdict + "; " + trend.because() + ".";
    }

    private static Tone tone(Trend trend) {
        return switch (trend) {
            case Trend.Improving it -> Tone.GOOD;
            case Trend.Declining it -> Tone.BAD;
            case Trend.Steady it -> Tone.PLAIN;
            case Trend.TooLittle it -> Tone.FAINT;
        };
    }

    /** One bar for each period from the first to the last, also for those in which nothing happened. */
    private static String bars(List<Bucket> series, Period period, ToDoubleFunction<Bucket> value) {
        Instant first = series.getFirst().start();
        long last = Duration.between(first, series.getLast().start()).dividedBy(period.length());
        double[] values = new double[Math.toIntExact(last + 1)];
        Arrays.fill(values, Double.NaN);
        for (Bucket bucket : series) {
            values[Math.toIntExact(Duration.between(first, bucket.start()).dividedBy(period.length()))] =
                    value.applyAsDouble(bucket);
        }
        return Sparkline.of(values, MOST_BARS);
    }

    private static double rate(Bucket bucket) {
        return bucket.summary().outcomes().decided().rate();
    }

    private static double median(Bucket bucket) {
        var took = bucket.summary().took();
        return took.count() == 0 ? Double.NaN : took.quantile(.5).toNanos();
    }
}
