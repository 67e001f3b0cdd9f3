package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.insight.HealthAnswer;
import dev.afterwise.learn.health.Burden;
import dev.afterwise.learn.health.Checkup;
import dev.afterwise.learn.health.Component;
import dev.afterwise.learn.health.Impact;
import dev.afterwise.learn.health.Optimisation;
import dev.afterwise.learn.health.Score;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How well things go, what pulls that down, and what to do about it first. */
final class HealthPanel {
    private static final int MOST_COMPONENTS = 12;
    private static final int MOST_TO_DO = 6;

    private HealthPanel() {}

    static void write(Markup out, Checkup checkup, Scope scope) {
        String command = "afterwise health --days %d --before %d".formatted(scope.days(), scope.days());
        Panel.begin(
                out, "health", "Health", "100 less what pulls it down, with the interval of the rates in it", command);
        Score score = checkup.overall().score();
        out.open("div", "class", "hl");
        overall(out, score);
        components(out, checkup.components());
        out.close();
        Panel.end(out);
        if (!checkup.optimisations().isEmpty()) {
            todo(out, checkup.optimisations(), command);
        }
    }

    private static void overall(Markup out, @Nullable Score score) {
        out.open("div", "class", "all");
        if (score == null) {
            out.put(
                    "p",
                    "Too little to say: fewer than %d executions are decided.".formatted(Checkup.FEWEST),
                    "class",
                    "q");
        } else {
            out.open("div", "class", "fig");
            out.put("span", Long.toString(Math.round(score.points())), "class", "huge");
            out.put(
                    "span",
                    score.grade().word(),
                    "class",
                    "grade " + score.grade().word());
            out.put("span", interval(score), "class", "q").close();
            out.open("ul", "class", "burdens");
            for (Burden each : score.burdens()) {
                out.open("li")
                        .put("b", "−%.0f".formatted(each.points()))
                        .put("span", each.because())
                        .close();
            }
            if (score.burdens().isEmpty()) {
                out.open("li")
                        .put("b", "0")
                        .put("span", "nothing pulls it down")
                        .close();
            }
            out.close();
        }
        out.close();
    }

    private static String interval(Score score) {
        return "%d to %d of 100"
                .formatted(
                        Math.round(score.interval().low()),
                        Math.round(score.interval().high()));
    }

    private static void components(Markup out, List<Component> all) {
        List<Component> shown = all.stream()
                .filter(each -> each.score() != null)
                .limit(MOST_COMPONENTS)
                .toList();
        out.open("table", "class", "comps").open("tbody");
        for (Component each : shown) {
            Score score = each.score();
            if (score == null) {
                continue;
            }
            out.open("tr").open("th", "scope", "row");
            out.put("bdi", each.name().isEmpty() ? "(nobody said)" : each.name())
                    .close();
            out.open("td", "class", "g")
                    .open("svg", "class", "sc " + score.grade().word(), "aria-hidden", "true");
            out.empty("rect", "class", "tr", "width", "100%", "height", "100%", "rx", "2");
            out.empty(
                    "rect", "class", "pt", "width", Markup.percent(score.points() / 100), "height", "100%", "rx", "2");
            out.close().close();
            out.open("td", "class", "n", "title", interval(score));
            out.put("b", Long.toString(Math.round(score.points())))
                    .text(" ")
                    .put("small", score.grade().word())
                    .close();
            out.close();
        }
        out.close().close();
        long silent = all.stream().filter(each -> each.score() == null).count();
        if (silent > 0 || shown.size() + silent < all.size()) {
            out.put(
                    "p",
                    "%s more with too few decided executions, or beyond the first %d."
                            .formatted(Figures.whole(all.size() - shown.size()), MOST_COMPONENTS),
                    "class",
                    "q");
        }
    }

    private static void todo(Markup out, List<Optimisation> all, String command) {
        List<Optimisation> shown = all.stream().limit(MOST_TO_DO).toList();
        Panel.begin(
                out,
                "todo",
                "What to do first",
                shown.size() < all.size() ? "the first %d of %d".formatted(shown.size(), all.size()) : "",
                command);
        out.open("ol", "class", "todo");
        for (Optimisation each : shown) {
            out.open("li").open("div", "class", "what");
            out.put("span", each.kind().word().replace('_', ' '), "class", "tag");
            out.text(" ").put("bdi", each.subject()).close();
            out.open("div", "class", "gain");
            Impact impact = each.impact();
            if (impact == null) {
                out.put("span", "not known", "class", "q");
            } else {
                String figures = Panel.minus(HealthAnswer.gain(impact));
                int interval = figures.indexOf(" (");
                out.put("b", (impact.isBound() ? "at most " : "") + figures.substring(0, interval));
                if (!impact.isBound()) {
                    out.text(" ").put("small", figures.substring(interval + 2, figures.length() - 1));
                }
                out.put("small", "if " + impact.assuming());
            }
            out.close();
            out.open("div", "class", "why").text(upper(each.because()) + ".");
            out.open("ul", "class", "how2");
            each.how().forEach(how -> out.put("li", how));
            out.close();
            out.put("code", each.command()).close().close();
        }
        out.close();
        Panel.end(out);
    }

    private static String upper(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
