package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrialsTest {
    /** What fails unless it is tried twice. */
    private static final String PLAN = """
            version: 1
            name: build
            steps:
              - id: test
                run: [sh, -c, 'if [ -e tried ]; then rm tried; else touch tried; kill -9 $$; fi']
                retry: { max: 1, base: 1ms }
            """;

    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void writeThePlan() {
        cli = new Cli(folder).write("plan.yaml", PLAN);
    }

    private String start(String name, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "experiments";
        all[1] = "start";
        all[2] = name;
        System.arraycopy(more, 0, all, 3, more.length);
        return String.valueOf(cli.json(all).exits(0).json().get("id"));
    }

    private Map<String, Object> show(String id) {
        return cli.json("experiments", "show", id).exits(0).json();
    }

    @Test
    void whatIsTriedIsDrawnForEachRunAndCounted() {
        cli.run("run", "plan.yaml");
        String id = start("fewer tries", "--task", "build", "--step", "test", "--try", "attempts=1");
        for (int i = 0; i < 12; i++) {
            cli.run("run", "plan.yaml");
        }
        assertThat(show(id))
                .containsEntry("state", "running")
                .containsEntry("measure", "success_rate")
                .containsEntry("verdict", "keep_going");
        long runs = cli.json("experiments", "show", "fewer tries").rows("variants").stream()
                .mapToLong(each -> new BigDecimal(String.valueOf(each.get("runs"))).longValueExact())
                .sum();
        assertThat(runs).isEqualTo(12);
        assertThat(cli.run("experiments", "show", id).out())
                .contains("as before", "attempts=1", "build / test: try up to 1 times");
    }

    @Test
    void whatIsProvenOrAskedForIsAdopted() {
        String id = start("tries", "--task", "build", "--step", "test", "--try", "attempts=3", "--runs", "100");
        assertThat(cli.run("experiments", "adopt", id).exits(1).err()).contains("must be proven better", "--variant");
        assertThat(cli.run("experiments", "adopt", id, "--variant", "other")
                        .exits(2)
                        .err())
                .contains("as before, attempts=3");
        cli.run("experiments", "adopt", id, "--variant", "attempts=3", "--because", "I know it")
                .exits(0);
        assertThat(show(id)).containsEntry("state", "decided");
        assertThat(cli.run("experiments").out()).contains("decided", "attempts=3");
        assertThat(cli.run("experiments", "stop", id).exits(1).err())
                .contains("must be running, but (tries) is decided");
    }

    @Test
    void saysWhatNobodyHasHeardOfAndTriesItAllTheSame() {
        cli.write("afterwise.yaml", "thresholds: {hard: complexity > 7}\n");
        cli.run("run", "plan.yaml");
        assertThat(cli.run("experiments", "start", "a", "--task", "biuld", "--try", "model=x")
                        .exits(0)
                        .out())
                .contains("No execution is of the task 'biuld' yet; did you mean 'build'?");
        assertThat(cli.run("experiments", "start", "b", "--task", "build", "--step", "tset", "--try", "attempts=3")
                        .exits(0)
                        .out())
                .contains("has the step 'tset' yet; did you mean 'test'?");
        assertThat(cli.run("experiments", "start", "c", "--try", "threshold:hrad=7")
                        .exits(0)
                        .out())
                .contains("has the threshold 'hrad' yet; did you mean 'hard'?");
        assertThat(cli.run("experiments", "start", "d", "--task", "build", "--step", "test", "--try", "attempts=3")
                        .exits(0)
                        .out())
                .doesNotContain(" yet");
        assertThat(cli.run("experiments", "start", "e", "--task", "build", "--try", "threshold:hard=8")
                        .exits(0)
                        .out())
                .doesNotContain(" yet");
    }

    @Test
    void oneIsStopped() {
        String id = start("greeting", "--variant", "plain", "--variant", "warm", "--share", "0.2");
        assertThat(cli.json("experiments", "show", id).rows("variants").getFirst())
                .containsEntry("variant", "plain")
                .containsEntry("share", number("0.8"))
                .containsEntry("mean_ms", null);
        cli.run("experiments", "stop", "greeting", "--because", "no time").exits(0);
        assertThat(cli.run("experiments", "show", id).out()).contains("Stopped", "no time");
    }

    @Test
    void saysWhatIsWrong() {
        cli.run("run", "plan.yaml");
        assertThat(cli.run("experiments", "show", "12ab").exits(3).err())
                .contains("There must be an experiment (12ab)");
        assertThat(cli.run("experiments", "start", "x").exits(2).err()).contains("something to try");
        assertThat(cli.run("experiments", "start", "x", "--try", "attempts=3")
                        .exits(2)
                        .err())
                .contains("must be about a step of a plan");
        assertThat(cli.run("experiments", "start", "x", "--step", "test", "--try", "attempts=3")
                        .exits(2)
                        .err())
                .contains("--step must come with --task");
        assertThat(cli.run("experiments", "start", "x", "--task", "a", "--step", "b", "--try", "attempt=3")
                        .exits(2)
                        .err())
                .contains("did you mean 'attempts'?");
        assertThat(cli.run("experiments", "start", "x", "--task", "a", "--step", "b", "--try", "attempts=many")
                        .exits(2)
                        .err())
                .contains("(many) is none");
        assertThat(cli.run("experiments", "start", "x", "--variant", "a")
                        .exits(2)
                        .err())
                .contains("at least two --variant");
        assertThat(cli.run("experiments", "start", "x", "--variant", "a", "--variant", "b", "--share", "2")
                        .exits(2)
                        .err())
                .contains("above 0 and below 1");
        assertThat(cli.run("experiments", "start", "x", "--variant", "a", "--variant", "b", "--aim", "money")
                        .exits(2)
                        .err())
                .contains("--aim must be success or time");
    }

    @Test
    void withoutHistoryThereIsNothingToShow() {
        assertThat(new Cli(folder).run("experiments").exits(6).out()).contains("There is no history yet");
    }
}
