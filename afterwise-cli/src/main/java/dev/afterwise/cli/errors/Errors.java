package dev.afterwise.cli.errors;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code errors} and its subcommand {@code list} as it is without options. */
@Command(name = "errors", description = "See in which errors executions ended, and say which are resolved.")
public final class Errors implements Verb, Group {
    @Override
    public List<Class<?>> members() {
        return List.of(ErrorsList.class, ErrorsShow.class, ErrorsLabel.class, ErrorsResolve.class);
    }

    @Override
    public Answer answer(Session session) {
        return new ErrorsList().answer(session);
    }
}
