package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ThresholdTest {
    /** The small way succeeds up to 5 and the large way above. */
    private static final String PLAN = """
            version: 1
            name: triage
            params:
              complexity: { type: number }
            steps:
              - id: answer
                env: { COMPLEXITY: "${{ params.complexity }}" }
                choose:%s
                  among:
                    - { agent: small, run: [sh, -c, 'test "$COMPLEXITY" -le 5'] }
                    - { agent: large, run: [sh, -c, 'test "$COMPLEXITY" -gt 5'] }
            """;

    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void writeThePlan() {
        cli = new Cli(folder).write("plan.yaml", PLAN.formatted("")).write("routed.yaml", routed("hard"));
    }

    private static String routed(String threshold) {
        return PLAN.formatted("\n      threshold: " + threshold);
    }

    private Cli.Result run(String plan, int complexity) {
        return cli.json("run", plan, "--param", "complexity=" + complexity);
    }

    private Object agent(String plan, int complexity) {
        return String.valueOf(run(plan, complexity).rows("steps").getFirst().get("agent"));
    }

    @Test
    void aThresholdIsRecommendedApprovedFollowedAndRolledBack() {
        for (int i = 0; i < 150; i++) {
            run("plan.yaml", 1 + i % 10);
        }
        Map<String, Object> found =
                cli.json("recommendations").exits(0).rows("recommendations").getFirst();
        assertThat(found)
                .extractingByKey("change", MAP)
                .containsEntry("kind", "set_threshold")
                .containsEntry("attribute", "complexity")
                .containsEntry("above", number("5"))
                .containsEntry("agent", "large")
                .containsEntry("otherwise", "small");
        String id = String.valueOf(found.get("id"));

        assertThat(cli.run("recommendations", "approve", "--at-once", id)
                        .exits(0)
                        .out())
                .contains("triage / answer: take 'large' where complexity > 5, otherwise 'small'");
        for (int complexity = 1; complexity <= 10; complexity++) {
            assertThat(run("plan.yaml", complexity).exits(0).rows("steps").getFirst())
                    .containsEntry("agent", complexity > 5 ? "large" : "small");
        }
        assertThat(cli.json("recommendations").rows("recommendations"))
                .singleElement()
                .satisfies(now -> assertThat(now).containsEntry("status", "applied"));

        cli.run("recommendations", "rollback", id).exits(0);
        assertThat(cli.json("recommendations").json()).containsEntry("policy_version", number("2"));
        assertThat(java.util.stream.IntStream.range(0, 20).mapToObj(i -> agent("plan.yaml", 9)))
                .contains("small");
    }

    @Test
    void plansReferToTheThresholdsOfTheirFolder() throws Exception {
        assertThat(run("routed.yaml", 5).exits(2).err()).contains("there is no threshold 'hard' to choose by");

        cli.write("afterwise.yaml", "thresholds: { hard: complexity > 5 }\n");
        assertThat(agent("routed.yaml", 5)).isEqualTo("small");
        assertThat(agent("routed.yaml", 6)).isEqualTo("large");

        Files.createDirectory(folder.resolve("plans"));
        cli.write("plans/routed.yaml", routed("hard"));
        assertThat(agent("plans/routed.yaml", 6)).isEqualTo("large");
        cli.write("plans/afterwise.yaml", "thresholds: { hard: complexity > 8 }\n");
        assertThat(agent("plans/routed.yaml", 6)).isEqualTo("small");

        cli.write("other.yaml", "thresholds: { hard: complexity > 2 }\n").env("AFTERWISE_CONFIG", "other.yaml");
        assertThat(agent("plans/routed.yaml", 3)).isEqualTo("large");
    }

    @Test
    void aConfigurationWithProblemsIsRefused() {
        cli.write("afterwise.yaml", "treshold: { hard: complexity > 5 }\n");
        assertThat(run("plan.yaml", 5).exits(2).err())
                .contains("afterwise.yaml:1:1: unknown key 'treshold' in a configuration; did you mean 'thresholds'?");

        cli.env("AFTERWISE_CONFIG", "none.yaml");
        assertThat(run("plan.yaml", 5).exits(2).err()).contains("AFTERWISE_CONFIG must name a file, but (none.yaml)");
    }
}
