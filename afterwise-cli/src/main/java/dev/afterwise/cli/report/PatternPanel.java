package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.learn.patterns.Pattern;
import java.util.List;

/** What those that fail, succeed or take long have in common. */
final class PatternPanel {
    private static final int MOST_SHOWN = 10;

    private PatternPanel() {}

    static void write(Markup out, List<Pattern> all) {
        List<Pattern> shown = all.stream().limit(MOST_SHOWN).toList();
        Panel.begin(
                out,
                "patterns",
                "Patterns",
                shown.size() < all.size() ? "the surest %d of %d".formatted(shown.size(), all.size()) : "",
                "afterwise patterns");
        if (shown.isEmpty()) {
            out.put(
                    "p",
                    "None that chance does not explain, after correction for all that was looked at.",
                    "class",
                    "none");
        } else {
            out.open("ul", "class", "pats");
            for (Pattern each : shown) {
                out.open("li").put("span", each.kind().word().replace('_', ' '), "class", "tag");
                out.put("span", Panel.minus(each.sentence()));
                out.put("small", "confidence " + confidence(each.confidence()), "class", "q")
                        .close();
            }
            out.close();
        }
        Panel.end(out);
    }

    private static String confidence(double confidence) {
        return confidence > .999 ? "> 99.9 %" : Figures.percent(confidence) + " %";
    }
}
