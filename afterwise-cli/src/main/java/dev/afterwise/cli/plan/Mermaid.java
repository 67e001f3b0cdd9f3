package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Safe;
import dev.afterwise.json.Printable;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.OnError.Reaction;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plan as a flowchart for Mermaid. Nodes are numbered, and all that comes from the plan stands in quoted labels, in which
 * everything but letters, digits and a few signs is a character reference: so nothing in a plan is taken for a part of the
 * chart, or of the page that shows it.
 */
final class Mermaid {
    private static final String PLAIN = " .,:/_-=()'+*?!";

    private final Plan plan;
    private final Map<String, String> nodes = new HashMap<>();
    private final StringBuilder out = new StringBuilder("flowchart TD\n");

    private Mermaid(Plan plan) {
        this.plan = plan;
        for (PlanStep step : plan.steps()) {
            nodes.put(step.id(), "s" + (nodes.size() + 1));
        }
    }

    static String of(Plan plan) {
        var chart = new Mermaid(plan);
        plan.steps().forEach(chart::step);
        return chart.out.toString();
    }

    private String node(String step) {
        return Objects.requireNonNull(nodes.get(step));
    }

    private void step(PlanStep step) {
        String node = node(step.id());
        if (step.hasChoice()) {
            choice(step, node);
        } else {
            line(node + box(title(step), Deed.of(step.among().getFirst().body())));
        }
        for (String need : step.needs()) {
            line(node(need) + " --> " + node);
        }
        if (step.fallback() != null) {
            String fallback = node + "f";
            line(fallback + box(PlanStep.FALLBACK, Deed.of(step.fallback())));
            line(node + " -. " + quoted(reasons(step, PlanStep.FALLBACK)) + " .-> " + fallback);
        }
    }

    private void choice(PlanStep step, String node) {
        String threshold = step.threshold();
        String by = threshold == null
                ? ""
                : " by %s (%s)".formatted(threshold, plan.thresholds().get(threshold));
        line("subgraph " + node + "[" + quoted(title(step) + by) + "]");
        line("    direction LR");
        List<Alternative> among = step.among();
        for (int i = 0; i < among.size(); i++) {
            String when = threshold == null ? "" : i == 0 ? "up to it: " : "above it: ";
            line("    " + node + "w" + (i + 1)
                    + box(when + among.get(i).agent(), Deed.of(among.get(i).body())));
        }
        for (int to = 0; to < among.size(); to++) {
            String reasons = reasons(step, among.get(to).agent());
            for (int from = 0; from < among.size() && !reasons.isEmpty(); from++) {
                if (from != to) {
                    line("    %sw%d -. %s .-> %sw%d".formatted(node, from + 1, quoted(reasons), node, to + 1));
                }
            }
        }
        line("end");
    }

    private static String title(PlanStep step) {
        return step.id()
                + (step.condition() == null
                        ? ""
                        : "\nif " + Printable.cut(step.condition().toString()));
    }

    /** In which cases the step falls back to that way. */
    private static String reasons(PlanStep step, String to) {
        List<String> reasons = step.onError().stream()
                .filter(rule -> rule.reaction().equals(new Reaction.FallBack(to)))
                .map(OnError::toString)
                .map(rule -> rule.substring(0, rule.indexOf(':')))
                .map(which -> which.equals("*") ? "any failure" : which)
                .toList();
        return reasons.isEmpty() && to.equals(PlanStep.FALLBACK)
                ? "when nothing else is left"
                : String.join(", ", reasons);
    }

    private static String box(String title, Deed deed) {
        return "[" + quoted(title + "\n" + deed.kind() + ": " + deed.inShort()) + "]";
    }

    private void line(String text) {
        out.append("    ").append(text).append('\n');
    }

    private static String quoted(String text) {
        var label = new StringBuilder("\"");
        text.lines().forEach(line -> {
            if (label.length() > 1) {
                label.append("<br/>");
            }
            Safe.line(line).codePoints().forEach(c -> {
                if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                    label.appendCodePoint(c);
                } else {
                    label.append('#').append(c).append(';');
                }
            });
        });
        return label.append('"').toString();
    }
}
