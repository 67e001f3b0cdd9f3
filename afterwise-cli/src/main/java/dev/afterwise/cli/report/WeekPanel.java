package dev.afterwise.cli.report;

import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.history.Sparkline;
import dev.afterwise.learn.patterns.Pattern;
import dev.afterwise.learn.patterns.PatternKind;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.store.Bucket;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The hours of the week: how many executions began in each, and how many of them succeeded. The size of a square says how many, its
 * colour how far success is from what it is as a whole, where its interval does not hold that; the others are grey. Of 168 hours
 * some eight are coloured by chance, so whether an hour is different at all is a question for tests: what they found is said below.
 */
final class WeekPanel {
    static final int HOURS = 24;
    static final int DAYS = 7;
    /** So far from the whole is as strong as a colour gets. */
    private static final double STRONGEST = .2;

    private static final int SHADES = 4;

    private WeekPanel() {}

    static void write(Markup out, List<Bucket> hours, Optional<List<Pattern>> patterns, Scope scope) {
        Tally[] week = week(hours);
        Tally all = Arrays.stream(week).reduce(Tally.NONE, Tally::merge);
        long most = Arrays.stream(week).mapToLong(Tally::tried).max().orElse(0);
        if (most == 0) {
            return;
        }
        Panel.begin(
                out,
                "week",
                "Hours of the week",
                "UTC; the larger a square, the more executions are decided",
                "afterwise history stats --per hour --since " + scope.since());
        out.open("div", "class", "week")
                .open("table")
                .open("thead")
                .open("tr")
                .open("td")
                .close();
        for (int hour = 0; hour < HOURS; hour++) {
            out.put("th", hour % 3 == 0 ? "%02d".formatted(hour) : "", "scope", "col");
        }
        out.close().close().open("tbody");
        for (int day = 0; day < DAYS; day++) {
            out.open("tr").put("th", name(day), "scope", "row");
            for (int hour = 0; hour < HOURS; hour++) {
                cell(out, week[day * HOURS + hour], all, most, "%s %02d:00".formatted(name(day), hour));
            }
            out.close();
        }
        out.close().close().close();
        keys(out, all);
        said(out, patterns);
        Panel.end(out);
    }

    static Tally[] week(List<Bucket> hours) {
        var week = new Tally[DAYS * HOURS];
        Arrays.fill(week, Tally.NONE);
        for (Bucket each : hours) {
            ZonedDateTime at = each.start().atZone(ZoneOffset.UTC);
            int cell = (at.getDayOfWeek().getValue() - 1) * HOURS + at.getHour();
            week[cell] = week[cell].merge(each.summary().outcomes().decided());
        }
        return week;
    }

    static String name(int day) {
        return DayOfWeek.of(day + 1).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    /** A bar for each hour of a day of the week. */
    static String bars(Tally[] week, int day) {
        return Sparkline.of(
                        IntStream.range(0, HOURS)
                                .mapToDouble(hour -> (double) week[day * HOURS + hour].tried())
                                .toArray(),
                        HOURS)
                .replace(' ', '·');
    }

    static Tally day(Tally[] week, int day) {
        return Arrays.stream(week, day * HOURS, (day + 1) * HOURS).reduce(Tally.NONE, Tally::merge);
    }

    private static void cell(Markup out, Tally tally, Tally all, long most, String when) {
        if (tally.tried() == 0) {
            out.put("td", "", "title", when + ": nothing decided");
            return;
        }
        double off = Math.clamp((tally.rate() - all.rate()) / STRONGEST, -1, 1);
        int shade = Proportions.interval(tally).contains(all.rate())
                ? 0
                : Math.max(1, (int) Math.round(Math.abs(off) * SHADES));
        double side = Math.max(.18, Math.sqrt((double) tally.tried() / (double) most));
        out.open("td", "title", "%s: %s of %s".formatted(when, Figures.rate(tally), Figures.whole(tally.tried())));
        out.open("svg", "viewBox", "0 0 20 20", "aria-hidden", "true");
        out.empty(
                "rect",
                "class",
                shade == 0 ? "w0" : (off < 0 ? "wb" : "wg") + shade,
                "x",
                Markup.number(10 - 9 * side),
                "y",
                Markup.number(10 - 9 * side),
                "width",
                Markup.number(18 * side),
                "height",
                Markup.number(18 * side),
                "rx",
                "2");
        out.close();
        out.put("span", Figures.percent(tally.rate()) + " %", "class", "sr").close();
    }

    private static void keys(Markup out, Tally all) {
        out.open("div", "class", "keys", "aria-hidden", "true");
        key(
                out,
                "wb4",
                "20 points less than the whole (%s %%), or more than that".formatted(Figures.percent(all.rate())));
        key(out, "wb2", "10 points less");
        key(out, "w0", "not seen to differ");
        key(out, "wg2", "10 points more");
        out.close();
    }

    private static void key(Markup out, String style, String meaning) {
        out.open("span").open("svg", "viewBox", "0 0 10 10", "class", "sq");
        out.empty("rect", "class", style, "width", "10", "height", "10", "rx", "2")
                .close();
        out.text(meaning).close();
    }

    private static void said(Markup out, Optional<List<Pattern>> patterns) {
        if (patterns.isEmpty()) {
            out.open("p", "class", "foot")
                    .text(
                            "Whether an hour or a weekday stands out was not tested here, for there are too many executions: ")
                    .put("code", "afterwise patterns --type temporal")
                    .close();
            return;
        }
        List<Pattern> found = patterns.get().stream()
                .filter(each -> each.kind() == PatternKind.TEMPORAL)
                .toList();
        if (found.isEmpty()) {
            out.open("p", "class", "foot")
                    .text(
                            "Some eight of 168 squares are coloured by chance. No hour of the day and no day of the week stands out by itself, by more "
                                    + "than chance explains; hours of single weekdays are not tested: ")
                    .put("code", "afterwise patterns --type temporal")
                    .close();
        } else {
            out.open("ul", "class", "said");
            found.forEach(each -> out.put("li", Panel.minus(each.sentence())));
            out.close();
        }
    }
}
