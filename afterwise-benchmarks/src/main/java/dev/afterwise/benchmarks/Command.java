package dev.afterwise.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to be started, from its folder, with variables added to the environment.
 *
 * @param arguments the program first
 */
record Command(List<String> arguments, Path folder, Map<String, String> env) {
    Command {
        arguments = List.copyOf(arguments);
        env = Map.copyOf(env);
    }

    /** Runs it to its end, and throws away what it prints. */
    void run() throws IOException, InterruptedException {
        Process process =
                builder().redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        demandSuccess(process.waitFor());
    }

    /** Runs it to its end. @return what it prints */
    String output() throws IOException, InterruptedException {
        Process process = builder().start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        demandSuccess(process.waitFor());
        return output;
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(env);
        return builder;
    }

    private void demandSuccess(int code) {
        if (code != 0) {
            throw new IllegalStateException("The command (%s) must succeed, but it ended with (%d)."
                    .formatted(String.join(" ", arguments), code));
        }
    }
}
