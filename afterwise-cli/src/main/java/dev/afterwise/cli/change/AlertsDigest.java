package dev.afterwise.cli.change;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "digest", description = "Say what has changed in the last day or week, and what waits for a decision.")
public final class AlertsDigest implements Verb {
    @Option(
            names = "--over",
            paramLabel = "TIME",
            order = 1,
            description = "the last so long, such as 7d; 1d by default")
    String over = "1d";

    @Override
    public Answer answer(Session session) {
        Instant now = session.shell().time().now();
        return Digest.of(session.open(Access.READ), When.length("--over", over), now)
                .answer(Answer.of("digest"));
    }
}
