package dev.afterwise.cli.plan;

import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.json.PlanProblemsException;
import dev.afterwise.json.PlanReader;
import dev.afterwise.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The file of a plan.
 *
 * @param named what its user calls it
 * @param place where it is
 */
public record PlanFile(Path named, Path place) {
    /** @throws Refusal if there is no such file */
    public static PlanFile of(Session session, Path named) {
        Path place = session.shell().file(named);
        if (!Files.exists(place)) {
            throw Refusal.notFound("There must be a plan (%s), but there is none.".formatted(named));
        }
        if (Files.isDirectory(place)) {
            throw Refusal.usage("A plan must be a file, but (%s) is a folder.".formatted(named));
        }
        return new PlanFile(named, place);
    }

    /** In which folder it is, and its commands run. */
    public Path folder() {
        return Objects.requireNonNull(place.toAbsolutePath().getParent());
    }

    /**
     * Its text.
     *
     * @throws Refusal if it is too long, or no text
     */
    public String text() throws IOException {
        try {
            return PlanReader.text(place);
        } catch (PlanProblemsException e) {
            throw Refusal.problems(named.toString(), e.problems());
        }
    }

    /**
     * The plan with what is configured for its folder.
     *
     * @throws Refusal with everything that is wrong with it
     */
    public Plan plan(Session session) throws IOException {
        return plan(session, text());
    }

    /** The plan that this text of it holds. */
    public Plan plan(Session session, String text) {
        return Configured.plan(named.toString(), text, folder(), session.shell(), session.limits());
    }
}
