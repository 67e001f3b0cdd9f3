package dev.afterwise.cli;

import static dev.afterwise.cli.Json.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void importHistory() {
        cli = Sample.imported(new Cli(folder));
    }

    private Map<String, Object> timeout() {
        return cli.json("errors").exits(0).rows("errors").stream()
                .filter(each -> "TimeoutException".equals(each.get("type")))
                .findFirst()
                .orElseThrow();
    }

    private String id() {
        return String.valueOf(timeout().get("id"));
    }

    @Test
    void listsErrorsByWhatTheyWasted() {
        Cli.Result result = cli.json("errors").exits(0);

        assertThat(result.json())
                .containsEntry("schema", "afterwise.errors.list/v1")
                .containsEntry("executions", number("62"))
                .containsEntry("failures", number("17"))
                .containsEntry("errors_in_all", number("2"));
        List<Map<String, Object>> rows = result.rows("errors");
        assertThat(rows)
                .extracting(each -> each.get("type"))
                .containsExactly("TimeoutException", "FileNotFoundException");
        assertThat(rows.getFirst())
                .containsEntry("failures", number("16"))
                .containsEntry("state", "ongoing")
                .containsEntry("template", "no answer from * in *")
                .containsEntry("agents", List.of("alpha", "beta"));
        assertThat(rows.getLast())
                .containsEntry("step", "collect")
                .containsEntry("state", "new")
                .containsEntry("execution", "0000000000000000000000000000000a");
    }

    @Test
    void theFamiliarNameListsTheSame() {
        assertThat(cli.json("errors", "list").out())
                .isEqualTo(cli.json("errors").out());
    }

    @Test
    void filtersAndRanks() {
        assertThat(cli.json("errors", "--task", "report").rows("errors")).hasSize(1);
        assertThat(cli.json("errors", "--state", "new,regressed").rows("errors"))
                .hasSize(1);
        assertThat(cli.json("errors", "--agent", "alpha").rows("errors")).hasSize(1);
        assertThat(cli.json("errors", "--since", "2026-01-12").rows("errors")).hasSize(1);
        assertThat(cli.json("errors", "--by", "newest").rows("errors").getFirst())
                .containsEntry("type", "FileNotFoundException");
        assertThat(cli.json("errors", "--limit", "1").rows("errors")).hasSize(1);
        cli.run("errors", "--by", "size").exits(2);
        cli.run("errors", "--limit", "0").exits(2);
    }

    @Test
    void showsOneWithItsCourseAndExamples() {
        Cli.Result result = cli.json("errors", "show", id().substring(0, 6)).exits(0);

        assertThat(result.json()).containsEntry("failures", number("16")).containsEntry("period", "hour");
        assertThat(result.rows("examples")).hasSize(3);
        assertThat(result.rows("examples").getFirst().get("message")).asString().startsWith("no answer from host-");
        long counted = result.rows("counts").stream()
                .mapToLong(each -> Long.parseLong(String.valueOf(each.get("failures"))))
                .sum();
        assertThat(counted).isEqualTo(16);
        assertThat(cli.run("errors", "show", id()).exits(0).out()).contains("no answer from * in *", "ongoing");
    }

    @Test
    void anErrorCanBeGivenAName() {
        cli.run("errors", "label", id(), "slow hosts").exits(0);
        assertThat(timeout()).containsEntry("label", "slow hosts");
        assertThat(cli.run("errors").out()).contains("slow hosts");

        cli.run("errors", "label", id(), "").exits(0);
        assertThat(timeout()).containsEntry("label", null);
        cli.run("errors", "label", id(), "two\nlines").exits(2);
    }

    @Test
    void anErrorThatIsResolvedAndComesBackHasRegressed() {
        assertThat(cli.json("errors", "resolve", id(), "--at", "2026-01-05")
                        .exits(0)
                        .json())
                .containsEntry("resolved_at", "2026-01-05T00:00:00Z");
        assertThat(timeout()).containsEntry("state", "regressed");

        cli.run("errors", "resolve", id()).exits(0);
        assertThat(timeout()).containsEntry("state", "resolved");

        cli.run("errors", "resolve", id(), "--undo").exits(0);
        assertThat(timeout()).containsEntry("state", "ongoing");
        cli.run("errors", "resolve", id(), "--undo", "--at", "2026-01-05").exits(2);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(cli.run("errors", "show", "ffffffffffff").exits(3).err())
                .contains("There must be an error (ffffffffffff)");
        assertThat(cli.run("errors", "--task", "none").exits(6).out()).contains("No execution");
        assertThat(new Cli(folder.resolve("nowhere")).json("errors").exits(6).rows("errors"))
                .isEmpty();
    }

    @Test
    void showsWhereTheTimeGoes() {
        Cli.Result result = cli.json("slow").exits(0);

        assertThat(result.rows("phases")).extracting(each -> each.get("step")).containsExactly("collect", "write");
        assertThat(result.rows("bottlenecks")).isEmpty();
        assertThat(cli.run("slow", "--task", "email").exits(6).out()).contains("No execution with steps");
        assertThat(cli.run("slow").exits(0).out()).contains("critical path", "No bottleneck");
    }
}
