package dev.afterwise.json;

import dev.afterwise.AlertRule;
import dev.afterwise.AlertRule.Limit;
import dev.afterwise.AlertSettings;
import dev.afterwise.Money;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key {@code alerts} of a configuration, while it is taken apart. For one thread. */
final class AlertsForm {
    private static final List<String> KEYS = List.of("watch", "again_after", "rules", "targets");
    private static final List<String> LIMITS = List.of("success", "p95", "cost");
    private static final List<String> RULE_KEYS = List.of("task", "success", "p95", "cost", "over", "executions");
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_EXECUTIONS = 100_000;
    private static final int USUAL_EXECUTIONS = 20;
    private static final Duration USUAL_TIME = Duration.ofHours(1);

    private final YamlForm form;

    AlertsForm(YamlForm form) {
        this.form = form;
    }

    /** Who says nothing of alerts wants none. */
    AlertSettings settings(@Nullable YamlNode node) {
        Mapping mapping = node == null ? null : form.mapping(node, "'alerts'", KEYS);
        if (mapping == null) {
            return AlertSettings.NONE;
        }
        Duration again = duration(mapping, "again_after");
        YamlNode rules = form.optional(mapping, "rules");
        return new AlertSettings(
                form.flag(mapping, "watch", AlertSettings.STANDARD.watch()),
                again == null ? AlertSettings.STANDARD.againAfter() : again,
                rules == null ? List.of() : rules(rules),
                new TargetsForm(form).targets(form.optional(mapping, "targets")));
    }

    private List<AlertRule> rules(YamlNode node) {
        var rules = new ArrayList<AlertRule>();
        for (YamlNode.Entry entry : form.named(node, "'rules'", "be a map of rules by name")) {
            AlertRule rule = rule(entry);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private @Nullable AlertRule rule(YamlNode.Entry entry) {
        String what = "the rule " + Printable.quoted(entry.key().text());
        Mapping mapping = form.mapping(entry.value(), what, RULE_KEYS);
        if (mapping == null || form.oneOf(mapping, what, LIMITS).size() != 1) {
            return null;
        }
        Limit limit = limit(mapping);
        YamlNode task = form.optional(mapping, "task");
        Scalar its = task == null ? null : form.text(task, "'task'");
        Duration over = duration(mapping, "over");
        YamlNode executions = form.optional(mapping, "executions");
        Integer least = executions == null ? null : form.integer(executions, "'executions'", 1, MOST_EXECUTIONS);
        YamlNode time = form.optional(mapping, "over");
        if (time != null && over != null && (over.isZero() || over.compareTo(AlertRule.LONGEST) > 0)) {
            form.wrong(time, "'over'", "be more than nothing and at most 31d");
            return null;
        }
        int usual = limit instanceof Limit.Cost ? 1 : USUAL_EXECUTIONS;
        return limit == null
                ? null
                : new AlertRule(
                        entry.key().text(),
                        its == null ? null : its.text(),
                        limit,
                        over == null ? USUAL_TIME : over,
                        least == null ? usual : least);
    }

    private @Nullable Limit limit(Mapping mapping) {
        YamlNode success = form.optional(mapping, "success");
        if (success != null) {
            Double least = form.share(success, "'success'");
            return least == null ? null : new Limit.Success(least);
        }
        if (form.optional(mapping, "p95") != null) {
            Duration most = duration(mapping, "p95");
            return most == null ? null : new Limit.P95(most);
        }
        YamlNode cost = form.optional(mapping, "cost");
        Money most = cost == null ? null : dollars(cost);
        return most == null ? null : new Limit.Cost(most);
    }

    private @Nullable Money dollars(YamlNode node) {
        String text = node instanceof Scalar scalar ? scalar.text() : "";
        try {
            BigDecimal dollars = new BigDecimal(text.length() > 20 ? "" : text);
            if (dollars.signum() >= 0 && dollars.compareTo(MOST_DOLLARS) <= 0 && dollars.scale() <= 6) {
                return Money.dollars(dollars);
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        form.wrong(node, "'cost'", "be a number of dollars from 0 to 1,000,000,000");
        return null;
    }

    private @Nullable Duration duration(Mapping mapping, String key) {
        YamlNode node = form.optional(mapping, key);
        return node == null ? null : form.duration(node, "'" + key + "'");
    }
}
