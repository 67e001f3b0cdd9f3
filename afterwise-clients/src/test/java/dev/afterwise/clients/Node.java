package dev.afterwise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
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
 * Node with the packages that a folder's lock file names. They are installed once for each lock file, into the user's cache. A test
 * without node, npm or a registry is skipped, or fails where one is required ({@code AFTERWISE_REQUIRE_NODE=true}).
 */
final class Node {
    private static final long INSTALLING_SECONDS = 240;
    private static final long RUNNING_SECONDS = 60;

    private final Path folder;

    private Node(Path folder) {
        this.folder = folder;
    }

    /** @param sources the folder of the package and lock file, and of the scripts */
    static Node with(Path sources) throws IOException, InterruptedException {
        Path installed = Path.of(
                System.getProperty("user.home"),
                ".cache",
                "afterwise-test",
                "node-" + hash(sources.resolve("package-lock.json")));
        if (!Files.isDirectory(installed.resolve("node_modules"))) {
            install(sources, installed);
        }
        return new Node(installed);
    }

    /** Beside the place first, then moved there: whoever finds it finds it whole. */
    private static void install(Path sources, Path installed) throws IOException, InterruptedException {
        Files.createDirectories(installed.getParent());
        Path making = Files.createTempDirectory(installed.getParent(), "making-");
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(sources.resolve(name), making.resolve(name));
        }
        require(run(
                making,
                INSTALLING_SECONDS,
                List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")));
        try {
            Files.move(making, installed);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            // Somebody else was faster.
        }
    }

    private static void require(Ran ran) {
        String why =
                "Node and npm must be here and reach a registry, but: %s\nMaybe install them, or look at what npm says."
                        .formatted(ran.said.strip());
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_NODE"))) {
            assertThat(ran.code).as(why).isZero();
        }
        Assumptions.assumeTrue(ran.code == 0, why);
    }

    /** Runs a script to its end, which must be a good one, and returns what it said. */
    String run(Path script, String... arguments) throws IOException, InterruptedException {
        // Node looks for packages from where the script is.
        Path copy = Files.createTempFile(folder, "run-", ".mjs");
        try {
            Files.writeString(copy, Files.readString(script));
            var command = new ArrayList<>(List.of("node", copy.toString()));
            command.addAll(List.of(arguments));
            Ran ran = run(folder, RUNNING_SECONDS, command);
            assertThat(ran.code).as(ran.said).isZero();
            return ran.said;
        } finally {
            Files.delete(copy);
        }
    }

    private record Ran(int code, String said) {}

    private static Ran run(Path folder, long seconds, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("node", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                boolean isOver = process.waitFor(seconds, TimeUnit.SECONDS);
                return new Ran(isOver ? process.exitValue() : -1, Files.readString(said));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return new Ran(-1, String.valueOf(missing.getMessage()));
        } finally {
            Files.delete(said);
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] text = Files.readString(file).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
