package dev.afterwise.record;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder that is missing when a file can't be made, as far as what was thrown tells. */
final class MissingFolder {
    private MissingFolder() {}

    /** The folder to make; null if none is missing, or it is not inside {@code root}. */
    static @Nullable Path of(Throwable thrown, Path root) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String file = file(cause);
            if (file != null) {
                return inside(file, root);
            }
        }
        return null;
    }

    private static @Nullable String file(Throwable thrown) {
        if (thrown instanceof NoSuchFileException it) {
            return it.getFile();
        }
        if (thrown instanceof FileNotFoundException it && it.getMessage() != null) {
            // "out/report.txt (No such file or directory)"
            int end = it.getMessage().lastIndexOf(" (");
            return end < 0 ? it.getMessage() : it.getMessage().substring(0, end);
        }
        return null;
    }

    private static @Nullable Path inside(String file, Path root) {
        try {
            Path parent = Path.of(file).toAbsolutePath().normalize().getParent();
            if (parent == null || Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            return real(parent).startsWith(root.toRealPath()) ? parent : null;
        } catch (InvalidPathException | IOException e) {
            return null;
        }
    }

    /** Where a folder would be that isn't there yet: links may lead the way to it. */
    private static Path real(Path folder) throws IOException {
        Path there = folder;
        while (there != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        return there == null ? folder : there.toRealPath().resolve(there.relativize(folder));
    }
}
