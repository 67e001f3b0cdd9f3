package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Alternative;
import dev.afterwise.plan.Body;
import dev.afterwise.plan.PlanStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands under {@code choose}: ways to do a step, and maybe by what one is chosen. For one thread. */
final class ChoiceForm {
    static final List<String> KEYS = List.of("threshold", "explore", "among");
    static final List<String> ALTERNATIVE_KEYS = List.of("agent", "run", "http", "llm", "call", "with");
    static final int FEWEST = 2;
    static final int MOST = 20;

    private final YamlForm form;
    private final Problems problems;
    private final BodyForm bodies;
    private final Declarations declared;

    ChoiceForm(YamlForm form, Problems problems, BodyForm bodies, Declarations declared) {
        this.form = form;
        this.problems = problems;
        this.bodies = bodies;
        this.declared = declared;
    }

    /**
     * A choice as it stands in a file.
     *
     * @param among those that there is no problem with
     * @param agents the names of all
     * @param threshold its name, or null
     */
    record Choice(
            List<Alternative> among,
            Set<String> agents,
            @Nullable String threshold,
            double explore) {
        static final Choice NONE = new Choice(List.of(), Set.of(), null, 0);

        static Choice of(Alternative only) {
            return new Choice(List.of(only), Set.of(), null, 0);
        }

        Stream<Body> bodies() {
            return among.stream().map(Alternative::body);
        }
    }

    Choice choice(YamlNode node) {
        Mapping choose = form.mapping(node, "'choose'", KEYS);
        if (choose == null) {
            return Choice.NONE;
        }
        YamlNode drawn = form.optional(choose, "threshold");
        String threshold = drawn == null ? null : threshold(drawn);
        double explore = explore(choose, drawn);
        YamlNode among = form.required(choose, "'choose'", "among");
        var agents = new LinkedHashMap<String, Integer>();
        List<Alternative> ways = among == null ? List.of() : among(among, drawn == null ? MOST : FEWEST, agents);
        return new Choice(ways, agents.sequencedKeySet(), threshold, explore);
    }

    private @Nullable String threshold(YamlNode node) {
        Scalar name = form.text(node, "'threshold'");
        if (name == null) {
            return null;
        }
        if (!declared.thresholds().containsKey(name.text())) {
            String message = "there is no threshold " + Printable.quoted(name.text()) + " to choose by";
            problems.addUnknown(node, message, name.text(), declared.thresholdNames());
            return null;
        }
        return name.text();
    }

    private double explore(Mapping choose, @Nullable YamlNode threshold) {
        YamlNode node = form.optional(choose, "explore");
        if (node == null) {
            return 0;
        }
        if (threshold == null) {
            problems.add(
                    node, "'explore' must stand with 'threshold', but there is none; without one all ways are tried");
        }
        Double share = form.share(node, "'explore'");
        return share == null ? 0 : share;
    }

    private List<Alternative> among(YamlNode node, int most, Map<String, Integer> lines) {
        List<YamlNode> items = form.items(node, "'among'", "be a list of alternatives");
        if (items == null) {
            return List.of();
        }
        if (items.size() < FEWEST || items.size() > most) {
            String how = most == FEWEST
                    ? "2 alternatives, one up to the threshold and one above,"
                    : "%d to %d alternatives,".formatted(FEWEST, most);
            problems.add(node, "'among' must have %s but it has %,d".formatted(how, items.size()));
        }
        var alternatives = new ArrayList<Alternative>();
        for (YamlNode item : items.subList(0, Math.min(MOST, items.size()))) {
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
        if (agent != null && agent.text().equals(PlanStep.FALLBACK)) {
            problems.add(agent, "an agent must not be called 'fallback', for that is what a step falls back to");
        }
        Body body = bodies.alternative(alternative);
        return agent == null || body == null ? null : new Alternative(agent.text(), body);
    }
}
