package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.plan.Demand;
import dev.afterwise.plan.Terms;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys {@code uses}, {@code priority} and {@code estimate} of a step. For one thread. */
final class DemandForm {
    private final YamlForm form;
    private final Problems problems;
    private final Declarations declared;

    DemandForm(YamlForm form, Problems problems, Declarations declared) {
        this.form = form;
        this.problems = problems;
        this.declared = declared;
    }

    Demand demand(Mapping step) {
        YamlNode amounts = form.optional(step, "uses");
        YamlNode level = form.optional(step, "priority");
        Integer priority =
                level == null ? null : form.integer(level, "'priority'", -Demand.MOST_PRIORITY, Demand.MOST_PRIORITY);
        YamlNode said = form.optional(step, "estimate");
        Duration estimate = said == null ? null : form.duration(said, "'estimate'");
        if (said != null && estimate != null && estimate.isZero()) {
            form.wrong(said, "'estimate'", "be longer than nothing");
            estimate = null;
        }
        return amounts == null && priority == null && estimate == null
                ? Demand.NONE
                : new Demand(
                        amounts == null ? new TreeMap<>() : uses(amounts), priority == null ? 0 : priority, estimate);
    }

    private SortedMap<String, Integer> uses(YamlNode node) {
        var uses = new TreeMap<String, Integer>();
        SortedMap<String, @Nullable Integer> resources = declared.resources();
        for (YamlNode.Entry entry : form.named(node, "'uses'", "be a map of amounts by resource")) {
            String name = form.name(entry.key(), "a resource's name");
            String what = "the resource " + Printable.quoted(entry.key().text());
            Integer amount = form.integer(entry.value(), what, 1, Terms.MOST);
            if (name == null || amount == null) {
                continue;
            }
            if (!resources.isEmpty() && !resources.containsKey(name)) {
                String message = "there is no resource " + Printable.quoted(name) + " to use";
                problems.addUnknown(entry.key(), message, name, resources.keySet());
                continue;
            }
            Integer there = resources.isEmpty() ? Integer.valueOf(1) : resources.get(name);
            if (there != null && amount > there) {
                problems.add(
                        entry.value(),
                        "a step must use at most what there is of %s, which is %,d, but this uses %,d"
                                .formatted(Printable.quoted(name), there, amount));
                continue;
            }
            uses.put(name, amount);
        }
        return uses;
    }
}
