package dev.afterwise.json;

import dev.afterwise.LoopSettings;
import dev.afterwise.LoopSettings.Adopt;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys {@code adopt} and {@code loop} of a configuration, while they are taken apart. For one thread. */
final class LoopSettingsForm {
    private static final String NEVER = "never";
    private static final int MOST = 1_000_000;
    private static final List<String> WORDS =
            Arrays.stream(Adopt.values()).map(Adopt::word).toList();

    private final YamlForm form;

    LoopSettingsForm(YamlForm form) {
        this.form = form;
    }

    /** What they don't say stays as usual. */
    LoopSettings settings(@Nullable YamlNode adopt, @Nullable YamlNode loop) {
        String word = adopt == null ? null : form.word(adopt, "'adopt'", WORDS);
        LoopSettings read = LoopSettings.STANDARD.with(
                word == null ? LoopSettings.STANDARD.adopt() : Adopt.valueOf(word.toUpperCase(Locale.ROOT)));
        Mapping mapping = loop == null ? null : form.mapping(loop, "'loop'", List.of("every", "after"));
        if (mapping == null) {
            return read;
        }
        YamlNode every = form.optional(mapping, "every");
        YamlNode after = form.optional(mapping, "after");
        Integer executions = after == null ? null : form.integer(after, "'after'", 0, MOST);
        read = every == null ? read : every(every, read);
        return executions == null ? read : read.withAfter(executions);
    }

    private LoopSettings every(YamlNode node, LoopSettings before) {
        if (node instanceof Scalar scalar && scalar.text().equals(NEVER)) {
            return before.withEvery(null);
        }
        Duration every = form.duration(node, "'every'");
        if (every != null && every.compareTo(Duration.ofMinutes(1)) < 0) {
            form.wrong(node, "'every'", "be 1m or more, or never");
            return before;
        }
        return every == null ? before : before.withEvery(every);
    }
}
