package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.store.Upkeep;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;

@Command(
        name = "vacuum",
        description = {
            "Give back the space that is free in the store's file. Others who write wait until it is done.",
            "It takes as much space again on the disk meanwhile."
        })
public final class StoreVacuum implements Verb {
    @Override
    public Answer answer(Session session) throws IOException {
        Upkeep upkeep = Opened.upkeep(session, Access.CHANGE);
        long before = Files.size(session.place());
        upkeep.vacuum();
        Answer answer = Bytes.field(Answer.of("store.vacuum"), "bytes_before", "before", before);
        return Bytes.field(answer, "bytes", "size", Files.size(session.place()));
    }
}
