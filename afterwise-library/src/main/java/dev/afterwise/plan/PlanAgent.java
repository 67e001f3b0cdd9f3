package dev.afterwise.plan;

import dev.afterwise.Parent;
import dev.afterwise.Usage;
import dev.afterwise.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Java code that plans call by its name ({@code agent: NAME}), as they are registered in the {@linkplain Crew settings}.
 *
 * <ul>
 *   <li>It may be called by many threads at once.
 *   <li>Its thread is interrupted when it takes too long; it ends then.
 *   <li>What it throws is classified as any failure is, by type and message.
 * </ul>
 */
@FunctionalInterface
public interface PlanAgent {
    /**
     * What it is to do.
     *
     * @param with what the plan says, by name
     * @param env what the step's {@code env} came to, with the key under which its effects count once
     * @param timeout after which it is interrupted
     * @param parent on whose behalf it is done: which step of which run
     */
    record Job(SortedMap<String, Value> with, SortedMap<String, String> env, Duration timeout, Parent parent) {
        public Job {
            with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
            env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        }
    }

    /**
     * What came of it.
     *
     * @param text what it says, as a command prints
     * @param outputs by name, for {@code outputs: [NAME]}
     * @param usage what it took
     */
    record Done(String text, Map<String, Value> outputs, Usage usage) {
        public Done {
            outputs = Map.copyOf(outputs);
        }

        /** It says this. */
        public static Done of(String text) {
            return new Done(text, Map.of(), Usage.NONE);
        }

        /** It makes these outputs. */
        public static Done of(Map<String, Value> outputs) {
            return new Done("", outputs, Usage.NONE);
        }

        public Done using(Usage other) {
            return new Done(text, outputs, other);
        }
    }

    /** Does it, on a thread of its own. */
    Done run(Job job) throws Exception;
}
