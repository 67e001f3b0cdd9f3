package dev.afterwise.cli.plan;

import dev.afterwise.cli.shell.Author;
import dev.afterwise.cli.shell.Session;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person says to a run: to which, why, and who. */
final class RunWord {
    @Parameters(index = "0", paramLabel = "RUN", description = "the run's id, or its beginning")
    private String id = "";

    @Option(names = "--because", paramLabel = "TEXT", order = 10, description = "why; kept with the run")
    private String because = "";

    @Mixin
    private Author author = new Author();

    OpenRun run(Session session) {
        return OpenRun.find(session, id);
    }

    String because() {
        return because;
    }

    String by() {
        return author.name();
    }
}
