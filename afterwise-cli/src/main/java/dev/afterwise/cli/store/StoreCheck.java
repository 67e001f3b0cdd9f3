package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.answer.Tone;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Damage;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "check",
        description = "Look the whole store through: whether it is whole, and statistics are what they must be.")
public final class StoreCheck implements Verb {
    @Override
    public Answer answer(Session session) {
        List<Damage> found = Opened.upkeep(session, Access.READ).check();
        Answer answer = Answer.of("store.check")
                .listing(Table.of("problems", found)
                        .column("kind", "kind", it -> new Cell.Name(it.kind().word(), Tone.BAD))
                        .column("part", "part", it -> Cell.name(it.part()))
                        .column("details", "details", it -> Cell.text(it.details())));
        if (found.isEmpty()) {
            return answer.remark("The store is whole.", Tone.GOOD);
        }
        return found.stream()
                .map(Damage::kind)
                .distinct()
                .map(StoreCheck::remedy)
                .reduce(answer, Answer::hint, (one, other) -> other)
                .exit(Exit.FAILED);
    }

    private static String remedy(Damage.Kind kind) {
        return switch (kind) {
            case BROKEN -> "The file is damaged.\nMaybe restore a copy (afterwise store restore FILE --replace).";
            case ORPHANED -> "Rows are missing.\nMaybe another program changed the file; a copy may be better.";
            case STALE ->
                "Statistics are not what the executions add up to.\nMaybe make them anew (afterwise store rebuild).";
            case UNKNOWN -> "A newer version wrote some of it.\nMaybe use that one.";
        };
    }
}
