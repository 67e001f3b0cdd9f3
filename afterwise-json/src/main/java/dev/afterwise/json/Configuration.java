package dev.afterwise.json;

import dev.afterwise.AlertSettings;
import dev.afterwise.Caps;
import dev.afterwise.GuardSettings;
import dev.afterwise.KnowledgeSettings;
import dev.afterwise.LoopSettings;
import dev.afterwise.Recording;
import dev.afterwise.plan.Threshold;
import dev.afterwise.store.Retention;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a folder, its plans and its history, as the file {@value #FILE} there says.
 *
 * @param thresholds by name, for plans to refer to
 * @param retention for how long history is kept
 * @param recording what is recorded, and how; its paths are as they were written
 * @param guards what holds for circuit breakers and shields of components
 * @param caps how much may be done about failures of healed calls
 * @param alerts what a person wants to know at once
 * @param knowledge how much is remembered of what is known, for how long, and whose
 * @param loop when there is learned by itself, and what becomes of what is recommended
 * @param plans files, and folders with files, of plans that the loop runs by their schedules; as they were written
 * @param rules the file of rules by which failures are classified before the built-in ones, as it was written, or null
 * @param prices the file that says what models charge, before the built-in table; as it was written, or null
 */
public record Configuration(
        SortedMap<String, Threshold> thresholds,
        Retention retention,
        Recording recording,
        GuardSettings guards,
        Caps caps,
        AlertSettings alerts,
        KnowledgeSettings knowledge,
        LoopSettings loop,
        List<Path> plans,
        @Nullable Path rules,
        @Nullable Path prices) {
    /** What the file is called. */
    public static final String FILE = "afterwise.yaml";

    /** There is no file. */
    public static final Configuration NONE = new Configuration(
            new TreeMap<>(),
            Retention.STANDARD,
            Recording.STANDARD,
            GuardSettings.STANDARD,
            Caps.STANDARD,
            AlertSettings.NONE,
            KnowledgeSettings.STANDARD,
            LoopSettings.STANDARD,
            List.of(),
            null,
            null);

    public Configuration {
        plans = List.copyOf(plans);
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
    }

    public Configuration with(Retention other) {
        return new Configuration(
                thresholds, other, recording, guards, caps, alerts, knowledge, loop, plans, rules, prices);
    }
}
