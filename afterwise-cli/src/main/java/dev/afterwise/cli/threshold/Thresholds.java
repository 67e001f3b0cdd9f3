package dev.afterwise.cli.threshold;

import dev.afterwise.Afterwise;
import dev.afterwise.Thresholds.Named;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Group;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.learn.remedies.ThresholdMoves;
import java.util.List;
import picocli.CommandLine.Command;

/** Both the command {@code thresholds} and its subcommand {@code list}. */
@Command(
        name = "thresholds",
        description = {
            "The thresholds that have names in afterwise.yaml: where they are, and how executions do on both sides.",
            "Those that were moved hold for plans and for code that asks 'isAbove', whatever the file says."
        })
public final class Thresholds implements Verb, Group {
    @Override
    public List<Class<?>> members() {
        return List.of(
                ThresholdsList.class,
                ThresholdsShow.class,
                ThresholdsRecommend.class,
                ThresholdsSet.class,
                ThresholdsReset.class);
    }

    @Override
    public Answer answer(Session session) {
        Afterwise afterwise = session.open(Access.CHANGE);
        List<Row> rows = afterwise.thresholds().list().stream()
                .map(each -> new Row(each, afterwise.thresholds().study(each)))
                .toList();
        Answer answer = Answer.of("thresholds.list").listing(table(rows));
        return rows.isEmpty() ? answer.hint(NONE) : answer;
    }

    static final String NONE =
            "There is no threshold that has a name.\nMaybe give one a name in afterwise.yaml (thresholds: {hard: complexity > 7}).";

    private record Row(Named named, ThresholdMoves moves) {}

    private static Table<Row> table(List<Row> rows) {
        return Table.of("thresholds", rows)
                .column("name", "name", it -> Cell.name(it.named.name()))
                .column("rule", "rule", it -> Cell.name(it.named.now().toString()))
                .forPrograms("declared", it -> Cell.name(it.named.declared().toString()))
                .forPeople(
                        "in the file",
                        it -> it.named.isMoved() ? Cell.name(it.named.declared().toString()) : Cell.ABSENT)
                .column("up_to", "success up to it", it -> Cell.rate(it.moves.upTo()))
                .column("above", "above it", it -> Cell.rate(it.moves.above()));
    }

    /**
     * The threshold of this name.
     *
     * @throws Refusal if there is none
     */
    static Named named(Afterwise afterwise, String name) {
        return afterwise.thresholds().find(name).orElseThrow(() -> {
            List<String> known =
                    afterwise.thresholds().list().stream().map(Named::name).toList();
            return Refusal.notFound(
                    known.isEmpty()
                            ? NONE
                            : "There must be a threshold (%s), but there is none.\nMaybe it is one of these: %s."
                                    .formatted(name, String.join(", ", known)));
        });
    }
}
