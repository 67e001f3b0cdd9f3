package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of steps that are no commands, and of plans with terms. */
class PlanKindsTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "plans");

    @TempDir
    Path folder;

    private Cli release() throws IOException {
        return new Cli(folder)
                .write("release.yaml", Files.readString(EXAMPLES.resolve("release.yaml")))
                .write("publish.yaml", Files.readString(EXAMPLES.resolve("publish.yaml")));
    }

    @Test
    void drawsKindsAndTerms() throws IOException {
        assertThat(release().run("plan", "graph", "release.yaml").exits(0).out())
                .contains(
                        "resources   2 builder\nbudget      2h, $2.50, 200,000 tokens, 500 calls\nschedule    0 3 * * 1-5")
                .contains("""
                          │     for each    platform in steps.platforms.outputs.platforms
                          │     run         sh build.sh
                          │     takes       about 10 min 00 s, as the plan says
                          │     uses        1 of 2 builder
                          │     priority    10
                        """)
                .contains("          or        rules: agent notes (version=${{ params.version }})")
                .contains("        approve     Publish version ${{ params.version }}?")
                .contains("        plan        publish.yaml (archives=")
                .contains("        wait        5m")
                .contains("        heal        off");
    }

    @Test
    void showsKindsAndTermsToPrograms() throws IOException {
        var answer = release().json("plan", "graph", "release.yaml");
        assertThat(answer.json())
                .containsEntry(
                        "goal", "A release that somebody has looked at, on all platforms, before people come to work")
                .containsEntry("budget", "2h, $2.50, 200,000 tokens, 500 calls")
                .extractingByKey("resources", LIST)
                .containsExactly("builder: 2");
        assertThat(answer.rows("steps"))
                .element(2, MAP)
                .containsEntry("kind", "run")
                .containsEntry("for_each", "platform in steps.platforms.outputs.platforms");
    }

    @Test
    void saysWhomAPlanAsksForThatIsNotHere() throws IOException {
        assertThat(release().run("plan", "validate", "release.yaml").exits(0).out())
                .contains("release.yaml: release, 10 steps and 2 parameters, is well")
                .contains("not here: The model (small) of the step (notes) must be known to somebody who can ask it")
                .contains("not here: The agent (announce) of the step (announce) must be registered, but none is.");
    }

    @Test
    void looksIntoThePlansThatAreSteps() throws IOException {
        Cli cli = release().write("publish.yaml", "version: 1\nname: publish\nsteps: [{id: a, rum: [x]}]\n");
        assertThat(cli.run("plan", "validate", "release.yaml").exits(2).out())
                .contains("the plan 'publish.yaml' can't be used: publish.yaml:3:9: a step must have");
    }

    @Test
    void runsNothingWhenSomebodyIsMissing() throws IOException {
        Cli cli = new Cli(folder).write("p.yaml", """
                version: 1
                name: p
                steps:
                  - { id: first, run: [touch, ran] }
                  - { id: call, agent: sort }
                """);
        assertThat(cli.run("run", "p.yaml").exits(2).err())
                .contains("The agent (sort) of the step (call) must be registered, but none is.");
        assertThat(folder.resolve("ran")).doesNotExist();
    }
}
