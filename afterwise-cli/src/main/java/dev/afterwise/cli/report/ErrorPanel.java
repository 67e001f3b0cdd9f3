package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.learn.errors.Course;
import dev.afterwise.learn.errors.ErrorReport;
import dev.afterwise.learn.errors.KnownError;
import dev.afterwise.learn.errors.Life;
import java.time.Instant;
import java.util.List;

/** What failures say, template by template, over time: a row of cells for each, the darker the more often. */
final class ErrorPanel {
    private static final int MOST_SHOWN = 12;
    private static final int SHADES = 5;

    private ErrorPanel() {}

    static void write(Markup out, ErrorReport report, Scope scope) {
        List<KnownError> all = report.errors();
        if (all.isEmpty()) {
            return;
        }
        List<KnownError> shown = all.stream().limit(MOST_SHOWN).toList();
        Course course = shown.getFirst().course();
        String period = course.period().word();
        Panel.begin(
                out,
                "errors",
                "Failures over time",
                "%s, what wasted most first; by %s, the darker the more often"
                        .formatted(
                                shown.size() < all.size()
                                        ? "%d of %s".formatted(shown.size(), Figures.whole(all.size()))
                                        : shown.size() == 1 ? "one" : Integer.toString(shown.size()),
                                period),
                "afterwise errors list --since " + scope.since());
        out.open("table", "class", "rows errs");
        FailurePanels.heads(
                out, "What is said", "t", "Over time", "g", "Failures", "n", "Of all waste", "n", "State", "n");
        out.open("tbody");
        for (KnownError each : shown) {
            row(out, each);
        }
        out.close().close();
        out.open("p", "class", "foot")
                .text("Cells from %s to %s. One error: ".formatted(day(course.from()), day(scope.newest())))
                .put("code", "afterwise errors show ID")
                .close();
        Panel.end(out);
    }

    private static String day(Instant at) {
        return Figures.moment(at).substring(0, "2026-01-12 09:00".length());
    }

    private static void row(Markup out, KnownError error) {
        String template = error.key().template();
        String type = error.key().type();
        out.open("tr").open("th", "scope", "row").open("div", "class", "what");
        if (!error.life().label().isEmpty()) {
            out.put("b", error.life().label()).text(" ");
        }
        out.put("code", template.isEmpty() ? type.isEmpty() ? "(nothing was said)" : type : shortened(template))
                .close();
        out.open("div", "class", "why").text(error.failureClass().label().replace('_', ' '));
        if (!type.isEmpty()) {
            out.text(" · ").put("bdi", type);
        }
        if (!error.key().step().isEmpty()) {
            out.text(" · in ").put("bdi", error.key().step());
        }
        out.text(" · ").put("code", error.key().id()).close().close();
        out.open("td", "class", "g");
        strip(out, error.course());
        out.close();
        out.put("td", Figures.whole(error.waste().failures()), "class", "n", "data-label", "Failures");
        out.put("td", Figures.percent(error.waste().share()) + " %", "class", "n", "data-label", "Of all waste");
        out.open("td", "class", "n", "data-label", "State");
        out.put(
                "span",
                error.life().state().word(),
                "class",
                "tag " + style(error.life().state()),
                "title",
                error.life().because());
        if (error.course().isRising() || error.course().isFalling()) {
            out.text(" ").put("small", error.course().isRising() ? "rising" : "falling");
        }
        out.close().close();
    }

    private static String style(Life.State state) {
        return switch (state) {
            case NEW, REGRESSED -> "new";
            case ONGOING -> "";
            case RESOLVED -> "applied";
        };
    }

    private static String shortened(String template) {
        return Figures.fitting(template, 160);
    }

    private static void strip(Markup out, Course course) {
        List<Long> counts = course.counts();
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        int n = Math.max(1, counts.size());
        out.open(
                "svg",
                "class",
                "strip",
                "role",
                "img",
                "aria-label",
                "at most %s a %s".formatted(Figures.whole(most), course.period().word()),
                "viewBox",
                "0 0 %d 10".formatted(n * 10),
                "preserveAspectRatio",
                "none");
        for (int i = 0; i < counts.size(); i++) {
            long count = counts.get(i);
            int shade = count == 0 ? 0 : (int) Math.max(1, Math.ceil((double) SHADES * count / most));
            out.open("rect", "class", "e" + shade, "x", Integer.toString(i * 10), "width", "9", "height", "10");
            Instant start = course.from().plus(course.period().length().multipliedBy(i));
            out.put("title", "%s: %s".formatted(day(start), Figures.whole(count)))
                    .close();
        }
        out.close();
    }
}
