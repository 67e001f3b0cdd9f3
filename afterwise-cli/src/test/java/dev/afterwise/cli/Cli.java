package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterwise.cli.shell.Environment;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.time.Timekeeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The command in a folder, with an environment and terminals of the test's choice, within this process. */
final class Cli {
    private final Path folder;
    private final Map<String, String> env = new TreeMap<>();
    private Terminal screen = Terminal.NONE;
    private Terminal panel = Terminal.NONE;
    private byte[] input = {};
    private Timekeeper time = Timekeeper.system();

    Cli(Path folder) {
        this.folder = folder;
    }

    /** What came of one call. */
    record Result(int exit, String out, String err) {
        /** The one object that was answered. */
        Map<String, Object> json() {
            return Json.object(out);
        }

        /** The objects that were answered, one on each line. */
        List<Map<String, Object>> jsonLines() {
            return out.lines().map(Json::object).toList();
        }

        Map<String, Object> error() {
            return Json.object(err);
        }

        /** The rows of a list that was answered. */
        @SuppressWarnings("unchecked") // the tree of a JSON object
        List<Map<String, Object>> rows(String key) {
            assertThat(json()).containsKey(key);
            return (List<Map<String, Object>>) Objects.requireNonNull(json().get(key));
        }

        Result exits(int code) {
            assertThat(exit).as("exit code; out: %s; err: %s", out, err).isEqualTo(code);
            return this;
        }
    }

    Cli env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** Standard output is a terminal so wide. */
    Cli screen(int columns) {
        screen = new Terminal(columns, 24);
        return this;
    }

    /** Standard error is a terminal. */
    Cli panel(int columns, int rows) {
        panel = new Terminal(columns, rows);
        return this;
    }

    Cli time(Timekeeper other) {
        time = other;
        return this;
    }

    Cli input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path store() {
        return file(".afterwise/history.db");
    }

    Cli write(String name, String text) {
        try {
            Files.writeString(file(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var shell = new Shell(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screen,
                panel,
                new Environment(env),
                folder,
                time);
        int exit = new Invocation(shell).run(arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same, asking for JSON. */
    Result json(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return run(all.toArray(String[]::new));
    }
}
