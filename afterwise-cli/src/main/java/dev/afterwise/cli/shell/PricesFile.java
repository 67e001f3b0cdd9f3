package dev.afterwise.cli.shell;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.otel.Prices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that says what models charge. */
final class PricesFile {
    private static final long MOST_BYTES = 1 << 20;

    private PricesFile() {}

    /**
     * The prices in it.
     *
     * @param named what its user calls it
     * @throws Refusal if there is no such file, or a line of it is none
     */
    static Prices of(Shell shell, Path named) {
        Path file = shell.file(named);
        if (!Files.isRegularFile(file)) {
            throw Refusal.notFound("There must be a file of prices (%s), but there is none.".formatted(named));
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > MOST_BYTES) {
                throw Refusal.usage(
                        "A file of prices (%s) must be at most 1 MiB long, but it is longer.".formatted(named));
            }
            return Prices.read(in);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("%s: %s".formatted(named, e.getMessage()));
        } catch (IOException e) {
            throw new Refusal(Exit.FAILED, "The prices (%s) can't be read: %s".formatted(named, e.getMessage()));
        }
    }
}
