package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.store.Retention;
import dev.afterwise.store.Retention.Kept;
import dev.afterwise.store.Retention.Occasion;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key {@code retention} of a configuration, while it is taken apart. What it doesn't say stays as it was. For one thread. */
final class RetentionForm {
    static final String WHAT = "'retention'";

    private static final String FOREVER = "forever";
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([hd])");
    private static final List<String> KEYS = List.of("executions", "details", "metrics", "keep", "prune");
    private static final List<String> KEPT =
            Arrays.stream(Kept.values()).map(Kept::word).toList();
    private static final List<String> OCCASIONS =
            Arrays.stream(Occasion.values()).map(Occasion::word).toList();

    private final YamlForm form;

    RetentionForm(YamlForm form) {
        this.form = form;
    }

    Retention retention(YamlNode node, Retention otherwise) {
        Mapping mapping = form.mapping(node, WHAT, KEYS);
        if (mapping == null) {
            return otherwise;
        }
        Retention read = lasting(mapping, "executions", otherwise, Retention::withExecutions);
        read = lasting(mapping, "details", read, Retention::withDetails);
        read = lasting(mapping, "metrics", read, Retention::withMetrics);
        YamlNode kept = form.optional(mapping, "keep");
        if (kept != null) {
            read = read.with(kept(kept));
        }
        YamlNode prune = form.optional(mapping, "prune");
        String word = prune == null ? null : form.word(prune, "'prune'", OCCASIONS);
        return word == null ? read : read.with(Occasion.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private Retention lasting(
            Mapping mapping, String key, Retention before, BiFunction<Retention, Duration, Retention> with) {
        YamlNode node = form.optional(mapping, key);
        Duration length = node == null ? null : length(node, key);
        return length == null ? before : with.apply(before, length);
    }

    private @Nullable Duration length(YamlNode node, String key) {
        String text = node instanceof Scalar scalar ? scalar.text() : "";
        if (text.equals(FOREVER)) {
            return Retention.FOREVER;
        }
        Matcher parts = LENGTH.matcher(text);
        if (!parts.matches()) {
            form.wrong(node, "'" + key + "'", "be a time such as 12h, 90d or forever");
            return null;
        }
        long number = Long.parseLong(parts.group(1));
        return parts.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }

    private Set<Kept> kept(YamlNode node) {
        Set<Kept> kept = EnumSet.noneOf(Kept.class);
        for (YamlNode each : form.several(node, "'keep'", "be a list of what to keep")) {
            String word = form.word(each, "'keep'", KEPT);
            if (word != null) {
                kept.add(Kept.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return kept;
    }
}
