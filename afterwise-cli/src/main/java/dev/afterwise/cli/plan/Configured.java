package dev.afterwise.cli.plan;

import dev.afterwise.cli.shell.Configurations;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.json.Configuration;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import java.nio.file.Path;
import java.util.Objects;

/** Plans read with the configuration that holds for them. */
final class Configured {
    private Configured() {}

    /**
     * The plan that the text of a file holds, with a look into the plans that it names as steps.
     *
     * @param folder of the plan
     * @throws Refusal if there is a problem with the plan, those that it names, or its configuration
     */
    static Plan plan(String name, String text, Path folder, Shell shell, PlanLimits limits) {
        Configuration configuration = Configurations.read(shell, folder, shell.folder());
        Path file = folder.resolve(Objects.requireNonNullElse(Path.of(name).getFileName(), folder));
        try {
            return PlanReader.parse(name, text, limits, configuration, file);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(name, e.problems());
        }
    }

    /**
     * The plan of a run that began, whatever has become of the file and of those that it names.
     *
     * @param folder of the plan
     * @throws Refusal if there is a problem with the plan or its configuration
     */
    static Plan begun(String name, String text, Path folder, Shell shell, PlanLimits limits) {
        Configuration configuration = Configurations.read(shell, folder, shell.folder());
        try {
            return PlanReader.parse(name, text, limits, configuration);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(name, e.problems());
        }
    }
}
