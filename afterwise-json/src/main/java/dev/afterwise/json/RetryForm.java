package dev.afterwise.json;

import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.plan.Retries;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands under {@code retry}: how often, or a map that also says after which waits. For one thread. */
final class RetryForm {
    static final List<String> KEYS = List.of("max", "base", "cap");

    private final YamlForm form;
    private final Problems problems;

    RetryForm(YamlForm form, Problems problems) {
        this.form = form;
        this.problems = problems;
    }

    Retries retries(@Nullable YamlNode node) {
        if (node == null) {
            return Retries.NONE;
        }
        if (node instanceof Scalar) {
            Integer max = form.integer(node, "'retry'", 0, Retries.MOST);
            return max == null ? Retries.NONE : Retries.NONE.withMax(max);
        }
        Mapping retry = form.mapping(node, "'retry'", KEYS);
        if (retry == null) {
            return Retries.NONE;
        }
        YamlNode max = form.required(retry, "'retry'", "max");
        Integer most = max == null ? null : form.integer(max, "'max'", 0, Retries.MOST);
        Duration base = wait(retry, "base", Retries.NONE.base());
        Duration cap = wait(retry, "cap", Retries.NONE.cap());
        if (base == null || cap == null) {
            return Retries.NONE;
        }
        if (cap.compareTo(base) < 0) {
            problems.add(
                    retry,
                    "'cap' must not be shorter than 'base', but they are %s and %s".formatted(shown(cap), shown(base)));
            return Retries.NONE;
        }
        return new Retries(most == null ? 0 : most, base, cap);
    }

    private @Nullable Duration wait(Mapping retry, String key, Duration otherwise) {
        YamlNode node = form.optional(retry, key);
        return node == null ? otherwise : form.duration(node, "'" + key + "'");
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
