package dev.afterwise.json;

import dev.afterwise.FailureClass;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.OnError.Reaction;
import dev.afterwise.plan.PlanStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What stands under {@code on_error}: a list of failures and of what is done about them. For one thread. */
final class ReactionForm {
    static final List<String> KEYS = List.of("class", "do", "to", "path");
    static final List<String> REACTIONS = List.of("retry", "fallback", "skip", "create_path", "escalate");
    static final String ANY = "*";
    static final List<String> CLASSES =
            Arrays.stream(FailureClass.values()).map(FailureClass::label).toList();

    private static final String WHAT = "a reaction";
    /** A key that only one of the reactions has. */
    private static final Map<String, String> ONLY_WITH = Map.of("to", "fallback", "path", "create_path");

    private final YamlForm form;
    private final Problems problems;

    ReactionForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /** @param ways to do the step that can be fallen back to */
    List<OnError> reactions(@Nullable YamlNode node, Set<String> ways) {
        var reactions = new ArrayList<OnError>();
        if (node == null) {
            return reactions;
        }
        if (!(node instanceof Sequence)) {
            form.wrong(node, "'on_error'", "be a list of reactions");
            return reactions;
        }
        for (YamlNode item : form.several(node, "'on_error'", "be a list of reactions")) {
            Mapping mapping = form.mapping(item, WHAT, KEYS);
            OnError reaction = mapping == null ? null : reaction(mapping, ways);
            if (reaction != null) {
                reactions.add(reaction);
            }
        }
        return reactions;
    }

    private @Nullable OnError reaction(Mapping mapping, Set<String> ways) {
        YamlNode named = form.required(mapping, WHAT, "class");
        Set<FailureClass> classes = named == null ? null : classes(named);
        YamlNode what = form.required(mapping, WHAT, "do");
        String word = what == null ? null : form.word(what, "'do'", REACTIONS);
        if (what == null || word == null) {
            return null;
        }
        ONLY_WITH.forEach((key, reaction) -> {
            YamlNode surplus = form.optional(mapping, key);
            if (surplus != null && !word.equals(reaction)) {
                problems.add(
                        surplus,
                        "'%s' must only stand with 'do: %s', but here it stands with '%s'"
                                .formatted(key, reaction, word));
            }
        });
        Reaction reaction = switch (word) {
            case "retry" -> new Reaction.Retry();
            case "fallback" -> fallBack(mapping, what, ways);
            case "skip" -> new Reaction.Skip();
            case "create_path" -> createPath(mapping);
            default -> new Reaction.Escalate();
        };
        return classes == null || reaction == null ? null : new OnError(classes, reaction);
    }

    /** Empty for any. */
    private @Nullable Set<FailureClass> classes(YamlNode node) {
        if (node instanceof Scalar scalar && scalar.text().equals(ANY)) {
            return Set.of();
        }
        var classes = new TreeSet<FailureClass>();
        List<YamlNode> items = form.several(node, "'class'", "be a class of failure, a list of them, or \"*\"");
        for (YamlNode item : items) {
            String label = form.word(item, "'class'", CLASSES);
            Optional<FailureClass> known = label == null ? Optional.empty() : FailureClass.labelled(label);
            known.ifPresent(classes::add);
        }
        if (items.isEmpty() && node instanceof Sequence) {
            problems.add(node, "'class' must name at least one class of failure, but it names none");
        }
        return classes.isEmpty() ? null : classes;
    }

    private @Nullable Reaction fallBack(Mapping mapping, YamlNode what, Set<String> ways) {
        YamlNode to = form.optional(mapping, "to");
        if (to == null) {
            if (ways.contains(PlanStep.FALLBACK)) {
                return new Reaction.FallBack(PlanStep.FALLBACK);
            }
            problems.add(what, "a fallback must have 'to', or the step a 'fallback', but there is neither");
            return null;
        }
        Scalar agent = form.text(to, "'to'");
        if (agent == null) {
            return null;
        }
        if (!ways.contains(agent.text())) {
            problems.addUnknown(
                    to,
                    "there is no agent %s in this step to fall back to".formatted(Printable.quoted(agent.text())),
                    agent.text(),
                    ways);
            return null;
        }
        return new Reaction.FallBack(agent.text());
    }

    private @Nullable Reaction createPath(Mapping mapping) {
        YamlNode node = form.required(mapping, "'create_path'", "path");
        Scalar path = node == null ? null : form.text(node, "'path'");
        if (path == null) {
            return null;
        }
        try {
            return new Reaction.CreatePath(path.text());
        } catch (IllegalArgumentException e) {
            form.wrong(path, "'path'", "be a folder inside the one of the plan");
            return null;
        }
    }
}
