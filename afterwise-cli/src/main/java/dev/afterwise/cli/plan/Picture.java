package dev.afterwise.cli.plan;

import dev.afterwise.PlanEstimates;
import dev.afterwise.WayEstimate;
import dev.afterwise.cli.answer.Safe;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A plan as a picture: SVG that stands alone, light or dark as its reader likes, with words for those who can't see it. All that comes
 * from the plan is escaped; there is no script and nothing is fetched.
 */
final class Picture {
    /** More than this nobody can take in, and it would take long to lay out. */
    static final int MOST_STEPS = 400;

    private static final long MOST_BENDS = 20_000;

    private static final int MARGIN = 24;
    private static final int LINE = 17;
    private static final int PADDING = 12;
    private static final int COLUMN_GAP = 64;
    private static final int LONGEST = 34;
    private static final double CHARACTER = 6.7;

    private static final String STYLE = """
            svg{--paper:#ffffff;--box:#f6f8fa;--edge:#d0d7de;--ink:#1f2328;--faint:#59636e;--line:#8c959f;--hot:#bc4c00;\
            font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            @media(prefers-color-scheme:dark){svg{--paper:#0d1117;--box:#161b22;--edge:#3d444d;--ink:#e6edf3;--faint:#9198a1;\
            --line:#656c76;--hot:#f0883e}}
            .paper{fill:var(--paper)}
            .box{fill:var(--box);stroke:var(--edge)}.loose .box{stroke-dasharray:5 3}
            .hot .box{stroke:var(--hot);stroke-width:2}
            text{fill:var(--ink)}.id{font-weight:600;font-size:13px}.more{fill:var(--faint)}
            .line{fill:none;stroke:var(--line);stroke-width:1.4}.line.hot{stroke:var(--hot);stroke-width:2.4}
            .tip{fill:var(--line)}.tip.hot{fill:var(--hot)}
            .run{fill:#0969da}.http{fill:#8250df}.llm,.agent{fill:#bf3989}.plan{fill:#1b7c83}.approve{fill:#bf8700}\
            .wait{fill:#6e7781}.check{fill:#1a7f37}.choose{fill:#0550ae}
            """;

    private final Plan plan;
    private final PlanEstimates estimates;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<List<String>> texts = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private Picture(Plan plan, PlanEstimates estimates) {
        this.plan = plan;
        this.estimates = estimates;
        for (PlanStep step : plan.steps()) {
            places.put(step.id(), places.size());
            texts.add(texts(step));
        }
    }

    /** @param estimates by which the longest way through the plan is marked; none is where nothing is known */
    static String of(Plan plan, Stages stages, PlanEstimates estimates) {
        return new Picture(plan, estimates).drawn(stages);
    }

    /** Whether there is any use in drawing it. */
    static boolean fits(Plan plan, Stages stages) {
        Map<String, Integer> byStep = stages.byStep();
        return plan.steps().size() <= MOST_STEPS
                && plan.steps().stream()
                                .mapToLong(step -> step.needs().stream()
                                        .mapToLong(need -> stages.of(step) - byStep.getOrDefault(need, 0))
                                        .sum())
                                .sum()
                        <= MOST_BENDS;
    }

    private String drawn(Stages stages) {
        List<PlanStep> steps = plan.steps();
        int[] layer = steps.stream().mapToInt(step -> stages.of(step) - 1).toArray();
        double[] heights = texts.stream()
                .mapToDouble(lines -> 2.0 * PADDING + LINE * lines.size() - 4)
                .toArray();
        List<List<Integer>> needs = steps.stream()
                .map(step -> step.needs().stream().map(this::place).toList())
                .toList();
        Layout layout = Layout.of(needs, layer, heights);
        double[] lefts = new double[stages.count() + 1];
        double[] widths = new double[stages.count() + 1];
        lefts[0] = MARGIN;
        for (int i = 0; i < stages.count(); i++) {
            for (int box : layout.rows().get(i)) {
                widths[i] = Math.max(widths[i], width(texts.get(box)));
            }
            lefts[i + 1] = lefts[i] + widths[i] + COLUMN_GAP;
        }
        double top = MARGIN + 34.0;
        double wide = Math.max(lefts[stages.count()] - COLUMN_GAP + MARGIN, 360);
        double high = top + layout.height() + MARGIN;
        Set<Integer> hot = hottest();
        head(wide, high, hot, stages);
        // The marked ones last, so that they lie above the others.
        layout.lines().stream()
                .sorted(Comparator.comparing(line -> isOnIt(line, hot)))
                .forEach(line -> line(line, layer, lefts, widths, layout, top, isOnIt(line, hot)));
        for (int i = 0; i < steps.size(); i++) {
            box(
                    i,
                    lefts[layer[i]],
                    top + layout.middle(i) - heights[i] / 2,
                    widths[layer[i]],
                    heights[i],
                    hot.contains(i));
        }
        return out.append("</svg>\n").toString();
    }

