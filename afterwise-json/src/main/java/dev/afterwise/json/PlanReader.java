package dev.afterwise.json;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import dev.afterwise.plan.Threshold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads plans from YAML.
 *
 * <pre>{@code
 * version: 1
 * name: nightly
 * steps:
 *   - id: fetch
 *     run: [curl, -sf, -o, page.html, "https://example.org"]
 *     timeout: 30s
 *     retry: 3
 *   - id: report
 *     needs: [fetch]
 *     env: {LEVEL: full}
 *     retry: {max: 2, base: 500ms, cap: 10s}
 *     choose:
 *       among:
 *         - {agent: quick, run: [./report, --quick]}
 *         - {agent: thorough, run: [./report]}
 * }</pre>
 *
 * <p>A step may need steps that come after it in the file: in the plan every step comes after those it needs, and
 * otherwise in the order of the file. A step without a choice has one alternative, named after the step.
 *
 * <p>A file is untrusted text. What it can cost is bounded by its size, which is at most 1 MiB and is looked at before
 * anything else.
 */
public final class PlanReader {
    /** How large a file may be: 1 MiB. */
    public static final int MAX_BYTES = YamlFile.MAX_BYTES;

    private static final YamlFile FILE = new YamlFile("a plan", "a version, a name and steps");

    private PlanReader() {}

    /**
     * The plan in a file.
     *
     * @throws PlanProblemsException with everything that is wrong with it
     * @throws IOException if the file can't be read
     */
    public static Plan read(Path file, PlanLimits limits) throws IOException {
        return parse(file.toString(), text(file), limits, Configuration.NONE, file);
    }

    /**
     * The text of a plan's file, for {@link #parse}: read once, so that what is kept is what is run.
     *
     * @throws PlanProblemsException if it is too long or no text
     * @throws IOException if the file can't be read
     */
    public static String text(Path file) throws IOException {
        return FILE.text(file);
    }

    /**
     * The plan that a text holds.
     *
     * @param name what the text is called in messages: a file's name
     * @throws PlanProblemsException with everything that is wrong with it
     */
    public static Plan parse(String name, String text, PlanLimits limits) {
        return parse(name, text, limits, Configuration.NONE);
    }

    /**
     * The plan that a text holds, among plans with this configuration: it may refer to a threshold there as to one of its own, if
     * it has a number as parameter that the threshold is about. Of two with one name its own holds.
     *
     * @throws PlanProblemsException with everything that is wrong with it
     */
    public static Plan parse(String name, String text, PlanLimits limits, Configuration configuration) {
        var problems = new Problems();
        return parse(name, text, limits, configuration, problems, NestedPlans.unseen(limits, problems));
    }

    /**
     * The plan that the text of a file holds, with a look into the plans that it names as steps.
     *
     * @param file where the text is from; its folder holds the plans that are named
     * @throws PlanProblemsException with everything that is wrong with it, or with those
     */
    public static Plan parse(String name, String text, PlanLimits limits, Configuration configuration, Path file) {
        var problems = new Problems();
        return parse(name, text, limits, configuration, problems, NestedPlans.of(file, limits, problems));
    }

    private static Plan parse(
            String name,
            String text,
            PlanLimits limits,
            Configuration configuration,
            Problems problems,
            NestedPlans nested) {
        Plan plan = plan(text, limits, configuration.thresholds(), problems, nested);
        if (plan == null || !problems.isEmpty()) {
            throw new PlanProblemsException(name, problems.sorted());
        }
        return plan;
    }

    /** The plan, or null if there is a problem with it. */
    static @Nullable Plan plan(
            String text, PlanLimits limits, Map<String, Threshold> thresholds, Problems problems, NestedPlans nested) {
        YamlNode root = FILE.root(text, problems);
        return root == null ? null : new PlanForm(limits, thresholds, problems, nested).plan(root);
    }
}
