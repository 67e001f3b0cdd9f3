package dev.afterwise.cli.report;

import dev.afterwise.Evidence;
import dev.afterwise.Measure;
import dev.afterwise.cli.advice.Changes;
import dev.afterwise.cli.advice.Gains;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.learn.Realised;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** What is recommended and what was adopted: what it should bring, and what it has brought, on one axis. */
final class AdvicePanel {
    private static final int MOST_SHOWN = 30;

    private AdvicePanel() {}

    static void write(Markup out, Findings findings) {
        List<Advice> all = findings.advice();
        long open = all.stream().filter(Advice::isOpen).count();
        String note = all.isEmpty() ? "" : "%d open of %d, from the whole history".formatted(open, all.size());
        Panel.begin(out, "advice", "Advice", note, "afterwise recommendations");
        if (all.isEmpty()) {
            out.open("p", "class", "none")
                    .text("Nothing was recommended yet: ")
                    .put("code", "afterwise recommendations")
                    .text(".")
                    .close();
        } else {
            for (Measure measure : Measure.values()) {
                List<Advice> rows = all.stream()
                        .filter(each -> each.recommendation().evidence().measure() == measure)
                        .limit(MOST_SHOWN)
                        .toList();
                if (!rows.isEmpty()) {
                    table(out, measure, rows);
                }
            }
            foot(out);
        }
        Panel.end(out);
    }

    private static void table(Markup out, Measure measure, List<Advice> rows) {
        Scale scale = scale(rows);
        out.open("table", "class", "rows advs");
        out.open("thead").open("tr");
        out.put("th", name(measure), "scope", "col", "class", "t");
        out.put("th", "Expected", "scope", "col", "class", "n");
        out.put("th", "Measured", "scope", "col", "class", "n");
        out.open("td", "class", "g fpw").open("svg", "class", "fp ax", "aria-hidden", "true");
        for (double tick : List.of(scale.ticks().getFirst(), 0.0, scale.ticks().getLast())) {
            if (tick != 0 || scale.ticks().getFirst() == 0 || scale.place(0) > .2) {
                String anchor = scale.place(tick) < .1 ? "start" : scale.place(tick) > .9 ? "end" : "middle";
                out.put(
                        "text",
                        tick(measure, tick),
                        "x",
                        Markup.percent(scale.place(tick)),
                        "y",
                        "11",
                        "text-anchor",
                        anchor);
            }
        }
        out.close().close().close().close().open("tbody");
        for (Advice each : rows) {
            row(out, scale, each);
        }
        out.close().close();
    }

    private static void row(Markup out, Scale scale, Advice advice) {
        var recommendation = advice.recommendation();
        out.open("tr").open("th", "scope", "row");
        out.open("div", "class", "what");
        out.put(
                "span",
                recommendation.status().word().replace('_', ' '),
                "class",
                "tag " + recommendation.status().word());
        out.text(" ").put("bdi", Changes.words(recommendation.change())).close();
        out.open("div", "class", "why").text(Panel.minus(recommendation.because()));
        advice.approvedAt().ifPresent(at -> out.text(" Adopted " + Figures.moment(at) + "."));
        if (advice.isOpen()) {
            out.text(" ").put("code", "afterwise recommendations approve " + recommendation.id());
        }
        out.close().close();
        Evidence expected = recommendation.evidence();
        effect(out, expected, "Expected", Figures.whole(expected.sample()) + " attempts");
        Glimpse.Gain measured = Glimpse.Gain.NONE;
        Evidence own = advice.measured().orElse(null);
        if (own != null) {
            measured = new Glimpse.Gain(own.effect(), own.low(), own.high());
            effect(out, own, "Measured", Figures.whole(own.sample()) + " runs");
        } else if (advice.realised().orElse(null) instanceof Realised.Measured it) {
            measured = new Glimpse.Gain(
                    it.gain(), it.interval().low(), it.interval().high());
            effect(
                    out,
                    Gains.evidence(recommendation, it),
                    "Measured",
                    "%s runs before, %s after".formatted(Figures.whole(it.before()), Figures.whole(it.after())));
        } else {
            out.open("td", "class", "n q", "data-label", "Measured")
                    .text(unmeasured(advice))
                    .close();
        }
        out.open("td", "class", "g fpw");
        Glimpse.gains(out, scale, new Glimpse.Gain(expected.effect(), expected.low(), expected.high()), measured);
        out.close().close();
    }

    private static String unmeasured(Advice advice) {
        if (advice.recommendation().measurement() != null) {
            return Gains.unknown(advice.recommendation());
        }
        if (advice.approvedAt().isEmpty()) {
            return "not adopted";
        }
        return advice.realised().orElse(null) instanceof Realised.TooLittle it
                ? "too little: %s runs before, %s after, of 10"
                        .formatted(Figures.whole(it.before()), Figures.whole(it.after()))
                : "not looked at";
    }

    private static void effect(Markup out, Evidence evidence, String label, String sample) {
        String whole = Panel.minus(Figures.effect(evidence));
        int interval = whole.indexOf(" (");
        out.open("td", "class", "n", "data-label", label);
        out.put("b", whole.substring(0, interval)).text(" ");
        out.put("small", whole.substring(interval + 2, whole.length() - 1)).text(" ");
        out.put("small", sample).close();
    }

    private static Scale scale(List<Advice> rows) {
        double[] ends = rows.stream().flatMapToDouble(AdvicePanel::ends).toArray();
        return Scale.ofGains(
                DoubleStream.of(ends).min().orElse(0),
                DoubleStream.of(ends).max().orElse(1));
    }

    private static DoubleStream ends(Advice advice) {
        Evidence evidence = advice.recommendation().evidence();
        DoubleStream expected = DoubleStream.of(evidence.low(), evidence.effect(), evidence.high());
        Evidence own = advice.measured().orElse(null);
        if (own != null) {
            return DoubleStream.concat(expected, DoubleStream.of(own.low(), own.effect(), own.high()));
        }
        return advice.realised().orElse(null) instanceof Realised.Measured it
                ? DoubleStream.concat(
                        expected,
                        DoubleStream.of(it.interval().low(), it.interval().high()))
                : expected;
    }

    private static String name(Measure measure) {
        return switch (measure) {
            case SUCCESS_RATE -> "For success";
            case SECONDS_PER_RUN -> "For time";
        };
    }

    private static String tick(Measure measure, double tick) {
        String text = switch (measure) {
            case SUCCESS_RATE -> Math.round(tick * 100) + " points";
            case SECONDS_PER_RUN -> tick == 0 ? "0" : Figures.duration(Duration.ofMillis(Math.round(tick * 1e3)));
        };
        return Panel.minus(tick == 0 ? "0" : text);
    }

    private static void foot(Markup out) {
        out.put(
                "p",
                "Right of the line is better. Hollow and dashed: expected, with its 95 % interval. Solid: measured since it was adopted, against "
                        + "runs without it, drawn by chance where that can be. Nothing changes until it is approved, and everything can be rolled back.",
                "class",
                "foot");
    }
}
