package dev.afterwise.plan;

import dev.afterwise.Parent;
import dev.afterwise.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * With what a plan is run.
 *
 * @param source the plan's text, kept with the run
 * @param folder where its commands run
 * @param params what it is told, by name; a parameter that is not named here has its default
 * @param parent on whose behalf it is run, or null
 */
public record Launch(
        String source,
        Path folder,
        SortedMap<String, Value> params,
        @Nullable Parent parent) {
    public Launch {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    /** Without parameters. */
    public static Launch in(Path folder, String source) {
        return new Launch(source, folder, Collections.emptySortedMap(), null);
    }

    public Launch with(Map<String, Value> more) {
        var all = new TreeMap<>(params);
        all.putAll(more);
        return new Launch(source, folder, all, parent);
    }

    public Launch onBehalfOf(@Nullable Parent other) {
        return new Launch(source, folder, params, other);
    }
}
