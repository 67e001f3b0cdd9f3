package dev.afterwise.plan;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds programs as the system does, so that one that isn't there is told from one that fails. */
final class Programs {
    /** Starts a program as the leader of a process group of its own; empty where there is none (it is part of util-linux). */
    static final boolean HAS_SETSID = isExecutable(Path.of("/usr/bin/setsid"));

    private Programs() {}

    /** Why the program can't be started in that folder, or null if it can. */
    static @Nullable Failure missing(String program, Path folder, @Nullable String path) {
        if (!Files.isDirectory(folder)) {
            return Failures.notStarted(
                    FailureClass.NOT_FOUND, "The folder (%s) to run in is not there.".formatted(folder));
        }
        try {
            Stream<Path> places = program.contains("/")
                    ? Stream.of(folder.resolve(program))
                    : Stream.of((path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator, -1))
                            .map(place -> folder.resolve(place).resolve(program));
            var found = places.filter(Files::exists).toList();
            if (found.stream().anyMatch(Programs::isExecutable)) {
                return null;
            }
            return found.isEmpty()
                    ? Failures.notStarted(
                            FailureClass.NOT_FOUND,
                            "The program (%s) can't be started: there is none of that name.".formatted(program))
                    : Failures.notStarted(
                            FailureClass.PERMISSION,
                            "The program (%s) can't be started: it must be an executable file, but (%s) is none."
                                    .formatted(program, found.getFirst()));
        } catch (InvalidPathException e) {
            return Failures.notStarted(
                    FailureClass.NOT_FOUND, "The program (%s) can't be started: that is no name.".formatted(program));
        }
    }

    private static boolean isExecutable(Path place) {
        return Files.isRegularFile(place) && Files.isExecutable(place);
    }
}
