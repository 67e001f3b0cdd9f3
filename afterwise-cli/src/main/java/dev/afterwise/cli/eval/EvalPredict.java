package dev.afterwise.cli.eval;

import dev.afterwise.Execution;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.heal.classify.Classifier;
import dev.afterwise.json.ExecutionLine;
import dev.afterwise.json.ExecutionLines;
import dev.afterwise.learn.predict.Backtest;
import dev.afterwise.learn.predict.Past;
import dev.afterwise.learn.predict.Scores;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = {
            "Predict each outcome of a history by those that were known when it began, and compare with what came.",
            "An outcome is known once it began and its duration is over. Without FILE, on the history of the workspace."
        })
public final class EvalPredict implements Verb {
    private static final int FEWEST = 20;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "executions, one JSON object on each line")
    @Nullable
    String file;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            order = 1,
            description = "only executions of this task, by which alone it is learned, too")
    @Nullable
    String task;

    @Override
    public Answer answer(Session session) throws IOException {
        List<Past> all;
        int repeats = 0;
        if (file == null) {
            Columns columns = session.openStore(Access.READ)
                    .workspace(session.workspace())
                    .segments()
                    .scan(Window.ALL);
            all = Past.in(columns);
            repeats = Past.repeats(columns, each -> task == null || task.equals(each));
        } else {
            all = read(session, file);
        }
        List<Past> past = all.stream()
                .filter(each -> task == null || each.profile().task().equals(task))
                .toList();
        if (past.size() < FEWEST) {
            return Answer.of("eval.predict")
                    .field("rows", "outcomes", Cell.whole(past.size()))
                    .hint("There must be %d executions that succeeded or failed, but there are %d."
                            .formatted(FEWEST, past.size()))
                    .exit(Exit.NOT_ENOUGH_HISTORY);
        }
        Answer answer = answer(Backtest.of(past)).forPrograms("repeats", Cell.whole(repeats));
        return repeats == 0
                ? answer
                : answer.remark("%,d outcomes were reported more than once, and counted once.".formatted(repeats));
    }

    private static Answer answer(Backtest backtest) {
        Table<Scores> table = Table.of("models", backtest.models())
                .column("name", "model", it -> Cell.name(it.name()))
                .column("auc", "AUC", it -> Double.isFinite(it.auc()) ? Cell.real(it.auc()) : Cell.ABSENT)
                .column("brier", "Brier", it -> Cell.real(it.brier()))
                .column("log_loss", "log loss", it -> Cell.real(it.logLoss()))
                .column("calibration_error", "calibration error", it -> Cell.real(it.calibrationError()));
        Answer answer = Answer.of("eval.predict")
                .field("rows", "outcomes", Cell.whole(backtest.rows()))
                .field("chosen", "chosen", Cell.name(backtest.chosen()))
                .with(table);
        return backtest.isBetter()
                ? answer.remark("What is predicted is better than the base rate.", Tone.GOOD)
                : answer.remark("What is predicted is no better than the base rate.", Tone.PLAIN);
    }

    private static List<Past> read(Session session, String name) throws IOException {
        Path place = session.shell().file(Path.of(name));
        if (!Files.exists(place)) {
            throw Refusal.notFound("There must be a file (%s) of executions, but there is none.".formatted(name));
        }
        if (Files.isDirectory(place)) {
            throw Refusal.usage("What is evaluated must be a file, but (%s) is a folder.".formatted(name));
        }
        List<Past> all = new ArrayList<>();
        try (var in = Files.newInputStream(place)) {
            var lines = new ExecutionLines(in, new Classifier()::classify);
            for (ExecutionLine line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case ExecutionLine.Accepted it ->
                        Past.of(Execution.of(it.facts()).headline()).ifPresent(all::add);
                    case ExecutionLine.Rejected it -> throw Refusal.problems(name, List.of(it.problem()));
                }
            }
        }
        return all;
    }
}
