package dev.afterwise.cli.eval;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Gauge;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.NamedSeries;
import dev.afterwise.json.UnreadableException;
import dev.afterwise.learn.change.ChangePoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "changepoints",
        description = {
            "Find where series of numbers begin to behave in another way: at another level, along another line, with another spread.",
            "A file is JSON: {\"name\": \"...\", \"values\": [1, 2.5, null, ...]}. Places are counted from 0."
        })
public final class EvalChangepoints implements Verb {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "the series, one in each file")
    List<String> files = List.of();

    private record Found(String name, int length, List<Integer> places) {}

    @Override
    public Answer answer(Session session) throws IOException {
        var found = new ArrayList<Found>();
        try (var gauge = new Gauge(session, "changepoints", files.size(), "files")) {
            for (String file : files) {
                found.add(found(read(session, file)));
                gauge.at(found.size());
            }
        }
        Answer answer = Answer.of("eval.changepoints");
        for (Found each : found) {
            answer = answer.forPrograms(each.name, places(each));
        }
        return answer.with(Table.of("", found)
                .forPeople("series", it -> Cell.name(it.name))
                .forPeople("length", it -> Cell.whole(it.length))
                .forPeople("changes at", EvalChangepoints::places));
    }

    private static Cell places(Found found) {
        return new Cell.Several(
                found.places.stream().<Cell>map(each -> Cell.whole(each)).toList());
    }

    private static Found found(NamedSeries series) {
        double[] values =
                series.values().stream().mapToDouble(Double::doubleValue).toArray();
        List<Integer> places = Arrays.stream(ChangePoints.in(values)).boxed().toList();
        return new Found(series.name(), values.length, places);
    }

    private static NamedSeries read(Session session, String name) throws IOException {
        Path file = session.shell().file(Path.of(name));
        if (!Files.isRegularFile(file)) {
            throw Refusal.notFound("There must be a file (%s) of a series, but there is none.".formatted(name));
        }
        try {
            return NamedSeries.parse(Files.readString(file));
        } catch (UnreadableException e) {
            throw Refusal.usage(name + ": " + e.getMessage());
        }
    }
}
