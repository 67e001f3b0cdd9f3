package dev.afterwise.cli.change;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code alerts} and its subcommand {@code list} as it is without options. */
@Command(
        name = "alerts",
        description =
                "See what was worth knowing at once, look whether anything is now, and send it where it is wanted.")
public final class Alerting implements Verb, Group {
    @Override
    public List<Class<?>> members() {
        return List.of(AlertsList.class, AlertsCheck.class, AlertsSend.class, AlertsDigest.class);
    }

    @Override
    public Answer answer(Session session) {
        return new AlertsList().answer(session);
    }
}
