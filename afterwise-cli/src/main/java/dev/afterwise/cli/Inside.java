package dev.afterwise.cli;

import dev.afterwise.cli.mcp.Ground;
import dev.afterwise.cli.shell.Session.Opened;
import dev.afterwise.cli.shell.Shell;
import dev.afterwise.cli.shell.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that are carried out inside this process, and what they print. Safe for use by many threads. */
final class Inside implements Ground {
    private final Shell shell;
    private final List<String> where;
    private final @Nullable Opened opened;

    /**
     * @param where options that say where to look, which each command gets
     * @param opened what all commands share; null if each opens the store for itself
     */
    Inside(Shell shell, List<String> where, @Nullable Opened opened) {
        this.shell = shell;
        this.where = List.copyOf(where);
        this.opened = opened;
    }

    @Override
    public Said carryOut(List<String> command, String input) {
        var arguments = new ArrayList<>(where);
        arguments.add("--json");
        arguments.addAll(command);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code;
        try (var said = new PrintStream(out, false, StandardCharsets.UTF_8);
                var complained = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            Shell inside = new Shell(
                    new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                    said,
                    complained,
                    Terminal.NONE,
                    Terminal.NONE,
                    shell.env(),
                    shell.folder(),
                    shell.time());
            code = new Invocation(inside, opened).run(arguments.toArray(String[]::new));
        }
        String json = out.toString(StandardCharsets.UTF_8);
        return new Said(code, json.isEmpty() ? err.toString(StandardCharsets.UTF_8) : json);
    }
}
