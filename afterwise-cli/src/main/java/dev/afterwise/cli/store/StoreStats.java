package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Table;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Extent;
import dev.afterwise.store.Upkeep;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "stats", description = "How much the store holds, over all workspaces: rows and bytes of each part.")
public final class StoreStats implements Verb {
    @Override
    public Answer answer(Session session) {
        Upkeep upkeep = Opened.upkeep(session, Access.READ);
        Extent extent = upkeep.extent();
        Answer answer = Answer.of("store.stats")
                .field("store", "store", Cell.name(session.place().toString()));
        answer = Bytes.field(answer, "bytes", "size", extent.bytes());
        answer = Bytes.field(answer, "journal_bytes", "journal", extent.journalBytes());
        return answer.field("workspaces", "workspaces", Cell.whole(extent.workspaces()))
                .field("oldest", "oldest", moment(extent.oldest()))
                .field("newest", "newest", moment(extent.newest()))
                .field("tail", "not yet in statistics", Cell.whole(extent.tail()))
                .field("pruned", "pruned", Cell.whole(extent.pruned()))
                .field("last_pruned", "last pruned", moment(upkeep.lastPruned().orElse(null)))
                .listing(parts(extent));
    }

    private static Cell moment(@Nullable Instant at) {
        return at == null ? Cell.ABSENT : Cell.moment(at);
    }

    /** Largest first. */
    private static Table<Map.Entry<String, Extent.Part>> parts(Extent extent) {
        List<Map.Entry<String, Extent.Part>> parts = extent.parts().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Extent.Part> it) ->
                                -it.getValue().bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        return Table.of("parts", parts)
                .column("part", "part", it -> Cell.name(it.getKey()))
                .column("rows", "rows", it -> Cell.whole(it.getValue().rows()))
                .forPrograms("bytes", it -> Cell.whole(it.getValue().bytes()))
                .forPeople("size", it -> Bytes.cell(it.getValue().bytes()));
    }
}
