package dev.afterwise.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterwise.plan.Body;
import dev.afterwise.plan.Plan;
import dev.afterwise.plan.PlanFiles;
import dev.afterwise.plan.PlanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are steps of plans, and what can be wrong with them. */
@Timeout(20)
class NestedPlansTest {
    private static final String INNER = """
            version: 1
            name: inner
            params: {page: {type: text}, times: 1}
            steps:
              - {id: fetch, run: [x], outputs: [title]}
            """;

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String outer(String keys) {
        return "version: 1\nname: outer\nsteps:\n  - {id: it, " + keys + "}\n";
    }

    private Plan read(String keys) throws IOException {
        return PlanReader.read(write("outer.yaml", outer(keys)), PlanLimits.DEFAULT);
    }

    private String problems(String keys) throws IOException {
        Path file = write("outer.yaml", outer(keys));
        return problems(file);
    }

    private String problems(Path file) {
        var thrown = catchThrowableOfType(PlanProblemsException.class, () -> PlanReader.read(file, PlanLimits.DEFAULT));
        assertThat(thrown).isNotNull();
        return thrown.getMessage().replace(folder + "/", "");
    }

    @Test
    void aPlanThatIsGivenWhatItWantsIsWell() throws IOException {
        write("sub/inner.yaml", INNER);
        Plan plan = read("plan: sub/inner.yaml, with: {page: a, times: 3}, outputs: {title: /fetch/title, all: text}");
        assertThat(plan.steps().getFirst().among().getFirst().body()).isInstanceOf(Body.Nested.class);
    }

    @Test
    void whatItIsGivenMustFit() throws IOException {
        write("inner.yaml", INNER);
        assertThat(problems("plan: inner.yaml"))
                .isEqualTo("outer.yaml:4:20: the plan 'inner' must be told 'page', but 'with' does not say it");
        assertThat(problems("plan: inner.yaml, with: {page: a, tiems: 3}"))
                .isEqualTo("outer.yaml:4:48: the plan 'inner' has no parameter 'tiems'; did you mean 'times'?");
        assertThat(problems("plan: inner.yaml, with: {page: a, times: often}"))
                .contains("the parameter 'times' must be a number, but it is the text 'often'");
    }

    @Test
    void whatIsTakenOfItMustBeThere() throws IOException {
        write("inner.yaml", INNER);
        assertThat(problems("plan: inner.yaml, with: {page: a}, outputs: {t: /fetsh/title}"))
                .contains("the plan 'inner' has no step 'fetsh'; did you mean 'fetch'?");
        assertThat(problems("plan: inner.yaml, with: {page: a}, outputs: {t: /fetch/titel}"))
                .contains("the step 'fetch' of the plan 'inner' has no output 'titel'; did you mean 'title'?");
    }

    @Test
    void itsOwnProblemsAreToldWhereItIsNamed() throws IOException {
        write("inner.yaml", "version: 1\nname: inner\nsteps: [{id: a, rnu: [x]}]\n");
        assertThat(problems("plan: inner.yaml"))
                .startsWith("outer.yaml:4:20: the plan 'inner.yaml' can't be used: inner.yaml:3:9: a step must have")
                .endsWith("(and 1 more)");
        assertThat(problems("plan: none.yaml")).isEqualTo("outer.yaml:4:20: there is no file 'none.yaml' to run");
    }

    @Test
    void plansDontContainEachOtherInACircle() throws IOException {
        write("a.yaml", outer("plan: b.yaml"));
        write("b.yaml", outer("plan: a.yaml"));
        assertThat(problems(folder.resolve("a.yaml")))
                .contains("plans must not contain each other in a circle, but these do: a.yaml -> b.yaml -> a.yaml");
        assertThat(problems("plan: outer.yaml")).contains("in a circle, but these do: outer.yaml -> outer.yaml");
    }

    @Test
    void plansStandSoDeepAndNoDeeper() throws IOException {
        write("p12.yaml", "version: 1\nname: n\nsteps: [{id: a, run: [x]}]\n");
        for (int i = 11; i >= 1; i--) {
            write("p" + i + ".yaml", outer("plan: p" + (i + 1) + ".yaml"));
        }
        assertThat(PlanReader.read(folder.resolve("p3.yaml"), PlanLimits.DEFAULT)
                        .steps())
                .hasSize(1);
        assertThat(problems(folder.resolve("p1.yaml"))).contains("deep");
        assertThat(problems(folder.resolve("p2.yaml"))).contains("deep");
    }

    /** Each names the next one ten times: read as often as named, it would be 10^9 files. */
    @Test
    void eachFileIsReadOnce() throws IOException {
        write("p10.yaml", "version: 1\nname: n\nsteps: [{id: a, run: [x]}]\n");
        for (int i = 9; i >= 1; i--) {
            var text = new StringBuilder("version: 1\nname: n\nsteps:\n");
            for (int n = 0; n < 10; n++) {
                text.append("  - {id: s%d, plan: p%d.yaml}\n".formatted(n, i + 1));
            }
            write("p" + i + ".yaml", text.toString());
        }
        assertThat(PlanReader.read(folder.resolve("p1.yaml"), PlanLimits.DEFAULT)
                        .steps())
                .hasSize(10);
    }

    @Test
    void aLinkThatLeadsOutIsNotFollowed() throws IOException {
        Path outside = Files.createTempFile("outside", ".yaml");
        try {
            Files.writeString(outside, "a secret: line");
            Files.createSymbolicLink(folder.resolve("link.yaml"), outside);
            assertThat(problems("plan: link.yaml"))
                    .contains("but a link leads out")
                    .doesNotContain("secret");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void aTextWithoutAFolderIsNotLookedInto() {
        assertThat(PlanReader.parse("plan.yaml", outer("plan: none.yaml"), PlanLimits.DEFAULT)
                        .steps())
                .hasSize(1);
    }

    @Test
    void filesOfPlansAreFoundAsAService() throws IOException {
        PlanFiles files = ServiceLoader.load(PlanFiles.class).findFirst().orElseThrow();
        Path file = write("inner.yaml", INNER);
        assertThat(files.read(file, PlanLimits.DEFAULT).source()).isEqualTo(INNER);
        assertThat(files.parse("inner", INNER, PlanLimits.DEFAULT).name()).isEqualTo("inner");
        assertThatThrownBy(() -> files.parse("inner", "version: 2", PlanLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
