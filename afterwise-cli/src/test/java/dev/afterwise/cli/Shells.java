package dev.afterwise.cli;

import dev.afterwise.cli.shell.Environment;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Terminal;
import dev.afterwise.time.Timekeeper;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Shells for commands that a server carries out, where nobody sits in front. */
final class Shells {
    private Shells() {}

    /** Nothing comes in, and what is said goes nowhere. */
    static Shell silent(Path folder) {
        return silent(folder, Timekeeper.system());
    }

    static Shell silent(Path folder, Timekeeper time) {
        return of(OutputStream.nullOutputStream(), folder, time);
    }

    /** All that is said goes to one place. */
    static Shell saying(OutputStream out, Path folder) {
        return of(out, folder, Timekeeper.system());
    }

    private static Shell of(OutputStream out, Path folder, Timekeeper time) {
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Shell(
                InputStream.nullInputStream(),
                printed,
                printed,
                Terminal.NONE,
                Terminal.NONE,
                new Environment(Map.of()),
                folder,
                time);
    }
}
