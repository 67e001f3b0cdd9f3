package dev.afterwise.plan;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the files of plans that steps name ({@code plan: FILE}). Found as a service; the module of the JSON and YAML forms
 * provides it. Safe for use by many threads.
 */
public interface PlanFiles {
    /**
     * A plan, and the text that it was read from.
     *
     * @param source kept with its run, so that it is resumed as it began
     */
    record Source(Plan plan, String source) {}

    /**
     * The plan in a file.
     *
     * @throws IllegalArgumentException with what is wrong with it
     * @throws IOException if the file can't be read
     */
    Source read(Path file, PlanLimits limits) throws IOException;

    /**
     * The plan that a text holds.
     *
     * @param name what the text is called in messages
     * @throws IllegalArgumentException with what is wrong with it
     */
    Plan parse(String name, String source, PlanLimits limits);
}
