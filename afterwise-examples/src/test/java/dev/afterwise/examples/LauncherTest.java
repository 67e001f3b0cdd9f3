package dev.afterwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root, as a shell runs it. */
class LauncherTest {
    @TempDir
    private Path folder;

    private record Result(int exit, String out, String err) {}

    @Test
    void runsTheCommandWhereTheCallerStands() throws Exception {
        Result result = launch(Map.of(), "doctor", "--json");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("{")
                .contains(folder.resolve(".afterwise").toString());
        assertThat(result.err()).isEmpty();
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        assertThat(launch(Map.of(), "history", "show", "abc").exit()).isEqualTo(3);
    }

    @Test
    void saysInOneLineThatThereIsNoJdk() throws Exception {
        Result result = launch(Map.of("AFTERWISE_JAVA_HOME", folder.toString()), "version");

        assertThat(result.exit()).isEqualTo(70);
        assertThat(result.err().lines()).singleElement().asString().contains("JDK 21 or newer", folder.toString());
        assertThat(result.out()).isEmpty();
    }

    private Result launch(Map<String, String> env, String... arguments) throws IOException, InterruptedException {
        Path launcher = Path.of("..").toAbsolutePath().normalize().resolve("afterwise");
        var command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(env);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("ends within a minute")
                .isTrue();
        return new Result(process.exitValue(), text("out"), text("err"));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    }
}
