package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Variable;
import dev.afterwise.json.Configuration;
import dev.afterwise.json.ConfigurationReader;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Plans read with the configuration that holds for them. */
final class Configured {
    private Configured() {}

    /**
     * The plan that a text holds.
     *
     * @param folder of the plan
     * @throws Refusal if there is a problem with the plan or its configuration
     */
    static Plan plan(String name, String text, Path folder, Shell shell, PlanLimits limits) {
        Configuration configuration = configuration(folder, shell);
        try {
            return PlanReader.parse(name, text, limits, configuration);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(name, e.problems());
        }
    }

    /** That of {@code AFTERWISE_CONFIG}; else the one in the plan's folder; else the one in the current folder; else none. */
    private static Configuration configuration(Path folder, Shell shell) {
        Optional<Path> asked = shell.env().value(Variable.AFTERWISE_CONFIG).map(Path::of);
        if (asked.isPresent() && !Files.isRegularFile(shell.file(asked.get()))) {
            throw Refusal.usage("AFTERWISE_CONFIG must name a file, but (%s) is none.".formatted(asked.get()));
        }
        Optional<Path> file = asked.map(shell::file).or(() -> ConfigurationReader.find(folder, shell.folder()));
        try {
            return file.isEmpty() ? Configuration.NONE : ConfigurationReader.read(file.get());
        } catch (PlanProblemsException e) {
            throw Refusal.problems(e.file(), e.problems());
        } catch (IOException e) {
            throw new Refusal(
                    Exit.FAILED, "The configuration (%s) can't be read: %s".formatted(file.get(), e.getMessage()));
        }
    }
}
