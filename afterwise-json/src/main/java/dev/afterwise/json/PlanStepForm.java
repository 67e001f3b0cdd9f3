package dev.afterwise.json;

import dev.afterwise.json.ChoiceForm.Choice;
import dev.afterwise.json.Mention.When;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Expression;
import dev.afterwise.plan.ForEach;
import dev.afterwise.plan.Healing;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.Output;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import dev.afterwise.plan.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of a plan's steps, while they are taken apart, one after another. For one thread. */
final class PlanStepForm {
    static final List<String> KEYS = List.of(
            "id",
            "needs",
            "if",
            "for_each",
            "run",
            "http",
            "llm",
            "agent",
            "plan",
            "approve",
            "wait",
            "check",
            "choose",
            "with",
            "env",
            "outputs",
            "success",
            "timeout",
            "estimate",
            "retry",
            "on_error",
            "fallback",
            "heal",
            "component",
            "uses",
            "priority",
            "critical",
            "parallel");
    private static final String WHAT = "a step";
    private static final List<String> DEEDS =
            List.of("run", "http", "llm", "agent", "plan", "approve", "wait", "check", "choose");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LONGEST_COMPONENT = 100;

    private final Problems problems;
    private final YamlForm form;
    private final ExpressionForm expressions;
    private final BodyForm bodies;
    private final ChoiceForm choices;
    private final OutputForm outputs;
    private final ForEachForm items;
    private final RetryForm retries;
    private final ReactionForm reactions;
    private final HealingForm healing;
    private final DemandForm demands;
    private final KeyRules rules;

    PlanStepForm(YamlForm form, Problems problems, Declarations declared, NestedPlans nested) {
        this.form = form;
        this.problems = problems;
        this.expressions = new ExpressionForm(form, problems);
        this.bodies = new BodyForm(form, problems, expressions, nested);
        this.choices = new ChoiceForm(form, problems, bodies, declared);
        this.outputs = new OutputForm(form, problems);
        this.items = new ForEachForm(form, problems, expressions);
        this.retries = new RetryForm(form, problems);
        this.reactions = new ReactionForm(form, problems);
        this.healing = new HealingForm(form, problems);
        this.demands = new DemandForm(form, problems, declared);
        this.rules = new KeyRules(form, problems);
    }

    /** The step, or null if it has no id to call it by. */
    @Nullable
    DraftStep step(YamlNode node) {
        Mapping step = form.mapping(node, WHAT, KEYS);
        if (step == null) {
            return null;
        }
        YamlNode named = form.required(step, WHAT, "id");
        Scalar id = named == null ? null : form.text(named, "'id'");
        String name = id == null ? null : form.name(id, "'id'");
        PlanStep.Builder rest = PlanStep.builder(name == null ? "" : name);
        Choice choice = choice(step, name == null ? "" : name);
        Body fallback = fallback(step);
        Map<String, Output> made = outputs.outputs(
                form.optional(step, "outputs"),
                Stream.concat(choice.bodies(), Stream.ofNullable(fallback)).toList(),
                bodies.nested());
        ForEach forEach = items.forEach(form.optional(step, "for_each"));
        Retries retry = retries.retries(form.optional(step, "retry"));
        List<OnError> onError = reactions.reactions(form.optional(step, "on_error"), ways(step, choice));
        Healing heal = healing.healing(form.optional(step, "heal"));
        healing.check(step, heal, retry, onError);
        rules.check(step);
        YamlNode condition = form.optional(step, "if");
        rest.among(choice.among())
                .threshold(choice.threshold(), choice.explore())
                .condition(condition == null ? null : expressions.expression(condition, "'if'", When.BEFORE_ITEMS))
                .env(env(form.optional(step, "env")))
                .outputs(made)
                .success(success(form.optional(step, "success")))
                .timeout(timeout(form.optional(step, "timeout")))
                .forEach(forEach)
                .retry(retry)
                .onError(onError)
                .heal(heal)
                .demand(demands.demand(step))
                .fallback(fallback)
                .component(component(form.optional(step, "component")))
                .critical(form.flag(step, "critical", true))
                .parallel(form.flag(step, "parallel", true));
        List<Scalar> needs = needs(form.optional(step, "needs"));
        List<Mention> mentions = expressions.mentions();
        return id == null || name == null
                ? null
                : new DraftStep(id, needs, rest, made.keySet(), item(step, forEach), mentions);
    }

