package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import dev.afterwise.plan.Healing;
import dev.afterwise.plan.Healing.Way;
import dev.afterwise.plan.OnError;
import dev.afterwise.plan.Retries;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands under {@code heal}: {@code off}, or the ways that may be taken. For one thread. */
final class HealingForm {
    static final List<String> WAYS = Arrays.stream(Way.values()).map(Way::word).toList();
    static final String OFF = "off";

    private final YamlForm form;
    private final Problems problems;

    HealingForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /** Everything, if nothing is said. */
    Healing healing(@Nullable YamlNode node) {
        if (node == null || (node instanceof Scalar scalar && scalar.text().equals(OFF))) {
            return node == null ? Healing.ALL : Healing.OFF;
        }
        if (!(node instanceof Sequence)) {
            form.wrong(node, "'heal'", "be 'off', or a list of " + YamlForm.enumerated(WAYS, "and"));
            return Healing.ALL;
        }
        List<YamlNode> items = form.several(node, "'heal'", "be a list of ways");
        if (items.isEmpty()) {
            problems.add(node, "'heal' must name at least one way, but it names none; did you mean 'off'?");
        }
        var ways = EnumSet.noneOf(Way.class);
        for (YamlNode item : items) {
            String word = form.word(item, "'heal'", WAYS);
            if (word != null) {
                ways.add(Way.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return new Healing(ways);
    }

    /** Whether what else the step says about failures may be done. */
    void check(Mapping step, Healing heal, Retries retries, List<OnError> reactions) {
        YamlNode retry = form.optional(step, "retry");
        if (retry != null && retries.max() > 0) {
            allowed(retry, heal, Way.RETRY, "'retry'");
        }
        YamlNode fallback = form.optional(step, "fallback");
        if (fallback != null) {
            allowed(fallback, heal, Way.FALLBACK, "'fallback'");
        }
        YamlNode onError = form.optional(step, "on_error");
        if (onError != null) {
            for (OnError each : reactions) {
                switch (each.reaction()) {
                    case OnError.Reaction.Retry() -> allowed(onError, heal, Way.RETRY, "'do: retry'");
                    case OnError.Reaction.FallBack ignored -> allowed(onError, heal, Way.FALLBACK, "'do: fallback'");
                    case OnError.Reaction.Skip() -> allowed(onError, heal, Way.SKIP, "'do: skip'");
                    case OnError.Reaction.CreatePath ignored ->
                        allowed(onError, heal, Way.CREATE_PATH, "'do: create_path'");
                    case OnError.Reaction.Escalate() -> {}
                }
            }
        }
    }

    private void allowed(YamlNode where, Healing heal, Way way, String what) {
        if (!heal.ways().contains(way)) {
            problems.add(where, "%s must be among what 'heal' allows, but that is: %s".formatted(what, heal));
        }
    }
}
