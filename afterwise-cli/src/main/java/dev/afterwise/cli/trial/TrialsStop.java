package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.Experiment;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "End an experiment without a winner: everything is as it was before.")
final class TrialsStop implements Verb {
    @Parameters(paramLabel = "ID", description = "the experiment's id, its beginning, or its name")
    String id = "";

    @Option(names = "--because", paramLabel = "TEXT", order = 1, description = "why, for whoever asks later")
    String because = "";

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        Experiment experiment = Telling.find(afterwise, id);
        return Telling.of(
                afterwise,
                ended(experiment, () -> afterwise.experiments().stop(experiment.id(), because)),
                "experiments.stop");
    }

    static Experiment ended(Experiment before, Supplier<Optional<Experiment>> move) {
        Optional<Experiment> after;
        try {
            after = move.get();
        } catch (IllegalArgumentException e) {
            throw Refusal.because(Exit.FAILED, e);
        }
        return after.orElseThrow(() -> new Refusal(
                Exit.FAILED,
                "An experiment that is ended must be running, but (%s) is %s."
                        .formatted(before.name(), before.state().word())));
    }
}
