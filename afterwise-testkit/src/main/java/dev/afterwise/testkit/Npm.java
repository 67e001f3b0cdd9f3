package dev.afterwise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Scripts for Node.js with the packages that a lock file names. These are installed once for each lock file, into the user's cache. A
 * test without Node.js, npm or its registry is skipped, or fails where they are required ({@code AFTERWISE_REQUIRE_NODE=true}).
 */
public final class Npm {
    private static final long INSTALLING_SECONDS = 240;
    private static final long RUNNING_SECONDS = 120;

    private record Ran(int code, String printed, String complained) {
        String all() {
            return (printed + complained).strip();
        }
    }

    private final Path folder;

    private Npm(Path folder) {
        this.folder = folder;
    }

    /** @param project the folder of {@code package.json} and its lock file */
    public static Npm install(Path project) throws IOException, InterruptedException {
        Path installed = Path.of(System.getProperty("user.home"), ".cache", "afterwise-test")
                .resolve("node-" + hash(project.resolve("package-lock.json")));
        if (!Files.isDirectory(installed.resolve("node_modules"))) {
            install(project, installed);
        }
        return new Npm(installed);
    }

    /** Beside the place first, then moved there: whoever finds it finds it whole. */
    private static void install(Path project, Path installed) throws IOException, InterruptedException {
        Files.createDirectories(installed.getParent());
        Path making = Files.createTempDirectory(installed.getParent(), "making-");
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(project.resolve(name), making.resolve(name));
        }
        Ran ran = run(
                making,
                INSTALLING_SECONDS,
                List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        String why = "Node.js and npm must be here and reach a registry for (%s), but: %s"
                .formatted(project.getFileName(), ran.all());
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_NODE"))) {
            assertThat(ran.code).as(why).isZero();
        }
        Assumptions.assumeTrue(ran.code == 0, why);
        try {
            Files.move(making, installed);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Somebody else was faster.
        }
    }

    /** Runs a script to its end, which must be a good one. @return what it printed */
    public String run(Path script, String... arguments) throws IOException, InterruptedException {
        // Packages are looked for from where the script is.
        Path copy = Files.createTempFile(folder, "run-", ".mjs");
        try {
            Files.writeString(copy, Files.readString(script));
            var command = new ArrayList<>(List.of("node", copy.toString()));
            command.addAll(List.of(arguments));
            Ran ran = run(folder, RUNNING_SECONDS, command);
            assertThat(ran.code).as(ran.all()).isZero();
            return ran.printed;
        } finally {
            Files.delete(copy);
        }
    }

    /** With a code of -1 if there is no such command, or it takes too long. */
    private static Ran run(Path folder, long seconds, List<String> command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("node", ".out");
        Path complained = Files.createTempFile("node", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(printed.toFile())
                    .redirectError(complained.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                boolean isOver = process.waitFor(seconds, TimeUnit.SECONDS);
                return new Ran(
                        isOver ? process.exitValue() : -1, Files.readString(printed), Files.readString(complained));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return new Ran(-1, "", String.valueOf(missing.getMessage()));
        } finally {
            Files.delete(printed);
            Files.delete(complained);
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
