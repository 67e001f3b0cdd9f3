package dev.afterwise.cli.report;

import static dev.afterwise.cli.report.Markup.percent;

import dev.afterwise.Tally;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import java.util.List;

/** Charts as large as a word, beside the figures that they show. They are decoration: the figures say it all. */
final class Glimpse {
    private Glimpse() {}

    /** A rate between 0 and 1 with its interval; nothing where nothing was tried. */
    static void rate(Markup out, Tally tally, String style) {
        begin(out, "ci " + style);
        out.empty("line", "class", "gl", "x1", "0", "x2", "100%", "y1", "50%", "y2", "50%");
        if (tally.tried() > 0) {
            Interval interval = Proportions.interval(tally);
            band(out, "bd", interval.low(), interval.high());
            out.empty(
                    "rect",
                    "class",
                    "pt",
                    "x",
                    percent(tally.rate()),
                    "width",
                    "2.5",
                    "y",
                    "0",
                    "height",
                    "100%",
                    "rx",
                    "1",
                    "transform",
                    "translate(-1.2 0)");
        }
        out.close();
    }

    /** How often something happened, slot by slot, and how often at most. */
    static void counts(Markup out, List<Double> perSlot) {
        double most = perSlot.stream()
                .filter(Double::isFinite)
                .mapToDouble(it -> it)
                .max()
                .orElse(0);
        double[] places =
                perSlot.stream().mapToDouble(it -> it / Math.max(1, most)).toArray();
        begin(out, "sk", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none");
        out.empty("path", "class", "bl", "d", "M0 1000H1000");
        String bars = Curve.bars(places);
        if (!bars.isEmpty()) {
            out.empty("path", "class", "br", "d", bars);
        }
        out.close();
    }

    /** What was expected of a change, and what was measured, one above the other on one scale. */
    static void gains(Markup out, Scale scale, Gain expected, Gain measured) {
        begin(out, "fp");
        String zero = percent(scale.place(0));
        out.empty("line", "class", "z", "x1", zero, "x2", zero, "y1", "0", "y2", "100%");
        gain(out, scale, expected, "x", measured.isThere() ? "30%" : "50%");
        gain(out, scale, measured, "m", "70%");
        out.close();
    }

    /** An effect and its interval; not a number if there is none. */
    record Gain(double effect, double low, double high) {
        static final Gain NONE = new Gain(Double.NaN, Double.NaN, Double.NaN);

        boolean isThere() {
            return Double.isFinite(effect);
        }
    }

    private static void gain(Markup out, Scale scale, Gain gain, String style, String y) {
        if (gain.isThere()) {
            out.empty(
                    "line",
                    "class",
                    style,
                    "x1",
                    percent(scale.place(gain.low())),
                    "x2",
                    percent(scale.place(gain.high())),
                    "y1",
                    y,
                    "y2",
                    y);
            out.empty("circle", "class", style + "d", "cx", percent(scale.place(gain.effect())), "cy", y, "r", "4");
        }
    }

    private static void band(Markup out, String style, double low, double high) {
        out.empty(
                "rect",
                "class",
                style,
                "x",
                percent(low),
                "width",
                percent(high - low),
                "y",
                "15%",
                "height",
                "70%",
                "rx",
                "2");
    }

    private static void begin(Markup out, String style, String... more) {
        String[] attributes = new String[4 + more.length];
        attributes[0] = "class";
        attributes[1] = style;
        attributes[2] = "aria-hidden";
        attributes[3] = "true";
        System.arraycopy(more, 0, attributes, 4, more.length);
        out.open("svg", attributes);
    }
}
