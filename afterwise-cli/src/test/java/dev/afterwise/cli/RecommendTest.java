package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendTest {
    @TempDir
    Path folder;

    private Cli cli;

    /** Two models, each good at one of two languages; the one for Java costs ten times as much and was used more lately. */
    @BeforeEach
    void importHistory() {
        var random = new SplittableRandom(3);
        var lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            String language = i % 2 == 0 ? "java" : "rust";
            boolean isJava = random.nextInt(3) > 0;
            boolean suits = isJava == language.equals("java");
            lines.append("""
                    {"task":"fix","model":"%s","started":"2026-01-01T%02d:%02d:00Z","duration_ms":%d,"outcome":"%s","cost_usd":%s,\
                    "attributes":{"language":"%s"}}
                    """.formatted(
                            isJava ? "java-model" : "rust-model",
                            i / 60,
                            i % 60,
                            1_000 + i,
                            random.nextDouble() < (suits ? .95 : .5) ? "succeeded" : "failed",
                            isJava ? "1.0" : "0.1",
                            language));
        }
        cli = new Cli(folder).write("history.jsonl", lines.toString());
        cli.run("import", "--format", "executions", "history.jsonl").exits(0);
    }

    @Test
    void advisesByWhatIsKnownOfTheWork() {
        assertThat(cli.json("recommend", "fix", "--by", "model", "--attr", "language=rust")
                        .exits(0)
                        .json())
                .extractingByKey("advice", LIST)
                .singleElement(MAP)
                .containsEntry("verdict", "prefer")
                .containsEntry("best", "rust-model")
                .containsEntry("now", "java-model")
                .containsEntry("abstained", false);
        assertThat(cli.run("recommend", "fix", "--attr", "language=java")
                        .exits(0)
                        .out())
                .contains("'java-model' is used now, and no other is expected to do better", "EXPECTED SUCCESS %");
    }

    @Test
    void advisesByWhatSomebodyPrefers() {
        assertThat(cli.json("recommend", "fix", "--attr", "language=java", "--prefer", "0,1")
                        .exits(0)
                        .json())
                .extractingByKey("advice", LIST)
                .singleElement(MAP)
                .containsEntry("best", "rust-model");
    }

    @Test
    void advisesAmongTheseOnlyAndInsteadOfThat() {
        assertThat(cli.json(
                                "recommend",
                                "fix",
                                "--by",
                                "model",
                                "--among",
                                "java-model,new-model",
                                "--instead-of",
                                "new-model")
                        .exits(0)
                        .json())
                .extractingByKey("advice", LIST)
                .singleElement(MAP)
                .containsEntry("verdict", "too_little")
                .containsEntry("now", "new-model");
    }

    @Test
    void saysOfWhatNothingIsKnownAndWhatIsUsedNow() {
        assertThat(cli.run("recommend", "fix", "--by", "model", "--among", "gpt4,jva-model")
                        .exits(6)
                        .out())
                .contains(
                        "Nothing is known of the model 'gpt4'.",
                        "Nothing is known of the model 'jva-model'; did you mean 'java-model'?")
                .doesNotContain("EXPECTED SUCCESS %");
        assertThat(cli.run("recommend", "fix", "--by", "model", "--among", "rust-model,gpt4")
                        .exits(0)
                        .out())
                .contains(
                        "Nothing is known of the model 'gpt4'.", "'java-model' is used now, which is not among these");
    }

    @Test
    void saysWhatTheAdviceWouldHaveComeToBefore() {
        assertThat(cli.run("recommend", "fix", "--by", "model", "--attr", "language=rust")
                        .exits(0)
                        .out())
                .contains(
                        "Looking back: 'rust-model' throughout would have succeeded in",
                        "of 300 logged executions",
                        "choices were not random");
        assertThat(cli.json("recommend", "fix", "--by", "model", "--attr", "language=rust")
                        .exits(0)
                        .json())
                .extractingByKey("advice", LIST)
                .singleElement(MAP)
                .extractingByKey("hindsight", MAP)
                .containsEntry("arm", "rust-model")
                .containsEntry("from_propensities", false)
                .containsKeys("success", "gain", "effective_sample", "mean_dollars");
    }

    @Test
    void recommendsALadderThatBeatsEachModelAlone() {
        var random = new SplittableRandom(5);
        var lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            boolean isDear = i % 2 == 1;
            lines.append("""
                    {"task":"triage","model":"%s","started":"2026-02-01T%02d:%02d:00Z","duration_ms":%d,"outcome":"%s","cost_usd":%s,\
                    "attributes":{"ticket":"T-%d"}}
                    """.formatted(
                            isDear ? "large" : "small",
                            i / 60,
                            i % 60,
                            1_000 + i,
                            random.nextDouble() < (isDear ? .9 : .6) ? "succeeded" : "failed",
                            isDear ? "1.0" : "0.1",
                            i / 2));
        }
        cli.write("triage.jsonl", lines.toString());
        cli.run("import", "--format", "executions", "triage.jsonl").exits(0);
        assertThat(cli.run("recommend", "triage", "--prefer", "cost").exits(0).out())
                .contains("Climb: 'small' first, and 'large' where it fails, succeeds in", "on 300 pieces of work");
        assertThat(cli.json("recommend", "triage", "--prefer", "cost").exits(0).json())
                .extractingByKey("ladders", LIST)
                .singleElement(MAP)
                .containsEntry("first", "small")
                .containsEntry("second", "large")
                .containsEntry("recommended", true);
        assertThat(cli.json("recommend", "fix").exits(0).json())
                .extractingByKey("ladders", LIST)
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThat(cli.run("recommend", "fix", "--prefer", "beauty").exits(2).err())
                .contains("--prefer must be");
        assertThat(cli.run("recommend", "fix", "--prefer", "2,0").exits(2).err())
                .contains("from 0 to 1");
        assertThat(cli.run("recommend", "fix", "--attr", "language").exits(2).err())
                .contains("NAME=VALUE");
        assertThat(cli.run("recommend", "fix", "--by", "step").exits(2).err())
                .contains("it must be agent, model or route, but it is (step).");
        assertThat(cli.run("recommend", "fix", "--among", "a,b").exits(2).err()).contains("--by");
    }
}
