package dev.afterwise.json;

import dev.afterwise.plan.Param;
import dev.afterwise.plan.Threshold;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan declares for its steps to refer to, by name and in the order of the file. What there is a problem with is null,
 * for its name is known all the same.
 *
 * @param resources empty if none is declared, and there is one of each that is used
 */
record Declarations(
        SequencedMap<String, @Nullable Param> params,
        SequencedMap<String, @Nullable Threshold> thresholds,
        SortedMap<String, @Nullable Integer> resources) {
    Declarations withResources(SortedMap<String, @Nullable Integer> others) {
        return new Declarations(params, thresholds, others);
    }

    Collection<String> paramNames() {
        return params.keySet();
    }

    Collection<String> thresholdNames() {
        return thresholds.keySet();
    }

    List<Param> allParams() {
        return params.values().stream()
                .<Param>mapMulti((param, next) -> {
                    if (param != null) {
                        next.accept(param);
                    }
                })
                .toList();
    }

    SortedMap<String, Threshold> allThresholds() {
        var all = new TreeMap<String, Threshold>();
        for (Map.Entry<String, @Nullable Threshold> each : thresholds.entrySet()) {
            Threshold threshold = each.getValue();
            if (threshold != null) {
                all.put(each.getKey(), threshold);
            }
        }
        return all;
    }
}
