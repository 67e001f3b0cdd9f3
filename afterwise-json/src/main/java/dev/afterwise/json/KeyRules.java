package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which keys of a step say nothing beside what it does. */
final class KeyRules {
    private static final List<String> OF_ATTEMPTS =
            List.of("env", "outputs", "success", "timeout", "retry", "on_error", "fallback", "heal", "component");
    private static final Map<String, List<String>> SURPLUS = Map.of(
            "approve", with(OF_ATTEMPTS, "for_each", "uses"),
            "wait", with(OF_ATTEMPTS, "for_each", "uses"),
            "check", OF_ATTEMPTS,
            "plan", List.of("env", "component"));
    private static final Map<String, String> BECAUSE = Map.of(
            "approve", "a person is asked once, and nothing is tried",
            "wait", "time passes by itself, and nothing is tried",
            "check", "what is looked at stays as it is, so nothing is tried",
            "plan", "its own steps say that");

    private final YamlForm form;
    private final Problems problems;

    KeyRules(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    void check(Mapping step) {
        SURPLUS.forEach((deed, keys) -> {
            if (step.entries().containsKey(deed)) {
                for (String key : keys) {
                    YamlNode surplus = form.optional(step, key);
                    if (surplus != null) {
                        problems.add(
                                surplus,
                                "'%s' must not stand with '%s', for %s"
                                        .formatted(key, deed, BECAUSE.getOrDefault(deed, "")));
                    }
                }
            }
        });
    }

    private static List<String> with(List<String> keys, String... more) {
        return Stream.concat(keys.stream(), Stream.of(more)).toList();
    }
}
