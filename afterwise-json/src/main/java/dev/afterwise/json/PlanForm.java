package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.Terms;
import dev.afterwise.plan.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a plan, while it is taken apart. Used once, by one thread. */
final class PlanForm {
    private static final String WHAT = "a plan";
    static final List<String> KEYS =
            List.of("version", "name", "goal", "params", "thresholds", "resources", "budget", "schedule", "steps");
    private static final int VERSION = 1;

    private final PlanLimits limits;
    private final Map<String, Threshold> known;
    private final Problems problems;
    private final YamlForm form;
    private final NestedPlans nested;

    /**
     * @param known thresholds that need no declaration
     * @param nested looks into the plans that are named as steps
     */
    PlanForm(PlanLimits limits, Map<String, Threshold> known, Problems problems, NestedPlans nested) {
        this.limits = limits;
        this.known = known;
        this.problems = problems;
        this.form = new YamlForm(problems);
        this.nested = nested;
    }

    /** The plan, or null if there is a problem with it. */
    @Nullable
    Plan plan(YamlNode root) {
        Mapping plan = form.mapping(root, WHAT, KEYS);
        if (plan == null) {
            return null;
        }
        YamlNode version = form.required(plan, WHAT, "version");
        if (version != null) {
            form.integer(version, "'version'", VERSION, VERSION);
        }
        YamlNode name = form.required(plan, WHAT, "name");
        Scalar task = name == null ? null : form.text(name, "'name'");
        var termsForm = new TermsForm(form, problems);
        var resources = termsForm.resources(plan);
        Declarations declared =
                new DeclarationForm(form, problems).declarations(plan, known).withResources(resources);
        Terms terms = termsForm.terms(plan, resources);
        YamlNode steps = form.required(plan, WHAT, "steps");
        List<DraftStep> drafts = steps == null ? List.of() : steps(steps, declared);
        return task == null || !problems.isEmpty()
                ? null
                : new Plan(
                        task.text(),
                        declared.allParams(),
                        declared.allThresholds(),
                        drafts.stream().map(DraftStep::step).toList(),
                        terms);
    }

    /** As a plan wants them: each after those it needs. */
    private List<DraftStep> steps(YamlNode node, Declarations declared) {
        List<YamlNode> items = form.items(node, "'steps'", "be a list of steps");
        if (items == null) {
            return List.of();
        }
        int most = limits.maxSteps();
        if (items.isEmpty()) {
            problems.add(node, "'steps' must have at least one step, but it has none");
        } else if (items.size() > most) {
            problems.add(
                    items.get(most),
                    "a plan must have at most %,d steps, but this has %,d".formatted(most, items.size()));
        }
        var drafts = new ArrayList<DraftStep>();
        var form = new PlanStepForm(this.form, problems, declared, nested);
        for (YamlNode item : items.subList(0, Math.min(most, items.size()))) {
            DraftStep draft = form.step(item);
            if (draft != null) {
                drafts.add(draft);
            }
        }
        Set<String> ids = ids(items);
        List<DraftStep> order = new StepOrder(drafts, ids, problems).sorted();
        new References(declared, order, ids, problems).check();
        return order;
    }

    /** The ids of all steps, even of those that aren't read because something is wrong with them. */
    private Set<String> ids(List<YamlNode> items) {
        var ids = new LinkedHashSet<String>();
        for (YamlNode item : items) {
            if (item instanceof Mapping step && form.optional(step, "id") instanceof Scalar id) {
                ids.add(id.text());
            }
        }
        return ids;
    }
}
