package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that was written as a whole: whoever reads it meanwhile sees what was there before, or all that is there now. */
record Written(Path file, long bytes) {
    /**
     * Writes the text, in place of what is there.
     *
     * @throws Refusal if the folder is not there, or the name is taken by a folder
     */
    static Written of(Path file, String text) throws IOException {
        Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw Refusal.usage("The report must go to a file, but (%s) is a folder.".formatted(target));
        }
        if (!Files.isDirectory(folder)) {
            throw new Refusal(Exit.NOT_FOUND, """
                    The report (%s) must go to a folder that is there, but (%s) is not.
                    Maybe make it: mkdir -p %s""".formatted(file, folder, folder));
        }
        Path draft = folder.resolve(".%s.%d.tmp"
                .formatted(target.getFileName(), ProcessHandle.current().pid()));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            try (OutputStream out = begin(draft)) {
                out.write(bytes);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return new Written(target, bytes.length);
    }

    /** A new file, which is nobody else's: whatever has its name by now was left behind, or laid out as a trap. */
    private static OutputStream begin(Path draft) throws IOException {
        try {
            return Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            Files.delete(draft);
            return Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
