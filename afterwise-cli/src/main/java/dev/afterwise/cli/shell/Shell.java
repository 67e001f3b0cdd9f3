package dev.afterwise.cli.shell;

import dev.afterwise.time.Timekeeper;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What started the command, and what that gave to it.
 *
 * @param out where answers go, in UTF-8
 * @param err where problems and progress go, in UTF-8
 * @param screen where {@code out} ends
 * @param panel where {@code err} ends; none where nobody watches
 * @param folder in which relative paths begin
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminal screen,
        Terminal panel,
        Environment env,
        Path folder,
        Timekeeper time) {

    /** The process itself. */
    public static Shell ofProcess(InputStream in, PrintStream out, PrintStream err) {
        var env = new Environment(System.getenv());
        Terminal panel = env.isUnattended() || env.isDumb() ? Terminal.NONE : Terminal.of(2, env);
        return new Shell(
                in, out, err, Terminal.of(1, env), panel, env, Path.of("").toAbsolutePath(), Timekeeper.system());
    }

    /** The file that is meant by a path. */
    public Path file(Path path) {
        return folder.resolve(path).normalize();
    }
}
