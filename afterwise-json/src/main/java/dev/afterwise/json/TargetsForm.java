package dev.afterwise.json;

import dev.afterwise.Alert;
import dev.afterwise.AlertTarget;
import dev.afterwise.AlertTarget.Form;
import dev.afterwise.AlertTarget.Rhythm;
import dev.afterwise.Severity;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key {@code targets} of alerts, while it is taken apart. For one thread. */
final class TargetsForm {
    private static final List<String> KEYS = List.of("webhook", "slack", "secret", "about", "severity", "digest");
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]{0,127}");

    private final YamlForm form;

    TargetsForm(YamlForm form) {
        this.form = form;
    }

    List<AlertTarget> targets(@Nullable YamlNode node) {
        var targets = new ArrayList<AlertTarget>();
        if (node != null) {
            for (YamlNode.Entry entry : form.named(node, "'targets'", "be a map of targets by name")) {
                AlertTarget target = target(entry);
                if (target != null) {
                    targets.add(target);
                }
            }
        }
        return targets;
    }

    private @Nullable AlertTarget target(YamlNode.Entry entry) {
        String what = "the target " + Printable.quoted(entry.key().text());
        String name = form.name(entry.key(), what);
        Mapping mapping = form.mapping(entry.value(), what, KEYS);
        if (mapping == null
                || form.oneOf(mapping, what, List.of("webhook", "slack")).size() != 1) {
            return null;
        }
        boolean isSlack = form.optional(mapping, "slack") != null;
        String address = isSlack ? variable(mapping, "slack") : address(mapping);
        String secret = form.optional(mapping, "secret") == null ? null : variable(mapping, "secret");
        if (isSlack && secret != null) {
            form.wrong(mapping, "'secret'", "only stand with 'webhook'");
            return null;
        }
        Severity least = severity(mapping);
        Rhythm rhythm = rhythm(mapping);
        return name == null || address == null
                ? null
                : new AlertTarget(
                        name,
                        isSlack ? Form.SLACK : Form.WEBHOOK,
                        address,
                        secret == null ? null : secret.substring(1),
                        about(mapping),
                        least,
                        rhythm);
    }

    /** What only those may know who may send: it is not written down here. */
    private @Nullable String variable(Mapping mapping, String key) {
        YamlNode node = form.optional(mapping, key);
        Scalar scalar = node == null ? null : form.text(node, "'" + key + "'");
        if (scalar == null) {
            return null;
        }
        if (!VARIABLE.matcher(scalar.text()).matches()) {
            // What stands there may be the secret itself: it is not shown.
            form.mustNotShow(
                    scalar,
                    "'%s' must be the name of an environment variable after a dollar sign, such as $ALERT_%s, but it is not"
                            .formatted(key, key.toUpperCase(Locale.ROOT)));
            return null;
        }
        return scalar.text();
    }

    private @Nullable String address(Mapping mapping) {
        YamlNode node = form.optional(mapping, "webhook");
        Scalar scalar = node == null ? null : form.text(node, "'webhook'");
        if (scalar == null || VARIABLE.matcher(scalar.text()).matches() || AlertTarget.isAddress(scalar.text())) {
            return scalar == null ? null : scalar.text();
        }
        form.mustNotShow(
                scalar,
                "'webhook' must be an address that begins with https:// (http:// on this machine only) without a password, or the name of an environment variable after a dollar sign, but it is not");
        return null;
    }

    private Set<Alert.Kind> about(Mapping mapping) {
        YamlNode node = form.optional(mapping, "about");
        if (node == null) {
            return EnumSet.allOf(Alert.Kind.class);
        }
        List<String> words =
                Arrays.stream(Alert.Kind.values()).map(Alert.Kind::word).toList();
        Set<Alert.Kind> about = EnumSet.noneOf(Alert.Kind.class);
        for (YamlNode each :
                form.several(node, "'about'", "be one or a list of " + YamlForm.enumerated(words, "and"))) {
            String word = form.word(each, "'about'", words);
            if (word != null) {
                about.add(Alert.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return about;
    }

    private Severity severity(Mapping mapping) {
        YamlNode node = form.optional(mapping, "severity");
        List<String> words = Arrays.stream(Severity.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        String word = node == null ? null : form.word(node, "'severity'", words);
        return word == null ? Severity.LOW : Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Rhythm rhythm(Mapping mapping) {
        YamlNode node = form.optional(mapping, "digest");
        String word = node == null ? null : form.word(node, "'digest'", List.of("daily", "weekly"));
        return word == null ? Rhythm.AT_ONCE : Rhythm.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
