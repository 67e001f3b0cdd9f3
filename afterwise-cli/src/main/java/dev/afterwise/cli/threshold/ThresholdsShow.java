package dev.afterwise.cli.threshold;

import dev.afterwise.Afterwise;
import dev.afterwise.Thresholds.Named;
import dev.afterwise.Value;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.remedies.ThresholdMoves;
import dev.afterwise.learn.remedies.ThresholdMoves.Band;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "How executions of the last 90 days do with numbers around a threshold, up to the newest.")
final class ThresholdsShow implements Verb {
    @Parameters(paramLabel = "NAME", description = "the threshold's name in afterwise.yaml")
    String name = "";

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        Named named = Thresholds.named(afterwise, name);
        ThresholdMoves moves = afterwise.thresholds().study(named);
        Answer answer = Answer.of("thresholds.show")
                .field("name", "name", Cell.name(named.name()))
                .field("rule", "rule", Cell.name(named.now().toString()))
                .field("declared", "declared", Cell.name(named.declared().toString()))
                .field("up_to", "success up to it", Cell.rate(moves.upTo()))
                .field("above", "success above it", Cell.rate(moves.above()))
                .listing(table(moves, named));
        return moves.size() == 0
                ? answer.hint("No execution tells its '%s'."
                                .formatted(named.now().param()))
                        .exit(Exit.NOT_ENOUGH_HISTORY)
                : answer;
    }

    private static Table<Band> table(ThresholdMoves moves, Named named) {
        return Table.of("bands", moves.bands())
                .column("over", "above", it -> limit(it.above()))
                .column("up_to", "up to", it -> limit(it.upTo()))
                .column("success", "success %", it -> Cell.rate(it.decided()))
                .forPeople("side", it -> Cell.name(it.above() >= named.now().above() ? "above" : "up to it"));
    }

    private static Cell limit(double number) {
        return Double.isFinite(number) ? Cell.name(Value.of(number).toString()) : Cell.ABSENT;
    }
}
