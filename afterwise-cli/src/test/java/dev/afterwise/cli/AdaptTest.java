package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.About;
import dev.afterwise.Action;
import dev.afterwise.Afterwise;
import dev.afterwise.Attempt;
import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Headline;
import dev.afterwise.Outcome;
import dev.afterwise.Payload;
import dev.afterwise.Profile;
import dev.afterwise.Recommendation;
import dev.afterwise.Severity;
import dev.afterwise.Source;
import dev.afterwise.Step;
import dev.afterwise.StepId;
import dev.afterwise.Transience;
import dev.afterwise.Usage;
import dev.afterwise.Workspace;
import dev.afterwise.store.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private static final String PLAN = """
            # How we ship.
            version: 1
            name: release
            params:
              region: north      # where it goes
            steps:
              - id: render       # slow, and in vain if the check fails
                run: [sleep, "30"]
              - id: check
                run: [./check.sh]
              - id: ask
                needs: check
                choose:
                  among:
                    - { agent: quick, run: [./quick.sh] }
                    - { agent: thorough, run: [./thorough.sh] }
              # the last one
              - id: publish
                needs: [render, ask]
                estimate: 20s    # a guess
                run: [./publish.sh]
            """;

    private static final int RUNS = 120;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void writeThePlan() {
        cli = new Cli(folder).write("release.yaml", PLAN);
    }

    /** A third of the runs fails at the check, half of those of the quick agent, and all that go south at the end. */
    private void history(int runs) {
        var random = new SplittableRandom(1);
        try (var store = Afterwise.store(cli.store())) {
            List<Fact> facts = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                facts.addAll(run(random, run).facts(Source.RECORDED));
            }
            store.workspace(Workspace.DEFAULT).history().append(facts);
        }
    }

    private static Execution run(RandomGenerator random, int run) {
        Instant at = START.plus(Duration.ofMinutes(67L * run));
        var steps = new ArrayList<Step>();
        boolean isSouth = run % 4 == 0;
        String agent = random.nextBoolean() ? "quick" : "thorough";
        boolean checked = random.nextDouble() > .3;
        boolean asked = checked && random.nextDouble() > (agent.equals("quick") ? .5 : .03);
        steps.add(step("render", null, at, random, 30, true));
        steps.add(step("check", null, at, random, 1, checked));
        if (checked) {
            steps.add(step("ask", agent, at, random, 3, asked));
        }
        if (asked) {
            steps.add(step("publish", null, at, random, 2, !isSouth));
        }
        var headline = new Headline(
                ExecutionId.of("release " + run),
                Profile.of("release").withAgent("plan").with("region", isSouth ? "south" : "north"),
                "",
                at,
                asked && !isSouth
                        ? new Outcome.Succeeded(Duration.ofSeconds(33))
                        : new Outcome.Failed(Duration.ofSeconds(31), failure()),
                Usage.NONE,
                new TreeMap<>());
        return new Execution(headline, About.NOTHING, steps, List.of(), List.of());
    }

    private static Failure failure() {
        return Failure.of(FailureClass.VALIDATION, Severity.MEDIUM, Transience.PERMANENT, "exit 64", "it failed");
    }

    private static Step step(
            String name, @Nullable String agent, Instant at, RandomGenerator random, double seconds, boolean works) {
        Duration took = Duration.ofMillis(Math.round(1_000 * seconds * Math.exp(.2 * random.nextGaussian())));
        Outcome outcome = works ? new Outcome.Succeeded(took) : new Outcome.Failed(took, failure());
        return new Step(
                StepId.named(name),
                null,
                new Action.ToolCall(name, Payload.NONE),
                List.of(new Attempt(1, agent, at, outcome, Usage.NONE, Payload.NONE, null)));
    }

    @Test
    void saysWhatToChangeWhatItBringsAndWhatTheFileWouldBeOrWritesItElsewhere() throws IOException {
        history(RUNS);
        var result = cli.run("plan", "adapt", "release.yaml").exits(0);
        assertThat(result.out())
                .contains("release / render: begin after 'ask'", "release / ask: take 'thorough'")
                .contains("+    needs: [ask]", "-    estimate: 20s    # a guess", "Together, ")
                .contains("No file can say this, but the policy can (--apply policy): release / ask: take 'thorough'");
        // Nothing was written.
        assertThat(Files.readString(cli.file("release.yaml"))).isEqualTo(PLAN);
        var json = cli.json("plan", "adapt", "release.yaml", "--into", "better.yaml")
                .exits(0);
        assertThat(Files.readString(cli.file("release.yaml"))).isEqualTo(PLAN);
        cli.run("plan", "validate", "better.yaml").exits(0);
        assertThat(json.json())
                .containsEntry("schema", "afterwise.plan.adapt/v1")
                .containsKeys("runs", "together", "diff");
        assertThat(json.rows("adaptations"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each)
                        .containsKeys("verdict", "change", "success", "seconds", "worth", "because", "evidence"));
    }

    @Test
    void writesTheFileAndKeepsComments() throws IOException {
        history(RUNS);
        cli.run("plan", "adapt", "release.yaml", "--apply", "file").exits(0);
        String text = Files.readString(cli.file("release.yaml"));
        assertThat(text).contains("# How we ship.", "# where it goes", "# slow, and in vain", "# the last one");
        assertThat(text).contains("needs: [ask]\n", "# a guess").doesNotContain("estimate: 20s");
        cli.run("plan", "validate", "release.yaml").exits(0);
        // What is written needs not be written again.
        String again = cli.run("plan", "adapt", "release.yaml").exits(0).out();
        assertThat(again).doesNotContain("begin after 'ask'");
    }

    @Test
    void triesChangesAsExperimentsThatCanBeTakenBack() {
        history(RUNS);
        cli.run("plan", "adapt", "release.yaml", "--apply", "experiment").exits(0);
        assertThat(cli.run("recommendations").exits(0).out())
                .contains("measuring", "begin after 'ask'", "take 'thorough'");
        assertThat(cli.json("experiments").exits(0).out()).contains("running");
        String id = recommendation("reorder").id();
        cli.run("recommendations", "rollback", id).exits(0);
    }

    @Test
    void makesChangesForAllRunsByThePolicy() {
        history(RUNS);
        cli.run("plan", "adapt", "release.yaml", "--apply", "policy").exits(0);
        assertThat(recommendation("prefer_agent").status()).isEqualTo(Recommendation.Status.APPLIED);
        assertThat(recommendation("reorder").status()).isEqualTo(Recommendation.Status.APPLIED);
        // What the policy says already is not said again.
        assertThat(cli.run("plan", "adapt", "release.yaml").exits(0).out())
                .doesNotContain("begin after 'ask'", "take 'thorough'");
    }

    private Recommendation recommendation(String kind) {
        try (var store = Afterwise.store(cli.store())) {
            return store.workspace(Workspace.DEFAULT).ledger().list(Document.Advised.class).stream()
                    .map(each -> each.document().recommendation())
                    .filter(each -> each.change().kind().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void saysThatThereIsTooLittleHistory() {
        cli.run("plan", "adapt", "release.yaml").exits(6);
        history(4);
        assertThat(cli.run("plan", "adapt", "release.yaml").exits(6).out()).contains("at least 10 runs");
        assertThat(cli.json("plan", "adapt", "release.yaml").exits(6).rows("adaptations"))
                .isEmpty();
    }

    @Test
    void refusesWhatItCanNotDo() {
        history(12);
        assertThat(cli.run("plan", "adapt", "nowhere.yaml").exits(3).err()).contains("nowhere.yaml");
        assertThat(cli.run("plan", "adapt", "release.yaml", "--risk", "2")
                        .exits(2)
                        .err())
                .contains("--risk must be low, medium, high or a number from 0 to 1");
        assertThat(cli.run("plan", "adapt", "release.yaml", "--apply", "all")
                        .exits(2)
                        .err())
                .contains("--apply must be file, experiment or policy");
        assertThat(cli.run("plan", "adapt", "release.yaml", "--apply", "policy", "--into", "x.yaml")
                        .exits(2)
                        .err())
                .contains("--into must stand with --apply file or alone");
        assertThat(cli.run("plan", "adapt", "release.yaml", "--prefer", "luck")
                        .exits(2)
                        .err())
                .contains("--prefer must be");
    }
}
