package dev.afterwise.cli.trial;

import dev.afterwise.Afterwise;
import dev.afterwise.Experiment;
import dev.afterwise.Variant;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.experiment.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "adopt",
        description = {
            "End an experiment and let its winner hold for every run.",
            "Without --variant only what is proven better is adopted. The loop does that by itself."
        })
final class TrialsAdopt implements Verb {
    @Parameters(paramLabel = "ID", description = "the experiment's id, its beginning, or its name")
    String id = "";

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            order = 1,
            description = "this one, whether or not it is proven better")
    @Nullable
    String variant;

    @Option(names = "--because", paramLabel = "TEXT", order = 2, description = "why, for whoever asks later")
    String because = "";

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        Experiment experiment = Telling.find(afterwise, id);
        String winner = variant != null ? variant : proven(afterwise, experiment);
        if (experiment.variant(winner).isEmpty()) {
            throw Refusal.usage("--variant must be one of %s, but it is (%s)."
                    .formatted(
                            String.join(
                                    ", ",
                                    experiment.variants().stream()
                                            .map(Variant::name)
                                            .toList()),
                            winner));
        }
        return Telling.of(
                afterwise,
                TrialsStop.ended(experiment, () -> afterwise.experiments().adopt(experiment.id(), winner, because)),
                "experiments.adopt");
    }

    private static String proven(Afterwise afterwise, Experiment experiment) {
        Verdict verdict = afterwise.experiments().read(experiment).verdict();
        if (verdict instanceof Verdict.Better better) {
            return better.variant();
        }
        throw new Refusal(
                Exit.FAILED,
                "What is adopted must be proven better, but no variant of (%s) is. %s\nMaybe say which by --variant NAME."
                        .formatted(experiment.name(), verdict.because()));
    }
}
