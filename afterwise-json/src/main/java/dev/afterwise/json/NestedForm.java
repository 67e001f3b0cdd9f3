package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Output;
import dev.afterwise.plan.Param;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Template;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands under {@code plan}: the file of another one, which is looked into where its folder is known, so that what it is
 * given and what is taken of it fits. For one thread.
 */
final class NestedForm {
    private final YamlForm form;
    private final Problems problems;
    private final NestedPlans plans;

    NestedForm(YamlForm form, Problems problems, NestedPlans plans) {
        this.form = form;
        this.problems = problems;
        this.plans = plans;
    }

    /**
     * The plan that is named.
     *
     * @param given where {@code with} stands, or null
     */
    @Nullable
    Body nested(YamlNode node, @Nullable YamlNode given, SortedMap<String, Template> with) {
        Scalar file = form.text(node, "'plan'");
        if (file == null) {
            return null;
        }
        Body.Nested body;
        try {
            body = new Body.Nested(file.text(), with);
        } catch (InvalidPathException e) {
            form.wrong(node, "'plan'", "be the name of a file");
            return null;
        } catch (IllegalArgumentException e) {
            form.wrong(node, "'plan'", "be a file inside the folder of this plan");
            return null;
        }
        if (file.text().contains(ExpressionForm.OPEN)) {
            form.wrong(node, "'plan'", "be the same in every run");
            return null;
        }
        Plan plan = plans.plan(body.file(), node);
        if (plan != null) {
            check(plan, given == null ? node : given, given, with);
        }
        return body;
    }

    private void check(Plan plan, YamlNode where, @Nullable YamlNode given, Map<String, Template> with) {
        Map<String, YamlNode.Entry> entries = given instanceof Mapping mapping ? mapping.entries() : Map.of();
        List<String> known = plan.params().stream().map(Param::name).toList();
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                String message = "the plan %s has no parameter %s"
                        .formatted(Printable.quoted(plan.name()), Printable.quoted(name));
                problems.addUnknown(entry.key(), message, name, known);
            }
        });
        for (Param param : plan.params()) {
            YamlNode.Entry entry = entries.get(param.name());
            Template said = with.get(param.name());
            if (entry == null && param.otherwise() == null) {
                problems.add(
                        where,
                        "the plan %s must be told %s, but 'with' does not say it"
                                .formatted(Printable.quoted(plan.name()), Printable.quoted(param.name())));
            } else if (entry != null && said != null && !said.hasHoles()) {
                try {
                    param.value(said.toString());
                } catch (IllegalArgumentException e) {
                    form.wrong(
                            entry.value(),
                            "the parameter " + Printable.quoted(param.name()),
                            "be "
                                    + (param.kind() == Param.Kind.NUMBER
                                            ? "a number"
                                            : param.kind().word()));
                }
            }
        }
    }

    /**
     * Whether the plan makes what the step takes of it.
     *
     * @param places of the outputs, by name
     */
    void checkOutputs(Body.Nested body, Map<String, Output> outputs, Map<String, YamlNode> places) {
        Optional<Plan> known = plans.known(body.file());
        if (known.isEmpty()) {
            return;
        }
        Plan plan = known.get();
        Map<String, PlanStep> steps =
                plan.steps().stream().collect(Collectors.toMap(PlanStep::id, step -> step, (one, ignored) -> one));
        outputs.forEach((name, output) -> {
            YamlNode place = places.get(name);
            if (place != null && output instanceof JsonPointer pointer) {
                List<String> tokens = pointer.tokens();
                PlanStep step = tokens.isEmpty() ? null : steps.get(tokens.getFirst());
                if (!tokens.isEmpty() && step == null) {
                    String message = "the plan %s has no step %s"
                            .formatted(Printable.quoted(plan.name()), Printable.quoted(tokens.getFirst()));
                    problems.addUnknown(place, message, tokens.getFirst(), steps.keySet());
                } else if (step != null && tokens.size() > 1 && !step.outputs().containsKey(tokens.get(1))) {
                    String message = "the step %s of the plan %s has no output %s"
                            .formatted(
                                    Printable.quoted(step.id()),
                                    Printable.quoted(plan.name()),
                                    Printable.quoted(tokens.get(1)));
                    problems.addUnknown(
                            place, message, tokens.get(1), step.outputs().keySet());
                }
            }
        });
    }
}
