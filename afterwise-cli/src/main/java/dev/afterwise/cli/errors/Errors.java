package dev.afterwise.cli.errors;

import dev.afterwise.cli.shell.Group;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code errors} and its subcommand {@code list}. */
@Command(name = "errors", description = "See in which errors executions ended, and say which are resolved.")
public final class Errors extends ErrorsList implements Group {
    public Errors() {}

    @Override
    public List<Class<?>> members() {
        return List.of(ErrorsList.class, ErrorsShow.class, ErrorsLabel.class, ErrorsResolve.class);
    }
}
