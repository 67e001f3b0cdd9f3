package dev.afterwise.cli.report;

import dev.afterwise.Distribution;
import dev.afterwise.Money;
import dev.afterwise.Tally;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Grid;
import dev.afterwise.cli.answer.Shown;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.learn.stats.Interval;
import dev.afterwise.learn.stats.Proportions;
import dev.afterwise.learn.stats.Quantiles;
import java.math.RoundingMode;
import java.util.Locale;

/** What the panels of a page have in common. */
final class Panel {
    private Panel() {}

    /**
     * @param id of letters; the panel's title gets it, with an h before
     * @param command by which the same figures are printed; empty if by none but the report's
     */
    static void begin(Markup out, String id, String title, String note, String command) {
        out.open("section", "class", "panel", "aria-labelledby", "h-" + id);
        out.open("div", "class", "ph").put("h2", title, "id", "h-" + id);
        if (!note.isEmpty()) {
            out.put("span", note, "class", "q");
        }
        if (!command.isEmpty()) {
            out.put("code", command, "class", "cmd");
        }
        out.close();
    }

    static void end(Markup out) {
        out.close();
    }

    /** A sign of the page's own; with a label, it says something that no text beside it does. */
    static void glyph(Markup out, String style, String name, String label) {
        if (label.isEmpty()) {
            out.open("svg", "class", style, "aria-hidden", "true");
        } else {
            out.open("svg", "class", style, "role", "img", "aria-label", label);
        }
        out.empty("use", "href", "#" + name).close();
    }

    /** A table as it is in Markdown, too. */
    static void table(Markup out, Table<?> table, String caption) {
        Grid grid = table.grid();
        out.open("div", "class", "scroll").open("table", "class", "plain");
        out.put("caption", caption);
        out.open("thead").open("tr");
        for (int i = 0; i < grid.headings().size(); i++) {
            out.put("th", grid.headings().get(i), "scope", "col", "class", grid.isNumeric(i) ? "n" : "t");
        }
        out.close().close().open("tbody");
        for (int row = 0; row < grid.rows(); row++) {
            out.open("tr");
            for (int i = 0; i < grid.headings().size(); i++) {
                out.open("td", "class", grid.isNumeric(i) ? "n" : "t")
                        .put("bdi", minus(Shown.of(grid.columns().get(i).get(row))))
                        .close();
            }
            out.close();
        }
        out.close().close().close();
    }

    /** Something that is there for whoever asks. */
    static void beginMore(Markup out, String summary) {
        out.open("details", "class", "more").put("summary", summary);
    }

    /** Such as {@code 82 to 91}. */
    static String interval(Tally tally) {
        Interval interval = Proportions.interval(tally);
        return Figures.percent(interval.low()) + " to " + Figures.percent(interval.high());
    }

    /** Such as {@code 1.2 s to 1.4 s}. */
    static String interval(Distribution took, double q) {
        var span = Quantiles.interval(took, q);
        return span.high() == null
                ? Figures.duration(span.low()) + " or more"
                : Figures.duration(span.low()) + " to " + Figures.duration(span.high());
    }

    /** To the cent, or to three digits where that would be nothing. */
    static String money(Money amount) {
        return amount.micros() < 10_000
                ? amount.toString()
                : "$" + String.format(Locale.ROOT, "%,.2f", amount.dollars().setScale(2, RoundingMode.HALF_EVEN));
    }

    /** With a true minus before numbers. */
    static String minus(String figures) {
        return figures.replaceAll("(?<=^|[ (])-(?=\\d)", "−");
    }
}
