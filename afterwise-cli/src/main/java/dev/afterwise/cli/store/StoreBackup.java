package dev.afterwise.cli.store;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Access;
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
        name = "backup",
        description =
                "Write a copy of the whole store into a file, while others read and write. It is looked through first.")
public final class StoreBackup implements Verb {
    @Parameters(paramLabel = "FILE", description = "where the copy is to be")
    Path file = Path.of("");

    @Option(names = "--replace", order = 1, description = "replace FILE if there is one, once the copy is whole")
    boolean replace;

    @Override
    public Answer answer(Session session) throws IOException {
        Path copy = session.shell().file(file);
        Opened.upkeep(session, Access.READ).backup(copy, replace ? Existing.REPLACE : Existing.KEEP);
        Answer answer = Answer.of("store.backup").field("file", "copy", Cell.name(copy.toString()));
        return Bytes.field(answer, "bytes", "size", Files.size(copy));
    }
}
