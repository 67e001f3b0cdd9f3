package dev.afterwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root, as a shell runs it. */
class LauncherTest {
    @TempDir
    private Path folder;

    @Test
    void runsTheCommandWhereTheCallerStands() throws Exception {
        Launcher.Result result = launcher(Map.of()).run("doctor", "--json");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("{")
                .contains(folder.resolve(".afterwise").toString());
        assertThat(result.err()).isEmpty();
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        assertThat(launcher(Map.of()).run("history", "show", "abc").exit()).isEqualTo(3);
    }

    @Test
    void saysInOneLineThatThereIsNoJdk() throws Exception {
        Launcher.Result result =
                launcher(Map.of("AFTERWISE_JAVA_HOME", folder.toString())).run("version");

        assertThat(result.exit()).isEqualTo(70);
        assertThat(result.err().lines()).singleElement().asString().contains("JDK 21 or newer", folder.toString());
        assertThat(result.out()).isEmpty();
    }

    private Launcher launcher(Map<String, String> env) {
        return new Launcher(folder, env);
    }
}
