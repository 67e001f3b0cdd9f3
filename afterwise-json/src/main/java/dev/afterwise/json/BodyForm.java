package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of which one says what is done, from {@code run} to {@code check}. For one thread. */
final class BodyForm {
    /** What a step can fall back to. */
    static final List<String> KEYS = List.of("run", "http", "llm", "agent", "with");

    private static final List<String> ALTERNATIVE = List.of("run", "http", "llm", "call");
    private static final List<String> FALLBACK = List.of("run", "http", "llm", "agent");
    private static final String WITH = "with";
    private static final int LONGEST_NAME = 100;

    private final YamlForm form;
    private final Problems problems;
    private final ExpressionForm expressions;
    private final CommandForm commands;
    private final RequestForm requests;
    private final PromptForm prompts;
    private final NestedForm nested;
    private final PauseForm pauses;

    BodyForm(YamlForm form, Problems problems, ExpressionForm expressions, NestedPlans plans) {
        this.form = form;
        this.problems = problems;
        this.expressions = expressions;
        this.commands = new CommandForm(form, problems);
        this.requests = new RequestForm(form, problems, expressions);
        this.prompts = new PromptForm(form, expressions);
        this.nested = new NestedForm(form, problems, plans);
        this.pauses = new PauseForm(form, problems, expressions);
    }

    NestedForm nested() {
        return nested;
    }

    /** What a step does when nothing else is left; there must be exactly one of the keys. */
    @Nullable
    Body fallback(Mapping mapping) {
        form.oneOf(mapping, "'fallback'", FALLBACK);
        return present(mapping);
    }

    /** What an alternative does: {@code agent} is its name, so Java code is {@code call}ed there. */
    @Nullable
    Body alternative(Mapping mapping) {
        form.oneOf(mapping, "an alternative", ALTERNATIVE);
        var bodies = simple(mapping);
        YamlNode call = form.optional(mapping, "call");
        SortedMap<String, Template> with = with(mapping, call);
        add(bodies, call == null ? null : agent(call, "'call'", with));
        return bodies.isEmpty() ? null : bodies.getFirst();
    }

    /** What the keys say that are there; if that is more than one, which must be a problem, any of them. */
    @Nullable
    Body present(Mapping mapping) {
        var bodies = simple(mapping);
        YamlNode agent = form.optional(mapping, "agent");
        YamlNode plan = form.optional(mapping, "plan");
        SortedMap<String, Template> with = with(mapping, agent == null ? plan : agent);
        add(bodies, agent == null ? null : agent(agent, "'agent'", with));
        add(bodies, plan == null ? null : nested.nested(plan, form.optional(mapping, WITH), with));
        YamlNode question = form.optional(mapping, "approve");
        add(bodies, question == null ? null : pauses.approval(question));
        YamlNode wait = form.optional(mapping, "wait");
        add(bodies, wait == null ? null : pauses.pause(wait));
        YamlNode check = form.optional(mapping, "check");
        add(bodies, check == null ? null : pauses.check(check));
        return bodies.isEmpty() ? null : bodies.getFirst();
    }

    private List<Body> simple(Mapping mapping) {
        var bodies = new ArrayList<Body>();
        YamlNode run = form.optional(mapping, "run");
        add(bodies, run == null ? null : commands.body(run));
        YamlNode http = form.optional(mapping, "http");
        add(bodies, http == null ? null : requests.request(http));
        YamlNode llm = form.optional(mapping, "llm");
        add(bodies, llm == null ? null : prompts.prompt(llm));
        return bodies;
    }

    private static void add(List<Body> bodies, @Nullable Body body) {
        if (body != null) {
            bodies.add(body);
        }
    }

    private @Nullable Body agent(YamlNode node, String what, SortedMap<String, Template> with) {
        Scalar name = form.text(node, what);
        if (name == null) {
            return null;
        }
        if (name.text().length() > LONGEST_NAME || name.text().contains(ExpressionForm.OPEN)) {
            form.wrong(node, what, "be a name of at most %d characters, the same in every run".formatted(LONGEST_NAME));
            return null;
        }
        return new Body.Agent(name.text(), with);
    }

    /**
     * What is handed over, by name.
     *
     * @param to whoever gets it, or null
     */
    private SortedMap<String, Template> with(Mapping mapping, @Nullable YamlNode to) {
        var with = new TreeMap<String, Template>();
        YamlNode node = form.optional(mapping, WITH);
        if (node == null) {
            return with;
        }
        if (to == null) {
            problems.add(
                    node, "'with' must stand with Java code or a plan that is given something, but there is neither");
        }
        for (YamlNode.Entry entry : form.named(node, "'with'", "be a map of texts")) {
            String name = form.name(entry.key(), "a name in 'with'");
            Template value = expressions.template(
                    entry.value(), Printable.quoted(entry.key().text()) + " in 'with'");
            if (name != null && value != null) {
                with.put(name, value);
            }
        }
        return with;
    }
}
