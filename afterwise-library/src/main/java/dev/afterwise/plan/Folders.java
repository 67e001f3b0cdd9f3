package dev.afterwise.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders that steps miss, and only inside the folder of the plan. */
final class Folders {
    private Folders() {}

    /** Whether a path, as a plan names it, stays inside a folder. Says nothing about symbolic links. */
    static boolean isInside(String path) {
        Path relative = Path.of(path);
        return !relative.isAbsolute()
                && !path.isBlank()
                && !relative.normalize().startsWith("..")
                && !relative.normalize().toString().isEmpty();
    }

    /** A file that is there. @throws IOException if it isn't, or a symbolic link leads out of the folder */
    static Path file(Path folder, String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException(
                    "The file (%s) must be inside the plan's folder, but a link leads out of it.".formatted(path));
        }
        return file;
    }

    /** @throws IOException if it can't be made, or a symbolic link leads out of the folder */
    static void make(Path folder, String path) throws IOException {
        Path root = folder.toRealPath();
        Path at = root;
        for (Path part : Path.of(path).normalize()) {
            at = at.resolve(part);
            if (!Files.exists(at)) {
                Files.createDirectory(at);
            }
            at = at.toRealPath();
            if (!at.startsWith(root)) {
                throw new IOException(
                        "The folder (%s) must be inside the plan's, but a link leads out of it.".formatted(path));
            }
        }
    }
}
