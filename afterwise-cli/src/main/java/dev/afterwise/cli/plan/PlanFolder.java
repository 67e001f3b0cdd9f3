package dev.afterwise.cli.plan;

import dev.afterwise.cli.shell.Environment;
import dev.afterwise.plan.refine.Site;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The folder of a plan as it is here and now. Files outside of it are only looked for, never read.
 *
 * @param folder absolute
 */
record PlanFolder(Path folder, Environment env) implements Site {
    private static final int LONGEST_SCRIPT = 100_000;

    @Override
    public Optional<String> script(String file) {
        try {
            Path path = folder.resolve(file).normalize();
            boolean isInside = path.startsWith(folder.normalize())
                    && Files.isRegularFile(path)
                    && path.toRealPath().startsWith(folder.toRealPath());
            return isInside && Files.size(path) <= LONGEST_SCRIPT
                    ? Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasFile(String file) {
        try {
            return Files.exists(folder.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public boolean hasProgram(String name) {
        String path = env.variables().getOrDefault("PATH", "");
        try {
            return path.isEmpty()
                    || Arrays.stream(path.split(File.pathSeparator, -1))
                            .anyMatch(each -> Files.isExecutable(Path.of(each.isEmpty() ? "." : each, name)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public boolean hasVariable(String name) {
        return env.variables().containsKey(name);
    }
}
