package dev.afterwise.json;

import dev.afterwise.Money;
import dev.afterwise.json.YamlNode.Kind;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Budget;
import dev.afterwise.plan.Recurrence;
import dev.afterwise.plan.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys {@code goal}, {@code resources}, {@code budget} and {@code schedule} of a plan. For one thread. */
final class TermsForm {
    static final List<String> BUDGET_KEYS = List.of("time", "usd", "tokens", "calls");
    private static final int LONGEST_GOAL = 1_000;
    private static final int MOST_COUNTED = 999_999_999;
    private static final BigDecimal MOST_USD = new BigDecimal("1000000");
    private static final BigDecimal LEAST_USD = new BigDecimal("0.000001");

    private final YamlForm form;
    private final Problems problems;

    TermsForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    /** What there is of each resource; null where there is a problem with that. */
    SortedMap<String, @Nullable Integer> resources(Mapping plan) {
        var resources = new TreeMap<String, @Nullable Integer>();
        YamlNode node = form.optional(plan, "resources");
        if (node != null) {
            for (YamlNode.Entry entry : form.named(node, "'resources'", "be a map of amounts by name")) {
                form.name(entry.key(), "a resource's name");
                String what = "the resource " + Printable.quoted(entry.key().text());
                resources.put(entry.key().text(), form.integer(entry.value(), what, 1, Terms.MOST));
            }
        }
        return resources;
    }

    /** @param resources as {@link #resources} says */
    Terms terms(Mapping plan, SortedMap<String, @Nullable Integer> resources) {
        YamlNode aim = form.optional(plan, "goal");
        Scalar goal = aim == null ? null : form.text(aim, "'goal'");
        if (goal != null && goal.text().length() > LONGEST_GOAL) {
            form.wrong(goal, "'goal'", "have at most %,d characters".formatted(LONGEST_GOAL));
        }
        YamlNode limits = form.optional(plan, "budget");
        Budget budget = limits == null ? Budget.NONE : budget(limits);
        YamlNode rhythm = form.optional(plan, "schedule");
        Recurrence schedule = rhythm == null ? null : new RecurrenceForm(form, problems).recurrence(rhythm);
        var known = new TreeMap<String, Integer>();
        resources.forEach((name, amount) -> {
            if (amount != null) {
                known.put(name, amount);
            }
        });
        return new Terms(goal == null ? "" : goal.text().strip(), known, budget, schedule);
    }

    private Budget budget(YamlNode node) {
        Mapping limits = form.mapping(node, "'budget'", BUDGET_KEYS);
        if (limits == null) {
            return Budget.NONE;
        }
        if (limits.entries().isEmpty()) {
            problems.add(node, "'budget' must limit something, but it is empty");
        }
        return new Budget(
                time(form.optional(limits, "time")),
                usd(form.optional(limits, "usd")),
                counted(form.optional(limits, "tokens"), "'tokens'"),
                counted(form.optional(limits, "calls"), "'calls'"));
    }

    private @Nullable Duration time(@Nullable YamlNode node) {
        Duration time = node == null ? null : form.duration(node, "'time'");
        if (node != null && time != null && time.isZero()) {
            form.wrong(node, "'time'", "be longer than nothing");
            return null;
        }
        return time;
    }

    private @Nullable Money usd(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.NUMBER)) {
            try {
                BigDecimal amount = new BigDecimal(scalar.text());
                if (amount.compareTo(LEAST_USD) >= 0 && amount.compareTo(MOST_USD) <= 0) {
                    return Money.dollars(amount);
                }
            } catch (NumberFormatException notDecimal) {
                // Said below: YAML writes numbers in more ways than this one.
            }
        }
        form.wrong(node, "'usd'", "be a number of dollars, more than 0 and at most 1,000,000");
        return null;
    }

    private @Nullable Long counted(@Nullable YamlNode node, String what) {
        Integer count = node == null ? null : form.integer(node, what, 1, MOST_COUNTED);
        return count == null ? null : Long.valueOf(count);
    }
}
