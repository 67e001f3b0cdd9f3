package dev.afterwise.cli.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The lines that could not be imported, each as it was, under a comment that says why. It takes the place of the one of an
 * earlier import when it is closed; if there is nothing in it, none is left. For one thread.
 */
final class RejectedFile implements AutoCloseable {
    private final Path place;
    private final Path growing;
    private @Nullable OutputStream out;

    RejectedFile(Path place) {
        this.place = place;
        this.growing = place.resolveSibling(place.getFileName() + ".part");
    }

    void keep(String why, byte[] line) throws IOException {
        if (out == null) {
            out = new BufferedOutputStream(Files.newOutputStream(growing));
        }
        out.write(("# " + why + "\n").getBytes(StandardCharsets.UTF_8));
        out.write(line);
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        if (out == null) {
            Files.deleteIfExists(place);
        } else {
            out.close();
            Files.move(growing, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
