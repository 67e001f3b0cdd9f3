package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs for Node.js with what they need from npm, which is installed once for each lock file, into a folder of the user. */
final class Npm {
    private static final long MINUTES = 3;

    private final Path folder;

    private Npm(Path folder) {
        this.folder = folder;
    }

    /** Installs it. A test without Node.js, npm or its registry is skipped, or fails where they are required. */
    static Npm install(Path project) throws Exception {
        byte[] lock = Files.readAllBytes(project.resolve("package-lock.json"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(lock);
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "afterwise-test")
                .resolve("node-" + HexFormat.of().formatHex(Arrays.copyOf(hash, 8)));
        boolean isThere = Files.isDirectory(folder) || made(project, folder);
        String why = "There must be Node.js, npm and its registry for (%s), but there are not all."
                .formatted(project.getFileName());
        if ("true".equals(System.getenv("AFTERWISE_REQUIRE_NODE"))) {
            assertThat(isThere).as(why).isTrue();
        }
        Assumptions.assumeTrue(
                isThere && said(List.of("node", "--version"), folder).startsWith("v"), why);
        return new Npm(folder);
    }

    /** Made beside and then moved, so that what is there is whole. */
    private static boolean made(Path project, Path folder) throws Exception {
        Files.createDirectories(folder.getParent());
        Path fresh = Files.createTempDirectory(folder.getParent(), "new-");
        for (String each : List.of("package.json", "package-lock.json")) {
            Files.copy(project.resolve(each), fresh.resolve(each));
        }
        said(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), fresh);
        if (!Files.isDirectory(fresh.resolve("node_modules"))) {
            return false;
        }
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another was quicker.
        }
        return Files.isDirectory(folder.resolve("node_modules"));
    }

    /** What a program says. It is copied to where its modules are, for that is where they are looked for. */
    String run(Path program, List<String> arguments) throws Exception {
        Path copy = folder.resolve(program.getFileName());
        Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING);
        var command = new ArrayList<>(List.of("node", copy.toString()));
        command.addAll(arguments);
        return said(command, folder);
    }

    /** Empty if there is no such command, or it takes too long. */
    private static String said(List<String> command, Path folder) throws Exception {
        Path out = Files.createTempFile("node", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return "";
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } finally {
            Files.delete(out);
        }
    }
}
