package dev.afterwise.json;

import dev.afterwise.Caps;
import dev.afterwise.json.YamlNode.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key {@code recovery} of a configuration, while it is taken apart. What it doesn't say stays as it was. For one thread. */
final class CapsForm {

    private final YamlForm form;

    CapsForm(YamlForm form) {
        this.form = form;
    }

    Caps caps(@Nullable YamlNode node) {
        Mapping mapping = node == null
                ? null
                : form.mapping(node, "'recovery'", List.of("per_class", "per_execution", "in_a_row"));
        if (mapping == null) {
            return Caps.STANDARD;
        }
        return new Caps(
                number(mapping, "per_class", 0, Caps.STANDARD.perClass()),
                number(mapping, "per_execution", 0, Caps.STANDARD.perExecution()),
                number(mapping, "in_a_row", 1, Caps.STANDARD.inARow()));
    }

    private int number(Mapping mapping, String key, int least, int otherwise) {
        YamlNode node = form.optional(mapping, key);
        Integer number = node == null ? null : form.integer(node, "'" + key + "'", least, Caps.MOST);
        return number == null ? otherwise : number;
    }
}