    /** What an item is called, also where there is a problem with the items. */
    private @Nullable String item(Mapping step, @Nullable ForEach forEach) {
        return forEach != null ? forEach.as() : form.optional(step, "for_each") == null ? null : ForEach.DEFAULT_NAME;
    }

    private Choice choice(Mapping step, String id) {
        form.oneOf(step, WHAT, DEEDS);
        Body body = bodies.present(step);
        YamlNode choose = form.optional(step, "choose");
        if (choose != null) {
            return choices.choice(choose);
        }
        return body == null ? Choice.NONE : Choice.of(new Alternative(id, body));
    }

    private @Nullable Body fallback(Mapping step) {
        YamlNode node = form.optional(step, "fallback");
        Mapping fallback = node == null ? null : form.mapping(node, "'fallback'", BodyForm.KEYS);
        return fallback == null ? null : bodies.fallback(fallback);
    }

    /** What the step can fall back to. */
    private Set<String> ways(Mapping step, Choice choice) {
        var ways = new LinkedHashSet<>(choice.agents());
        if (form.optional(step, "fallback") != null) {
            ways.add(PlanStep.FALLBACK);
        }
        return ways;
    }

    private List<Scalar> needs(@Nullable YamlNode node) {
        if (node == null) {
            return List.of();
        }
        List<YamlNode> items = node instanceof Scalar ? List.of(node) : form.items(node, "'needs'", "be a list of ids");
        var needs = new ArrayList<Scalar>();
        for (YamlNode item : items == null ? List.<YamlNode>of() : items) {
            Scalar need = form.text(item, "'needs'");
            if (need != null) {
                needs.add(need);
            }
        }
        return needs;
    }

    private SortedMap<String, Template> env(@Nullable YamlNode node) {
        var env = new TreeMap<String, Template>();
        if (node == null) {
            return env;
        }
        if (!(node instanceof Mapping variables)) {
            form.wrong(node, "'env'", "be a map of texts");
            return env;
        }
        variables.entries().forEach((name, entry) -> {
            if (!VARIABLE.matcher(name).matches()) {
                problems.add(
                        entry.key(),
                        "a variable's name must be letters, digits or '_' and not begin with a digit, but it is "
                                + Printable.quoted(name));
            }
            Template value = expressions.template(entry.value(), "the variable " + Printable.quoted(name));
            if (value != null) {
                env.put(name, value);
            }
        });
        return env;
    }

    private List<Expression> success(@Nullable YamlNode node) {
        var checks = new ArrayList<Expression>();
        if (node != null) {
            for (YamlNode item : form.several(node, "'success'", "be an expression or a list of them")) {
                Expression check = expressions.expression(item, "'success'", When.AFTER_ATTEMPT);
                if (check != null) {
                    checks.add(check);
                }
            }
        }
        return checks;
    }

    private Duration timeout(@Nullable YamlNode node) {
        Duration timeout = node == null ? PlanStep.DEFAULT_TIMEOUT : form.duration(node, "'timeout'");
        if (node != null && timeout != null && timeout.isZero()) {
            form.wrong(node, "'timeout'", "be longer than nothing");
        }
        return timeout == null ? PlanStep.DEFAULT_TIMEOUT : timeout;
    }

    private @Nullable String component(@Nullable YamlNode node) {
        Scalar name = node == null ? null : form.text(node, "'component'");
        if (name != null && name.text().length() > LONGEST_COMPONENT) {
            form.wrong(name, "'component'", "have at most %d characters".formatted(LONGEST_COMPONENT));
        }
        return name == null ? null : name.text();
    }
}
