package dev.afterwise.cli.report;

import static dev.afterwise.cli.report.Markup.percent;

import dev.afterwise.Distribution;
import dev.afterwise.Summary;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.history.Totals;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.store.Bucket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How success, duration and the number of executions went, slot by slot: three charts over one axis of time. */
final class CoursePanel {
    private static final int[] STRIDES = {1, 2, 3, 4, 7, 14, 28, 56};
    private static final int MOST_LABELS = 8;

    private CoursePanel() {}

    static void write(Markup out, Course course, Scope scope) {
        String each = "by " + course.grain().word() + ", UTC; a gap is where nothing was";
        Panel.begin(out, "course", "Success and duration", each, command(course, scope));
        out.open("div", "class", "trend");
        success(out, course);
        duration(out, course);
        volume(out, course);
        axis(out, course);
        out.close();
        marks(out, course.marks());
        keys(out, course);
        Panel.beginMore(out, "The same as a table");
        Table<Bucket> table = Table.of(
                        "",
                        course.slots().stream()
                                .filter(slot -> slot.summary().outcomes().total() > 0)
                                .toList())
                .forPeople("from", it -> Cell.name(course.grain().label(it.start())));
        Panel.table(
                out,
                Totals.columns(table, Bucket::summary),
                "Executions by " + course.grain().word());
        out.close();
        Panel.end(out);
    }

    /** Parts of an hour are printed by the report only. */
    private static String command(Course course, Scope scope) {
        return course.grain().length().compareTo(scope.period().length()) < 0
                ? ""
                : "afterwise trends --by %s --since %s".formatted(scope.period().word(), scope.since());
    }

    private static void success(Markup out, Course course) {
        Tally total = course.total().outcomes().decided();
        out.open("div");
        figure(
                out,
                "Success",
                total.tried() == 0 ? "not known" : Figures.percent(total.rate()) + " %",
                total.tried() == 0
                        ? "no execution is decided"
                        : Panel.interval(total) + ", of " + Figures.whole(total.tried()));
        out.close();
        double[] rates = values(course, Chapters::rate);
        double[] lows = values(course, slot -> end(slot, Interval::low));
        double[] highs = values(course, slot -> end(slot, Interval::high));
        if (total.tried() == 0) {
            return;
        }
        Scale scale = Scale.ofRates(least(lows), greatest(highs));
        String described = "From %s to %s %%; over all %s %%, %s."
                .formatted(
                        Figures.percent(least(rates)),
                        Figures.percent(greatest(rates)),
                        Figures.percent(total.rate()),
                        Panel.interval(total));
        Plot plot = Plot.begin(
                out,
                course,
                scale,
                "success",
                "Rate of success by " + course.grain().word(),
                described);
        plot.axis(tick -> Figures.percent(tick) + " %");
        plot.curves(List.of(plot.band("bd", lows, highs), plot.line("ln", rates), plot.dots("dt", rates)))
                .marks()
                .letters()
                .told(i -> told(
                        course,
                        i,
                        slot -> slot.outcomes().decided().tried() == 0
                                ? "nothing decided"
                                : Figures.rate(slot.outcomes().decided()) + " of "
                                        + Figures.whole(
                                                slot.outcomes().decided().tried())))
                .end();
    }

    private static void duration(Markup out, Course course) {
        Distribution took = course.total().took();
        if (took.count() == 0) {
            out.open("div");
            figure(out, "Duration", "not known", "nobody measured it");
            out.close();
            return;
        }
        out.open("div");
        figure(out, "Median", Figures.duration(took.quantile(.5)), Panel.interval(took, .5));
        figure(
                out,
                "95th percentile",
                Figures.duration(took.quantile(.95)),
                Panel.interval(took, .95) + ", of " + Figures.whole(took.count()));
        out.close();
        double[] medians = values(course, slot -> Chapters.quantile(slot, .5));
        double[] tails = values(course, slot -> Chapters.quantile(slot, .95));
        Scale scale = Scale.ofSeconds(least(medians), greatest(tails));
        String described = "Medians from %s to %s, 95th percentiles from %s to %s."
                .formatted(
                        seconds(least(medians)),
                        seconds(greatest(medians)),
                        seconds(least(tails)),
                        seconds(greatest(tails)));
        Plot plot = Plot.begin(
                out,
                course,
                scale,
                "duration",
                "Median and 95th percentile of durations by " + course.grain().word(),
                described);
        plot.axis(CoursePanel::tick);
        plot.curves(List.of(
                        plot.band("rb", medians, tails),
                        plot.band(
                                "ri",
                                values(course, slot -> Chapters.quantile(slot, .25)),
                                values(course, slot -> Chapters.quantile(slot, .75))),
                        plot.line("l2", tails),
                        plot.dots("d2", tails),
                        plot.line("ln", medians),
                        plot.dots("dt", medians)))
                .marks()
                .told(i -> told(
                        course,
                        i,
                        slot -> slot.took().count() == 0
                                ? "nothing measured"
                                : "median %s, 95th percentile %s, of %s"
                                        .formatted(
                                                Figures.duration(slot.took().quantile(.5)),
                                                Figures.duration(slot.took().quantile(.95)),
                                                Figures.whole(slot.took().count()))))
                .end();
    }

