package dev.afterwise.cli.store;

import dev.afterwise.Afterwise;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Existing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description =
                "Make the store from a copy that 'store backup' wrote. It is looked through first; nobody may use the store.")
public final class StoreRestore implements Verb {
    @Parameters(paramLabel = "FILE", description = "the copy")
    Path file = Path.of("");

    @Option(names = "--replace", order = 1, description = "replace the store that is there; what it holds is gone")
    boolean replace;

    @Override
    public Answer answer(Session session) throws IOException {
        Path copy = session.shell().file(file);
        if (!Files.exists(copy)) {
            throw Refusal.notFound("There must be a file (%s) to restore from, but there is none.".formatted(file));
        }
        Path place = session.place();
        if (Files.exists(place) && Files.isSameFile(copy, place)) {
            throw Refusal.usage("A store must be restored from a copy, but (%s) is the store itself.".formatted(file));
        }
        if (Files.exists(place) && !replace) {
            throw Refusal.usage("""
                    There must be no store at (%s) yet, but there is one.
                    Maybe replace it by --replace; what it holds is gone then.""".formatted(place));
        }
        Afterwise.restoreStore(copy, place, replace ? Existing.REPLACE : Existing.KEEP);
        Answer answer = Answer.of("store.restore").field("store", "store", Cell.name(place.toString()));
        return Bytes.field(answer, "bytes", "size", Files.size(place));
    }
}
