package dev.afterwise.cli.report;

import static dev.afterwise.cli.report.Markup.number;
import static dev.afterwise.cli.report.Markup.percent;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/**
 * One chart over the slots of a course, while it is drawn. Places are given in hundredths and curves in a box that stretches,
 * so that it is as wide as its page while letters and lines keep their size. Axes are labelled at the right. For one thread.
 */
final class Plot {
    private static final int FEW_DOTS = 31;
    /** Letters this near, as a share of the width, would hide each other. */
    private static final double NEAR = .04;

    private final Markup out;
    private final Course course;
    private final Scale scale;

    /**
     * Begins a chart.
     *
     * @param id its name on the page, of letters
     * @param title what it shows
     * @param description what it shows in figures, for those who can't see it
     */
    static Plot begin(Markup out, Course course, Scale scale, String id, String title, String description) {
        out.open(
                "svg",
                "class",
                "plot " + id,
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc",
                "xmlns",
                "http://www.w3.org/2000/svg");
        out.put("title", title, "id", id + "-title");
        out.put("desc", description, "id", id + "-desc");
        return new Plot(out, course, scale);
    }

    private Plot(Markup out, Course course, Scale scale) {
        this.out = out;
        this.course = course;
        this.scale = scale;
    }

    Plot axis(DoubleFunction<String> label) {
        for (double tick : scale.ticks()) {
            String y = percent(1 - scale.place(tick));
            out.empty("line", "class", "gl", "x1", "0", "x2", "100%", "y1", y, "y2", y);
            out.put("text", label.apply(tick), "x", "100%", "dx", "8", "y", y, "dy", "4");
        }
        return this;
    }

    /** The curves, in the stretching box; what follows them is drawn above them. */
    Plot curves(List<Shape> shapes) {
        box();
        for (Shape shape : shapes) {
            if (!shape.path().isEmpty()) {
                out.empty("path", "class", shape.style(), "d", shape.path());
            }
        }
        out.close();
        return this;
    }

    /** A path and the class that says how it looks. */
    record Shape(String style, String path) {}

    Shape line(String style, double[] values) {
        return new Shape(style, Curve.line(places(values)));
    }

    Shape dots(String style, double[] values) {
        return new Shape(style, Curve.dots(places(values), FEW_DOTS));
    }

    Shape band(String style, double[] lows, double[] highs) {
        return new Shape(style, Curve.band(places(lows), places(highs)));
    }

    Shape bars(String style, double[] values) {
        return new Shape(style, Curve.bars(places(values)));
    }

    private double[] places(double[] values) {
        double[] places = new double[values.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = Double.isFinite(values[i]) ? scale.place(values[i]) : Double.NaN;
        }
        return places;
    }

    /** What a pointer that rests on a slot is told. */
    Plot told(IntFunction<String> slot) {
        int n = course.slots().size();
        box();
        for (int i = 0; i < n; i++) {
            out.open(
                            "rect",
                            "class",
                            "hit",
                            "x",
                            number(Curve.BOX * i / n),
                            "y",
                            "0",
                            "width",
                            number(Curve.BOX / n),
                            "height",
                            number(Curve.BOX))
                    .put("title", slot.apply(i))
                    .close();
        }
        out.close();
        return this;
    }

    /** A line for each change of policy. */
    Plot marks() {
        box();
        for (Mark mark : course.marks()) {
            double x = Curve.BOX * within(mark);
            out.empty("path", "class", mark.isShift() ? "ms" : "mk", "d", "M" + number(x) + " 0V1000");
        }
        out.close();
        return this;
    }

    /** The letters of the marks, above the plot; those of marks that are too near to each other as one. */
    Plot letters() {
        List<Mark> marks = course.marks();
        for (int first = 0; first < marks.size(); ) {
            int last = first;
            while (last + 1 < marks.size() && within(marks.get(last + 1)) - within(marks.get(first)) < NEAR) {
                last++;
            }
            String letters = first == last ? Mark.letter(first) : Mark.letter(first) + "–" + Mark.letter(last);
            double x = (within(marks.get(first)) + within(marks.get(last))) / 2;
            out.put(
                    "text",
                    letters,
                    "class",
                    marks.get(first).isShift() ? "mkt sh" : "mkt",
                    "x",
                    percent(x),
                    "y",
                    "0",
                    "dy",
                    "-7");
            first = last + 1;
        }
        return this;
    }

    /** When a mark was made, from 0 to 1 along the axis. */
    private double within(Mark mark) {
        var first = course.slots().getFirst().start();
        double slots = (double) Duration.between(first, mark.at()).toMillis()
                / course.grain().length().toMillis();
        return Math.clamp(slots / course.slots().size(), 0, 1);
    }

    private void box() {
        out.open("svg", "height", "100%", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none");
    }

    Markup end() {
        return out.close();
    }
}