    private static void volume(Markup out, Course course) {
        double[] counts =
                values(course, slot -> (double) slot.summary().outcomes().total());
        out.open("div");
        figure(out, "Executions", Figures.whole(course.total().outcomes().total()), "");
        out.close();
        Plot plot = Plot.begin(
                out,
                course,
                Scale.ofCounts(greatest(counts)),
                "volume",
                "Executions by " + course.grain().word(),
                "At most %s.".formatted(Figures.whole((long) greatest(counts))));
        plot.axis(tick -> Figures.whole((long) tick));
        plot.curves(List.of(plot.bars("br", counts)))
                .marks()
                .told(i -> told(
                        course, i, slot -> Sayings.executions(slot.outcomes().total())))
                .end();
    }

    private static String told(Course course, int i, Function<Summary, String> figures) {
        Bucket slot = course.slots().get(i);
        return course.grain().label(slot.start()) + ": " + figures.apply(slot.summary());
    }

    private static void figure(Markup out, String name, String figure, String note) {
        out.open("div", "class", "fig").put("h3", name).put("span", figure, "class", "big");
        if (!note.isEmpty()) {
            out.put("span", note, "class", "q");
        }
        out.close();
    }

    private static void axis(Markup out, Course course) {
        int n = course.slots().size();
        int stride = Arrays.stream(STRIDES)
                .filter(each -> Math.ceilDiv(n, each) <= MOST_LABELS)
                .findFirst()
                .orElse(Math.ceilDiv(n, MOST_LABELS));
        out.open("svg", "class", "xs", "aria-hidden", "true");
        int written = 0;
        for (int i = (n - 1) % stride; i < n; i += stride) {
            String label = course.grain().tick(course.slots().get(i).start());
            String style = written++ % 2 == 1 ? "odd" : "even";
            out.put("text", label, "class", style, "x", percent((i + .5) / n), "y", "12");
        }
        out.close();
    }

    private static void marks(Markup out, List<Mark> marks) {
        if (marks.isEmpty()) {
            return;
        }
        out.open("ol", "class", "marks");
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            out.open("li").put("span", Mark.letter(i), "class", mark.isShift() ? "tag shift" : "tag");
            out.put("time", Figures.moment(mark.at()));
            out.open("span").text(mark.done() + ": ").put("bdi", mark.change()).close();
            out.close();
        }
        out.close();
    }

    private static void keys(Markup out, Course course) {
        out.open("div", "class", "keys", "aria-hidden", "true");
        key(out, "ln", "measured (durations: the median)");
        key(out, "bd", "95 % interval");
        if (course.total().took().count() > 0) {
            key(out, "ri", "the middle half");
            key(out, "rb", "from the median to the 95th percentile");
        }
        if (course.marks().stream().anyMatch(each -> !each.isShift())) {
            key(out, "mk", "a change of policy");
        }
        if (course.marks().stream().anyMatch(Mark::isShift)) {
            key(out, "ms", "a level that shifted");
        }
        out.close();
    }

    private static void key(Markup out, String style, String meaning) {
        out.open("span").open("svg", "viewBox", "0 0 20 10");
        switch (style) {
            case "ln" -> out.empty("path", "class", "ln", "d", "M1 5H19");
            case "mk", "ms" -> out.empty("path", "class", style, "d", "M10 0V10");
            default -> out.empty("rect", "class", style, "width", "20", "height", "10", "rx", "2");
        }
        out.close().text(meaning).close();
    }

    private static double end(Bucket slot, Function<Interval, Double> end) {
        Tally decided = slot.summary().outcomes().decided();
        return decided.tried() == 0 ? Double.NaN : end.apply(Proportions.interval(decided));
    }

    private static double[] values(Course course, ToDoubleFunction<Bucket> value) {
        return course.slots().stream().mapToDouble(value).toArray();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
    }

    /** Seconds as an axis has room for them, in one unit. */
    private static String tick(double seconds) {
        double minutes = seconds / 60;
        if (minutes < 1 || minutes != Math.rint(minutes)) {
            return minutes < 2 ? seconds(seconds) : Figures.whole(Math.round(seconds)) + " s";
        }
        return minutes % 60 == 0 ? Math.round(minutes / 60) + " h" : Math.round(minutes) + " min";
    }

    private static String seconds(double seconds) {
        return seconds == 0 ? "0" : Figures.duration(Duration.ofNanos(Math.round(seconds * 1e9)));
    }
}
