package dev.afterwise.cli.advice;

import dev.afterwise.cli.shell.Author;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who decides about a recommendation, and why: options of the commands that do. */
final class Decision {
    @Option(names = "--because", paramLabel = "TEXT", order = 19, description = "why; kept with the decision")
    private String because = "";

    @Mixin
    private Author author = new Author();

    /** Recommendations that remember who decided. */
    dev.afterwise.Recommendations over(dev.afterwise.Recommendations all) {
        return all.onBehalfOf(author.name(), because);
    }
}
