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

/** The launcher at the root, started by a shell in a folder, with variables besides those of this process. */
record Launcher(Path folder, Map<String, String> env) {
    /** What came of one call. */
    record Result(int exit, String out, String err) {}

    /** A call that goes on. */
    record Running(Process process, Path out, Path err) {
        Result end() throws IOException, InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends within a minute")
                    .isTrue();
            return new Result(process.exitValue(), text(out), text(err));
        }

        private static String text(Path file) throws IOException {
            return Files.readString(file, StandardCharsets.UTF_8);
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).end();
    }

    Running start(String... arguments) throws IOException {
        Path launcher = Path.of("..").toAbsolutePath().normalize().resolve("afterwise");
        var command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(env);
        return new Running(builder.start(), out, err);
    }
}
