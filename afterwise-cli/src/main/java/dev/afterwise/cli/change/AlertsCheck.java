package dev.afterwise.cli.change;

import dev.afterwise.Alert;
import dev.afterwise.AlertSettings;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "check",
        description = {
            "Look at the history as it is now, and raise what was not raised before: rules of the configuration that are broken,",
            "changes of the last day that last, failures that are new or back. The exit code is 1 if there is anything."
        })
public final class AlertsCheck implements Verb {
    @Override
    public Answer answer(Session session) {
        AlertSettings configured = session.configurations().alerts();
        AlertSettings settings = configured.equals(AlertSettings.NONE) ? AlertSettings.STANDARD : configured;
        List<Alert> raised = session.open(Access.CHANGE).alerts().check(settings);
        Answer answer = Answer.of("alerts.check").listing(AlertsList.table(raised));
        return raised.isEmpty()
                ? answer.remark("Nothing that was not said before.", Tone.GOOD)
                : answer.exit(Exit.FAILED);
    }
}
