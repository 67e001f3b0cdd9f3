package dev.afterwise.cli.heal;

import dev.afterwise.Failure;
import dev.afterwise.Transience;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.RulesFile;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.heal.Remedy;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Classifier.Classified;
import dev.afterwise.heal.classify.Precedents;
import dev.afterwise.heal.classify.Rules;
import dev.afterwise.heal.classify.Symptom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "classify",
        description = {
            "Say what a failure is, whether it may pass, why, and what may help.",
            "Without any of --message, --type, --status and --exit the message is read from the standard input."
        })
public final class Classify implements Verb {
    private static final int MOST_BYTES = 16 << 20;

    @Option(names = "--message", paramLabel = "TEXT", order = 1, description = "what was said; - reads standard input")
    @Nullable
    String message;

    @Option(names = "--type", paramLabel = "TYPE", order = 2, description = "an exception class or an error code")
    @Nullable
    String type;

    @Option(names = "--status", paramLabel = "N", order = 3, description = "the status of an HTTP answer")
    @Nullable
    Integer status;

    @Option(names = "--exit", paramLabel = "N", order = 4, description = "the exit code of a process")
    @Nullable
    Integer exit;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            order = 5,
            description = "rules to be tried before the built-in ones")
    @Nullable
    Path rules;

    @Override
    public Answer answer(Session session) throws IOException {
        Rules first = RulesFile.read(session.shell(), rules);
        Symptom symptom = symptom(session);
        Classified classified = new Classifier(first, Precedents.NONE).classify(symptom);
        if (classified.ground() == Classifier.Ground.NOTHING && Files.exists(session.place())) {
            classified = new Classifier(first, session.open(Access.READ).precedents()).classify(symptom);
        }
        return answer(classified);
    }

    private Symptom symptom(Session session) throws IOException {
        boolean isSilent = message == null && type == null && status == null && exit == null;
        String text = isSilent || "-".equals(message) ? input(session) : message == null ? "" : message;
        if (status != null && (status < 100 || status > 999)) {
            throw Refusal.usage("--status must be from 100 to 999, but it is (%d).".formatted(status));
        }
        String what = type != null ? type : exit != null ? "exit " + exit : status != null ? "HTTP " + status : "";
        Symptom symptom = Symptom.said(what, text);
        symptom = status == null ? symptom : symptom.withStatus(status);
        return exit == null ? symptom : symptom.withExit(exit);
    }

    private static String input(Session session) throws IOException {
        // The stream belongs to the process.
        InputStream in = session.shell().in();
        return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
    }

    private static Answer answer(Classified classified) {
        Failure failure = classified.failure();
        boolean isRemediable = !classified.remedies().isEmpty();
        Answer answer = Answer.of("heal.classify")
                .field("class", "class", Cell.name(failure.failureClass().label()))
                .field("transience", "transience", Cell.name(Words.of(failure.transience())))
                .forPrograms("transient", new Cell.Flag(failure.transience() == Transience.TRANSIENT))
                .field("severity", "severity", Cell.name(Words.of(failure.severity())))
                .field("because", "because", Cell.name(classified.because()))
                .forPrograms("ground", Cell.name(Words.of(classified.ground())))
                .field(
                        "fingerprint",
                        "fingerprint",
                        Cell.name(failure.fingerprint().hex()))
                .with(Table.of("strategies", classified.remedies())
                        .column("strategy", "may help", it -> Cell.name(it.strategy()))
                        .column("prior", "prior", Classify::prior));
        return isRemediable
                ? answer.remark("A prior is the share that experts expect; nothing of it was measured.", Tone.FAINT)
                : answer;
    }

    private static Cell prior(Remedy remedy) {
        return remedy.prior().isPresent() ? Cell.real(remedy.prior().getAsDouble()) : Cell.ABSENT;
    }
}
