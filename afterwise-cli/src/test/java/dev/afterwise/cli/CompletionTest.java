package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script for shells, in a real one. */
class CompletionTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void findBash() {
        boolean isThere = Files.isExecutable(Path.of("/bin/bash"));
        String why = "There must be a shell at (/bin/bash) to complete words in, but there is none.";
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_BASH"))) {
            assertThat(isThere).as(why).isTrue();
        }
        Assumptions.assumeTrue(isThere, why);
    }

    @Test
    void registersItselfForTheCommand() throws Exception {
        assertThat(bash("complete -p afterwise")).contains("-F _complete_afterwise", "afterwise");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hist                         | history
            history                      | list, show, errors, stats
            runs li                      | list
            history list --st            | --status, --store
            history list --color         | auto, always, never
            history list --status        | running, succeeded, failed, cancelled, unknown, abandoned
            completion                   | bash, zsh
            recommendations              | approve, calibration, list, reject, rollback, show
            """)
    void completesWordsOptionsAndChoices(String typed, String expected) throws Exception {
        boolean isWordBegun = typed.endsWith("hist") || typed.endsWith("li") || typed.endsWith("--st");
        String words = "afterwise " + typed + (isWordBegun ? "" : " ''");
        assertThat(
                        bash("COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_afterwise; echo ${COMPREPLY[@]}"
                                        .formatted(words))
                                .split("\\s+"))
                .contains(expected.split(", "));
    }

    @Test
    void isTheSameForEitherShell() {
        var cli = new Cli(folder);
        assertThat(cli.run("completion", "zsh").exits(0).out())
                .isEqualTo(cli.run("completion", "bash").exits(0).out())
                .contains("bashcompinit");
    }

    @Test
    void saysWhichShellsThereAre() {
        assertThat(new Cli(folder).run("completion", "fsh").exits(2).err()).contains("bash, zsh");
        assertThat(new Cli(folder).run("completion").exits(2).err()).contains("SHELL");
    }

    /** What bash says when it has read the script. */
    private String bash(String commands) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion.sh"),
                new Cli(folder).run("completion", "bash").exits(0).out());
        Process bash = new ProcessBuilder(
                        List.of("/bin/bash", "--norc", "-c", "source '%s'; %s".formatted(script, commands)))
                .redirectError(ProcessBuilder.Redirect.DISCARD) // complains that nobody pressed a key
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
        return said.strip();
    }
}
