package dev.afterwise.cli.shell;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream ends at a terminal, and how large that is.
 *
 * @param columns 0 if there is no terminal
 * @param rows 0 if there is no terminal, or nobody knows
 */
public record Terminal(int columns, int rows) {
    /** A file, a pipe, or nothing. */
    public static final Terminal NONE = new Terminal(0, 0);

    private static final int USUAL_COLUMNS = 80;
    private static final int NARROWEST = 20;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    public boolean isThere() {
        return columns > 0;
    }

    /** What this process writes its output to (1) or its errors (2). */
    static Terminal of(int descriptor, Environment env) {
        if (!isTerminal(descriptor)) {
            return NONE;
        }
        int[] size = size();
        return new Terminal(env.whole(Variable.COLUMNS).orElse(Math.max(size[1], NARROWEST)), size[0]);
    }

    /** Where the system tells each stream's end, as it says; elsewhere, whether there is somebody at the console. */
    private static boolean isTerminal(int descriptor) {
        try {
            String end = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                    .toString();
            return end.startsWith("/dev/pts/") || end.startsWith("/dev/tty") || end.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return isInteractive(System.console());
        }
    }

    /** From Java 22 on there is always a console, which may not be a terminal. */
    private static boolean isInteractive(@Nullable Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Rows and columns, as {@code stty} says. */
    private static int[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (stty.waitFor(1, TimeUnit.SECONDS)) {
                String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ", 2);
                return new int[] {Integer.parseInt(size[0]), Integer.parseInt(size[1])};
            }
            stty.destroyForcibly();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Nobody knows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new int[] {0, USUAL_COLUMNS};
    }
}
