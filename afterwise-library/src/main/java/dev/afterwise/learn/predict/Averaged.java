package dev.afterwise.learn.predict;

import java.util.List;

/**
 * What was not named of work although nearly all work of its kind has it: its chance is averaged over past executions like it.
 *
 * @param parts what was not named, such as {@code model} or {@code attributes.category}
 * @param executions how many past executions it was taken from
 * @param alike in what those are like the work
 */
public record Averaged(List<String> parts, int executions, List<String> alike) {
    public Averaged {
        parts = List.copyOf(parts);
        alike = List.copyOf(alike);
    }
}