    private void head(double wide, double high, Set<Integer> hot, Stages stages) {
        String counts = "%d %s in %d %s"
                .formatted(
                        plan.steps().size(),
                        plan.steps().size() == 1 ? "step" : "steps",
                        stages.count(),
                        stages.count() == 1 ? "stage" : "stages");
        String longest = hot.isEmpty()
                ? ""
                : "; marked is the longest way through it: "
                        + String.join(
                                ", ",
                                hot.stream()
                                        .sorted()
                                        .map(i -> plan.steps().get(i).id())
                                        .toList());
        out.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\" aria-labelledby=\"name what\">\n"
                        .formatted(n(wide), n(high), n(wide), n(high)));
        out.append("<title id=\"name\">Plan ").append(safe(plan.name(), 100)).append("</title>\n");
        out.append("<desc id=\"what\">")
                .append(counts)
                .append(safe(longest, 2_000))
                .append(".");
        for (PlanStep step : plan.steps()) {
            out.append(' ').append(step.id());
            if (!step.needs().isEmpty()) {
                out.append(" after ").append(String.join(", ", step.needs()));
            }
            out.append('.');
        }
        out.append("</desc>\n<style>").append(STYLE).append("</style>\n");
        out.append("<rect class=\"paper\" width=\"%s\" height=\"%s\"/>\n".formatted(n(wide), n(high)));
        text(MARGIN, MARGIN + 8.0, "id", safe(plan.name(), 60));
        text(
                MARGIN,
                MARGIN + 24.0,
                "more",
                counts + (hot.isEmpty() ? "" : ", the longest way takes about " + shown(length(hot))));
    }

    private void line(
            Layout.Line line, int[] layer, double[] lefts, double[] widths, Layout layout, double top, boolean isHot) {
        double x = lefts[layer[line.from()]] + widths[layer[line.from()]];
        double y = top + layout.middle(line.from());
        var path = new StringBuilder("M%s %s".formatted(n(x), n(y)));
        for (int i = 0; i < line.bends().size(); i++) {
            int at = layer[line.from()] + 1 + i;
            double bend = top + line.bends().get(i);
            curve(path, x, y, lefts[at], bend);
            path.append("H").append(n(lefts[at] + widths[at]));
            x = lefts[at] + widths[at];
            y = bend;
        }
        double endX = lefts[layer[line.to()]] - 7;
        double endY = top + layout.middle(line.to());
        curve(path, x, y, endX, endY);
        String kind = isHot ? " hot" : "";
        out.append("<path class=\"line%s\" d=\"%s\"/>".formatted(kind, path));
        out.append("<path class=\"tip%s\" d=\"M%s %sl-8 -4v8z\"/>\n".formatted(kind, n(endX + 7), n(endY)));
    }

    private static void curve(StringBuilder path, double x, double y, double toX, double toY) {
        double half = (toX - x) / 2;
        path.append("C%s %s %s %s %s %s".formatted(n(x + half), n(y), n(toX - half), n(toY), n(toX), n(toY)));
    }

    private void box(int index, double x, double y, double width, double height, boolean isHot) {
        PlanStep step = plan.steps().get(index);
        String kind = kind(step);
        boolean isGate = Set.of("approve", "wait", "check").contains(kind);
        out.append("<g class=\"step%s%s\"><title>".formatted(isHot ? " hot" : "", step.critical() ? "" : " loose"));
        out.append(safe(whole(step), 600)).append("</title>");
        String rect = "<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%d\"/>";
        int round = isGate ? 20 : 7;
        if (step.forEach() != null) {
            out.append(rect.formatted(n(x + 4), n(y + 4), n(width), n(height), round));
        }
        out.append(rect.formatted(n(x), n(y), n(width), n(height), round));
        out.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4\"/>"
                .formatted(kind, n(x + PADDING + 4), n(y + PADDING + 6)));
        List<String> lines = texts.get(index);
        for (int i = 0; i < lines.size(); i++) {
            text(
                    x + PADDING + (i == 0 ? 14 : 0),
                    y + PADDING + 10 + LINE * (double) i,
                    i == 0 ? "id" : "more",
                    safe(lines.get(i), LONGEST + 3));
        }
        out.append("</g>\n");
    }

    private void text(double x, double y, String kind, String escaped) {
        out.append("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>".formatted(kind, n(x), n(y), escaped));
    }

    private List<String> texts(PlanStep step) {
        var lines = new ArrayList<String>();
        lines.add(cut(step.id()));
        if (step.condition() != null) {
            lines.add(cut("if " + step.condition()));
        }
        if (step.hasChoice()) {
            lines.add(cut("choose "
                    + String.join(
                            " | ", step.among().stream().map(Alternative::agent).toList())));
        } else {
            Deed deed = Deed.of(step.among().getFirst().body());
            lines.add(cut(deed.kind() + " " + deed.inShort()));
        }
        if (step.fallback() != null) {
            lines.add(cut("fallback " + Deed.of(step.fallback()).inShort()));
        }
        double seconds = seconds(step);
        String alone = step.parallel() ? "" : "alone";
        String each = step.forEach() == null ? "" : "for each";
        String took = Double.isNaN(seconds) ? "" : "about " + shown(seconds);
        String notes = String.join(
                ", ",
                List.of(took, each, alone).stream()
                        .filter(note -> !note.isEmpty())
                        .toList());
        if (!notes.isEmpty()) {
            lines.add(notes);
        }
        return lines;
    }

    private static String whole(PlanStep step) {
        var words = new StringBuilder(step.id());
        step.among()
                .forEach(way -> words.append("; ")
                        .append(way.agent().equals(step.id()) ? "" : way.agent() + ": ")
                        .append(Deed.of(way.body()).kind())
                        .append(' ')
                        .append(way.body().summary()));
        return words.toString();
    }

    private static String kind(PlanStep step) {
        Body body = step.among().getFirst().body();
        return step.hasChoice() ? "choose" : body.kind().equals("code") ? "agent" : body.kind();
    }

    /** How long the step usually takes, or not a number. */
    private double seconds(PlanStep step) {
        if (step.among().getFirst().body() instanceof Body.Wait(Duration length, var ignored) && length != null) {
            return length.toMillis() / 1_000.0;
        }
        double known = step.among().stream()
                .map(way -> estimates.step(step.id()).way(way.agent()))
                .mapToDouble(WayEstimate::likely)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        var said = step.estimate();
        return Double.isNaN(known) && said != null ? said.toMillis() / 1_000.0 : known;
    }

    /** The steps on the longest way; empty unless at least one duration is known. */
    private Set<Integer> hottest() {
        List<PlanStep> steps = plan.steps();
        double[] ends = new double[steps.size()];
        int[] from = new int[steps.size()];
        int last = -1;
        for (int i = 0; i < ends.length; i++) {
            from[i] = -1;
            for (String need : steps.get(i).needs()) {
                int place = place(need);
                if (from[i] < 0 || ends[place] > ends[from[i]]) {
                    from[i] = place;
                }
            }
            double own = seconds(steps.get(i));
            ends[i] = (from[i] < 0 ? 0 : ends[from[i]]) + (Double.isNaN(own) ? 0 : own);
            last = last < 0 || ends[i] > ends[last] ? i : last;
        }
        var hot = new HashSet<Integer>();
        for (int at = last >= 0 && ends[last] > 0 ? last : -1; at >= 0; at = from[at]) {
            hot.add(at);
        }
        return hot;
    }

    /** Whether the line is a part of the longest way: then no other step of that comes between its ends. */
    private static boolean isOnIt(Layout.Line line, Set<Integer> hot) {
        return hot.contains(line.from())
                && hot.contains(line.to())
                && hot.stream().noneMatch(each -> each > line.from() && each < line.to());
    }

    private double length(Set<Integer> hot) {
        return hot.stream()
                .mapToDouble(i -> seconds(plan.steps().get(i)))
                .filter(Double::isFinite)
                .sum();
    }

    private int place(String step) {
        return Objects.requireNonNull(places.get(step));
    }

    private static double width(List<String> lines) {
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(110, longest * CHARACTER + 2.0 * PADDING + 14);
    }

    private static String cut(String text) {
        String line = Safe.line(text.lines().findFirst().orElse(""));
        int most = line.codePointCount(0, line.length());
        return most <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String shown(double seconds) {
        return seconds < 1
                ? Math.round(seconds * 1_000) + " ms"
                : seconds < 120
                        ? new BigDecimal(seconds).round(new MathContext(2)).toPlainString() + " s"
                        : seconds < 7_200 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3_600) + " h";
    }

    /** Escaped, and no longer than that. */
    private static String safe(String text, int most) {
        String line = Safe.line(text);
        int count = line.codePointCount(0, line.length());
        String cut = count <= most ? line : line.substring(0, line.offsetByCodePoints(0, most)) + "…";
        return cut.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A number with one decimal at most. */
    private static String n(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
