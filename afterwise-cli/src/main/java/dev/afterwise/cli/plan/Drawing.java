package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Figures;
import dev.afterwise.json.Printable;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.Healing;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A plan as text: its stages one below the other, the steps of each, and below each step what there is to know about it. */
final class Drawing {
    private final Plan plan;
    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    private Drawing(Plan plan) {
        this.plan = plan;
    }

    static String of(Plan plan, Stages stages) {
        var drawing = new Drawing(plan);
        drawing.out.append(Printable.cut(plan.name()));
        drawing.terms();
        int width = Integer.toString(stages.count()).length();
        for (int stage = 1; stage <= stages.count(); stage++) {
            drawing.stage(("%" + width + "d ").formatted(stage), stages.at(stage, plan));
        }
        return drawing.out.append('\n').toString();
    }

    private void terms() {
        Terms terms = plan.terms();
        if (!terms.goal().isEmpty()) {
            term("goal", terms.goal());
        }
        if (!terms.resources().isEmpty()) {
            String resources = terms.resources().entrySet().stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
            term("resources", resources);
        }
        if (!terms.budget().isNone()) {
            term("budget", terms.budget().toString());
        }
        if (terms.schedule() != null) {
            term("schedule", terms.schedule().toString());
        }
    }

    private void term(String label, String text) {
        out.append("\n%-10s  %s".formatted(label, Printable.cut(text)));
    }

    private void stage(String number, List<PlanStep> steps) {
        String blank = " ".repeat(number.length());
        for (int i = 0; i < steps.size(); i++) {
            boolean isFirst = i == 0;
            boolean isLast = i == steps.size() - 1;
            String branch = isFirst ? (isLast ? "── " : "┬─ ") : isLast ? "└─ " : "├─ ";
            out.append('\n')
                    .append(isFirst ? number : blank)
                    .append(branch)
                    .append(steps.get(i).id());
            indent = blank + (isLast ? "   " : "│  ");
            details(steps.get(i));
        }
    }

    private void details(PlanStep step) {
        if (!step.needs().isEmpty()) {
            detail("needs", String.join(", ", step.needs()));
        }
        if (step.condition() != null) {
            detail("if", Printable.cut(step.condition().toString()));
        }
        ForEach forEach = step.forEach();
        if (forEach != null) {
            detail("for each", Printable.cut(items(forEach)));
        }
        if (step.hasChoice()) {
            choice(step);
        } else {
            Deed deed = Deed.of(step.among().getFirst().body());
            detail(deed.kind(), deed.inShort());
        }
        if (step.retry().max() > 0) {
            detail(
                    "retry",
                    step.retry().max() == 1
                            ? "once"
                            : "up to %d times".formatted(step.retry().max()));
        }
        for (OnError rule : step.onError()) {
            detail("on error", Printable.escaped(rule.toString()));
        }
        if (step.fallback() != null) {
            Deed deed = Deed.of(step.fallback());
            detail("fallback", deed.kind() + " " + deed.inShort());
        }
        if (!step.heal().equals(Healing.ALL)) {
            detail("heal", step.heal().toString());
        }
        demand(step);
        if (step.component() != null) {
            detail("component", Printable.cut(step.component()));
        }
        if (!step.critical()) {
            detail("critical", "no, the run goes on without it");
        }
        if (!step.parallel()) {
            detail("parallel", "no, it runs alone");
        }
    }

    private void demand(PlanStep step) {
        Duration estimate = step.estimate();
        if (estimate != null) {
            detail("takes", "about " + Figures.duration(estimate) + ", as the plan says");
        }
        if (!step.uses().isEmpty()) {
            String uses = step.uses().entrySet().stream()
                    .map(each -> "%d of %d %s".formatted(each.getValue(), plan.capacity(each.getKey()), each.getKey()))
                    .collect(Collectors.joining(", "));
            detail("uses", uses);
        }
        if (step.priority() != 0) {
            detail("priority", Integer.toString(step.priority()));
        }
    }

    /** Such as {@code platform in steps.list.outputs.platforms}. */
    static String items(ForEach forEach) {
        return forEach.as()
                + " in "
                + switch (forEach.in()) {
                    case ForEach.In.Found(Expression expression) -> expression.toString();
                    case ForEach.In.Listed(List<Template> items) ->
                        items.stream().map(Template::toString).collect(Collectors.joining(", ", "[", "]"));
                };
    }

    private void choice(PlanStep step) {
        String threshold = step.threshold();
        if (threshold == null) {
            detail("choose", "among %d ways".formatted(step.among().size()));
            step.among().forEach(way -> way("or", way));
            return;
        }
        String explored = step.explore() == 0 ? "" : ", but in %s %% of all cases by chance".formatted(percent(step));
        String line = Objects.requireNonNull(plan.thresholds().get(threshold)).toString();
        detail("choose", "by %s (%s)%s".formatted(threshold, line, explored));
        way("up to it", step.among().getFirst());
        way("above", step.among().getLast());
    }

    private static String percent(PlanStep step) {
        return BigDecimal.valueOf(step.explore())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void way(String when, Alternative way) {
        Deed deed = Deed.of(way.body());
        detail("  " + when, "%s: %s %s".formatted(Printable.cut(way.agent()), deed.kind(), deed.inShort()));
    }

    private void detail(String label, String text) {
        out.append('\n').append(indent).append("   %-10s  %s".formatted(label, text));
    }
}
