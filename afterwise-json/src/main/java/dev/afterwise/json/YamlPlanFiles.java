package dev.afterwise.json;

import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanFiles;
import dev.afterwise.plan.PlanLimits;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the plans that are steps of plans. Found as a service. */
public final class YamlPlanFiles implements PlanFiles {
    public YamlPlanFiles() {}

    @Override
    public Source read(Path file, PlanLimits limits) throws IOException {
        try {
            String text = PlanReader.text(file);
            return new Source(PlanReader.parse(file.toString(), text, limits, Configuration.NONE, file), text);
        } catch (PlanProblemsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Plan parse(String name, String source, PlanLimits limits) {
        try {
            return PlanReader.parse(name, source, limits);
        } catch (PlanProblemsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
