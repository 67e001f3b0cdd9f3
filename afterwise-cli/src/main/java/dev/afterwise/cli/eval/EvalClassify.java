package dev.afterwise.cli.eval;

import dev.afterwise.FailureClass;
import dev.afterwise.Tally;
import dev.afterwise.Transience;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Field;
import dev.afterwise.cli.answer.Figures;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.RulesFile;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.heal.classify.Classifier.Classified;
import dev.afterwise.heal.classify.Precedents;
import dev.afterwise.heal.classify.Symptom;
import dev.afterwise.json.FailureLine;
import dev.afterwise.json.FailureLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "classify",
        description = {
            "Classify failures whose classes are known, one JSON object on each line, and count how often it is right:",
            "  {\"message\",\"type\",\"status\",\"exit\",\"class\",\"transient\"}"
        })
public final class EvalClassify implements Verb {
    private static final int SHOWN_MISSES = 20;

    @Parameters(paramLabel = "FILE", description = "the failures; - is the standard input")
    String file = "";

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            order = 1,
            description = "rules to be tried before the built-in ones")
    @Nullable
    Path rules;

    private record Tried(FailureLine known, Classified said) {
        boolean isRight() {
            return said.failure().failureClass() == known.failureClass();
        }

        boolean isCalledTransient() {
            return said.failure().transience() == Transience.TRANSIENT;
        }
    }

    @Override
    public Answer answer(Session session) throws IOException {
        var classifier = new Classifier(RulesFile.read(session.shell(), rules), Precedents.NONE);
        List<Tried> tried = lines(session).failures().stream()
                .map(each -> new Tried(each, classifier.classify(symptom(each))))
                .toList();
        return answer(tried);
    }

    private FailureLines lines(Session session) throws IOException {
        if (file.equals("-")) {
            return sound(FailureLines.read(session.shell().in()));
        }
        Path place = session.shell().file(Path.of(file));
        if (!Files.exists(place)) {
            throw Refusal.notFound("There must be a file (%s) of failures, but there is none.".formatted(file));
        }
        if (Files.isDirectory(place)) {
            throw Refusal.usage("What is evaluated must be a file, but (%s) is a folder.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(place)) {
            return sound(FailureLines.read(in));
        }
    }

    /** A share of lines that were left out would say nothing, so there must be none. */
    private FailureLines sound(FailureLines lines) {
        if (!lines.problems().isEmpty()) {
            throw Refusal.problems(file, lines.problems());
        }
        return lines;
    }

    private static Symptom symptom(FailureLine line) {
        Symptom symptom = Symptom.said(line.type(), line.message());
        symptom = line.status().isPresent() ? symptom.withStatus(line.status().getAsInt()) : symptom;
        return line.exit().isPresent() ? symptom.withExit(line.exit().getAsInt()) : symptom;
    }

    private static Answer answer(List<Tried> tried) {
        Tally right =
                new Tally(tried.size(), tried.stream().filter(Tried::isRight).count());
        List<Tried> passing = tried.stream()
                .filter(each -> each.isCalledTransient() && each.known.passes().isPresent())
                .toList();
        Tally rightlyPassing = new Tally(
                passing.size(),
                passing.stream()
                        .filter(each -> each.known.passes().orElse(false))
                        .count());
        List<Tried> misses = tried.stream().filter(each -> !each.isRight()).toList();
        Answer answer = Answer.of("eval.classify")
                .field("n", "failures", Cell.whole(tried.size()))
                .forPrograms("accuracy", share(right))
                .field("", "class is right", figure(right))
                .forPrograms("transient_precision", share(rightlyPassing))
                .field("", "called transient, and is", figure(rightlyPassing))
                .forPrograms("confusion", confusion(tried))
                .with(misses(misses.stream().limit(SHOWN_MISSES).toList()));
        return misses.size() <= SHOWN_MISSES
                ? answer
                : answer.remark("... and %s more".formatted(Figures.whole(misses.size() - SHOWN_MISSES)), Tone.FAINT);
    }

    private static Cell share(Tally tally) {
        return tally.tried() == 0 ? Cell.ABSENT : Cell.real(tally.rate());
    }

    private static Cell figure(Tally tally) {
        return tally.tried() == 0 ? Cell.ABSENT : new Cell.Figure(Figures.rate(tally));
    }

    /** How often a class that is known (outside) was called which (inside). */
    private static Cell confusion(List<Tried> tried) {
        var counts = new EnumMap<FailureClass, Map<FailureClass, Long>>(FailureClass.class);
        for (Tried each : tried) {
            counts.computeIfAbsent(each.known.failureClass(), known -> new EnumMap<>(FailureClass.class))
                    .merge(each.said.failure().failureClass(), 1L, Long::sum);
        }
        var rows = new ArrayList<Field>();
        counts.forEach((known, said) -> rows.add(Field.of(
                known.label(),
                new Cell.Compound(
                        Cell.ABSENT,
                        said.entrySet().stream()
                                .map(each -> Field.of(each.getKey().label(), Cell.whole(each.getValue())))
                                .toList()))));
        return new Cell.Compound(Cell.ABSENT, rows);
    }

    private static Table<Tried> misses(List<Tried> misses) {
        return Table.of("", misses)
                .forPeople("line", it -> Cell.whole(it.known.line()))
                .forPeople("class", it -> Cell.name(it.known.failureClass().label()))
                .forPeople(
                        "called",
                        it -> Cell.name(it.said.failure().failureClass().label()))
                .forPeople("because", it -> Cell.text(it.said.because()))
                .forPeople("message", it -> Cell.text(it.known.message()));
    }
}
