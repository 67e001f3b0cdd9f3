package dev.afterwise.json;

import dev.afterwise.plan.Threshold;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds for all plans of a folder, as the file {@value #FILE} there says.
 *
 * @param thresholds by name, for plans to refer to
 */
public record Configuration(SortedMap<String, Threshold> thresholds) {
    /** What the file is called. */
    public static final String FILE = "afterwise.yaml";

    /** There is no file. */
    public static final Configuration NONE = new Configuration(new TreeMap<>());

    public Configuration {
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
    }
}
