package dev.afterwise.cli.history;

import dev.afterwise.Headline;
import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.answer.Format;
import dev.afterwise.cli.shell.Access;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.cli.shell.Words;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Page;
import dev.afterwise.store.Query;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Write executions for other programs, or to import them elsewhere: on standard output, or into the file of -o.",
            "What is exported as executions or trace and imported into another store is equal there."
        })
public final class Export implements Verb {
    private static final int PAGE = 500;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            order = 0,
            description =
                    "executions, one on each line, which is the default; trace, one fact on each line; otlp, spans; csv, headlines only")
    Exported format = Exported.EXECUTIONS;

    @Mixin
    FilterOptions only = new FilterOptions();

    @Override
    public boolean writesFile() {
        return true;
    }

    @Override
    public Answer answer(Session session) throws IOException, InterruptedException {
        Optional<Path> file = session.file();
        if (file.isEmpty() && session.format() != Format.TEXT) {
            throw Refusal.usage(
                    "What is exported must have one of the forms of --format, but -o or --json asks for another.\nMaybe name a file by -o.");
        }
        History history = session.open(Access.READ).history();
        Filter filter = only.filter(history);
        long written;
        if (file.isEmpty()) {
            written = write(history, filter, session, session.shell().out());
        } else {
            written = writeFile(history, filter, session, file.get());
        }
        return file.isEmpty() ? silent(written) : said(file.get(), written);
    }

    private Answer silent(long written) {
        Answer nothing = Answer.of("export");
        return written == 0 ? nothing.exit(Exit.NOT_ENOUGH_HISTORY) : nothing;
    }

    private Answer said(Path file, long written) throws IOException {
        Answer answer = Answer.of("export")
                .field("path", "file", Cell.name(file.toString()))
                .forPrograms("format", Cell.name(Words.of(format)))
                .field("executions", "executions", Cell.whole(written))
                .field("bytes", "bytes", Cell.whole(Files.size(file)));
        return written == 0
                ? answer.exit(Exit.NOT_ENOUGH_HISTORY).hint("No execution matches; the file has none.")
                : answer;
    }

    /** The file appears, or is replaced, when all is in it. */
    private long writeFile(History history, Filter filter, Session session, Path file)
            throws IOException, InterruptedException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw Refusal.notFound("There must be a folder (%s) to write into, but there is none.".formatted(folder));
        }
        Path growing = file.resolveSibling(file.getFileName() + ".part");
        try {
            long written;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(growing), 1 << 16)) {
                written = write(history, filter, session, out);
            }
            Files.move(growing, file, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(growing);
        }
    }

    private long write(History history, Filter filter, Session session, OutputStream out)
            throws IOException, InterruptedException {
        long written = 0;
        try (var progress = new Progress(session, "export", 0)) {
            out.write(format.head());
            @Nullable String after = null;
            do {
                Page<Headline> page = history.find(new Query(filter, after, PAGE));
                for (Headline headline : page.items()) {
                    out.write(format.of(headline, history));
                    written++;
                    progress.executed();
                }
                after = page.next();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            } while (after != null);
        }
        out.flush();
        return written;
    }
}
