package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.PlanStep;
import dev.afterwise.plan.Retries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a plan's step, while it is taken apart. For one thread. */
final class PlanStepForm {
    private static final List<String> KEYS = List.of("id", "run", "choose", "needs", "env", "timeout", "retry");
    private static final List<String> RETRY_KEYS = List.of("max", "base", "cap");
    private static final List<String> CHOOSE_KEYS = List.of("among");
    private static final List<String> ALTERNATIVE_KEYS = List.of("agent", "run");
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int FEWEST_ALTERNATIVES = 2;
    private static final int MOST_ALTERNATIVES = 20;

    private final Problems problems;
    private final YamlForm form;

    PlanStepForm(Problems problems) {
        this.problems = problems;
        this.form = new YamlForm(problems);
    }

    /** The step, or null if it has no id to call it by. */
    @Nullable
    DraftStep step(YamlNode node) {
        Mapping step = form.mapping(node, "a step", KEYS);
        if (step == null) {
            return null;
        }
        Scalar id = id(step);
        var draft = new DraftStep(
                id == null ? new Scalar(step.line(), step.column(), "", Kind.NOTHING) : id,
                needs(form.optional(step, "needs")),
                among(step, id == null ? "" : id.text()),
                env(form.optional(step, "env")),
                timeout(form.optional(step, "timeout")),
                retry(form.optional(step, "retry")));
        return id == null ? null : draft;
    }

    private @Nullable Scalar id(Mapping step) {
        YamlNode node = form.required(step, "a step", "id");
        Scalar id = node == null ? null : form.text(node, "'id'");
        if (id != null && !ID.matcher(id.text()).matches()) {
            form.wrong(id, "'id'", "be 1 to 64 letters, digits, '-' or '_' and begin with a letter or '_'");
            return null;
        }
        return id;
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

    private List<Alternative> among(Mapping step, String id) {
        YamlNode run = form.optional(step, "run");
        YamlNode choose = form.optional(step, "choose");
        if (run == null && choose == null) {
            problems.add(step, "a step must have 'run' or 'choose', but this has neither");
        } else if (run != null && choose != null) {
            problems.add(choose, "a step must have 'run' or 'choose', but this has both");
        }
        List<Alternative> chosen = choose == null ? List.of() : choice(choose);
        Body command = run == null ? null : CommandForm.command(run, form, problems);
        return command == null ? chosen : List.of(new Alternative(id, command));
    }

    private List<Alternative> choice(YamlNode node) {
        Mapping choose = form.mapping(node, "'choose'", CHOOSE_KEYS);
        YamlNode among = choose == null ? null : form.required(choose, "'choose'", "among");
        List<YamlNode> items = among == null ? null : form.items(among, "'among'", "be a list of alternatives");
        if (among == null || items == null) {
            return List.of();
        }
        if (items.size() < FEWEST_ALTERNATIVES || items.size() > MOST_ALTERNATIVES) {
            problems.add(
                    among,
                    "'among' must have %d to %d alternatives, but it has %,d"
                            .formatted(FEWEST_ALTERNATIVES, MOST_ALTERNATIVES, items.size()));
        }
        var alternatives = new ArrayList<Alternative>();
        var lines = new HashMap<String, Integer>();
        for (YamlNode item : items.subList(0, Math.min(MOST_ALTERNATIVES, items.size()))) {
            Alternative alternative = alternative(item, lines);
            if (alternative != null) {
                alternatives.add(alternative);
            }
        }
        return alternatives;
    }

    private @Nullable Alternative alternative(YamlNode node, Map<String, Integer> lines) {
        Mapping alternative = form.mapping(node, "an alternative", ALTERNATIVE_KEYS);
        if (alternative == null) {
            return null;
        }
        YamlNode name = form.required(alternative, "an alternative", "agent");
        Scalar agent = name == null ? null : form.text(name, "'agent'");
        Integer line = agent == null ? null : lines.putIfAbsent(agent.text(), agent.line());
        if (agent != null && line != null) {
            problems.add(
                    agent,
                    "duplicate agent %s; the alternative in line %d has it already"
                            .formatted(Printable.quoted(agent.text()), line));
        }
        YamlNode run = form.required(alternative, "an alternative", "run");
        Body command = run == null ? null : CommandForm.command(run, form, problems);
        return agent == null || command == null ? null : new Alternative(agent.text(), command);
    }

    private SortedMap<String, String> env(@Nullable YamlNode node) {
        var env = new TreeMap<String, String>();
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
            String value = form.literal(entry.value(), "the variable " + Printable.quoted(name));
            if (value != null) {
                env.put(name, value);
            }
        });
        return env;
    }

    private Duration timeout(@Nullable YamlNode node) {
        Duration timeout = node == null ? PlanStep.DEFAULT_TIMEOUT : form.duration(node, "'timeout'");
        if (node != null && timeout != null && timeout.isZero()) {
            form.wrong(node, "'timeout'", "be longer than nothing");
        }
        return timeout == null ? PlanStep.DEFAULT_TIMEOUT : timeout;
    }

    private Retries retry(@Nullable YamlNode node) {
        if (node == null) {
            return Retries.NONE;
        }
        if (node instanceof Scalar) {
            Integer max = form.integer(node, "'retry'", 0, Retries.MOST);
            return max == null ? Retries.NONE : Retries.NONE.withMax(max);
        }
        Mapping retry = form.mapping(node, "'retry'", RETRY_KEYS);
        if (retry == null) {
            return Retries.NONE;
        }
        YamlNode max = form.required(retry, "'retry'", "max");
        Integer most = max == null ? null : form.integer(max, "'max'", 0, Retries.MOST);
        Duration base = wait(retry, "base", Retries.NONE.base());
        Duration cap = wait(retry, "cap", Retries.NONE.cap());
        if (base == null || cap == null) {
            return Retries.NONE;
        }
        if (cap.compareTo(base) < 0) {
            problems.add(
                    retry,
                    "'cap' must not be shorter than 'base', but they are %s and %s".formatted(shown(cap), shown(base)));
            return Retries.NONE;
        }
        return new Retries(most == null ? 0 : most, base, cap);
    }

    private @Nullable Duration wait(Mapping retry, String key, Duration otherwise) {
        YamlNode node = form.optional(retry, key);
        return node == null ? otherwise : form.duration(node, "'" + key + "'");
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
