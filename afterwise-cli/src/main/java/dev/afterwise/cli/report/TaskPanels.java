package dev.afterwise.cli.report;

import dev.afterwise.Distribution;
import dev.afterwise.Summary;
import dev.afterwise.cli.answer.Figures;
import java.util.ArrayList;
import java.util.List;

/** Each task in figures, and what is inside of it. */
final class TaskPanels {
    private static final int MOST_SHOWN = 30;

    private TaskPanels() {}

    static void tasks(Markup out, Findings findings) {
        List<TaskFigures> all = findings.tasks();
        List<TaskFigures> shown = all.subList(0, Math.min(MOST_SHOWN, all.size()));
        String note = shown.size() < all.size()
                ? "the %d most frequent of %s".formatted(shown.size(), Figures.whole(all.size()))
                : "";
        Panel.begin(
                out,
                "tasks",
                "Tasks",
                note,
                "afterwise history stats --since " + findings.scope().since());
        boolean isTimed = all.stream().anyMatch(task -> task.summary().took().count() > 0);
        boolean hasTokens = all.stream().anyMatch(task -> tokens(task.summary()) > 0);
        boolean isPaid =
                all.stream().anyMatch(task -> task.summary().usage().cost().micros() > 0);
        out.open("table", "class", "rows tasks");
        FailurePanels.heads(out, heads(isTimed, hasTokens, isPaid));
        out.open("tbody");
        for (TaskFigures each : shown) {
            Summary summary = each.summary();
            out.open("tr").open("th", "scope", "row").put("bdi", each.task()).close();
            out.put("td", Figures.whole(summary.outcomes().total()), "class", "n", "data-label", "Executions");
            out.open("td", "class", "g");
            Glimpse.rate(out, summary.outcomes().decided(), "");
            out.close();
            FailurePanels.rate(out, summary.outcomes().decided(), "Success");
            if (isTimed) {
                quantile(out, summary.took(), .5, "Median");
                quantile(out, summary.took(), .95, "p95");
            }
            if (hasTokens) {
                out.put("td", Figures.whole(tokens(summary)), "class", "n", "data-label", "Tokens");
            }
            if (isPaid) {
                out.put("td", Panel.money(summary.usage().cost()), "class", "n", "data-label", "Cost");
            }
            out.close();
        }
        out.close().close();
        if (shown.size() < all.size()) {
            out.put(
                    "p",
                    "All %s are in the JSON form of this report.".formatted(Figures.whole(all.size())),
                    "class",
                    "foot");
        }
        Panel.end(out);
    }

    private static String[] heads(boolean isTimed, boolean hasTokens, boolean isPaid) {
        var heads = new ArrayList<>(List.of("Task", "t", "Executions", "n", "Success", "g", "", "n"));
        if (isTimed) {
            heads.addAll(List.of("Median", "n", "p95", "n"));
        }
        if (hasTokens) {
            heads.addAll(List.of("Tokens", "n"));
        }
        if (isPaid) {
            heads.addAll(List.of("Cost", "n"));
        }
        return heads.toArray(String[]::new);
    }

    private static long tokens(Summary summary) {
        return summary.usage().inputTokens() + summary.usage().outputTokens();
    }

    private static void quantile(Markup out, Distribution took, double q, String label) {
        out.open("td", "class", "n", "data-label", label);
        if (took.count() == 0) {
            out.put("span", "–", "class", "q");
        } else {
            out.put("span", Figures.duration(took.quantile(q)), "title", Panel.interval(took, q));
        }
        out.close();
    }

    static void insides(Markup out, Findings findings) {
        int number = 0;
        for (TaskFigures task : findings.tasks()) {
            if (task.inside().isPresent()) {
                inside(out, task, task.inside().get(), "task" + ++number);
            }
        }
    }

    private static void inside(Markup out, TaskFigures task, TaskFigures.Inside inside, String id) {
        out.open("section", "class", "panel", "aria-labelledby", "h-" + id);
        out.open("div", "class", "ph")
                .open("h2", "id", "h-" + id)
                .text("Task ")
                .put("bdi", task.task())
                .close();
        out.put("span", Sayings.executions(task.summary().outcomes().total()), "class", "q")
                .close();
        Panel.table(out, Listings.agents(inside), "By agent and model");
        if (!inside.steps().isEmpty()) {
            Panel.table(out, Listings.steps(inside), "Steps of the newest " + Sayings.executions(inside.looked()));
        }
        if (!inside.slowest().isEmpty()) {
            Panel.table(out, Listings.headlines("", inside.slowest()), "Slowest executions");
        }
        if (!inside.failed().isEmpty()) {
            Panel.table(out, Listings.headlines("", inside.failed()), "Newest failed executions");
        }
        Panel.end(out);
    }
}
