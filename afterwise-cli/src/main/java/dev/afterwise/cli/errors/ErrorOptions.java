package dev.afterwise.cli.errors;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import dev.afterwise.cli.history.When;
import dev.afterwise.learn.errors.ErrorScope;
import dev.afterwise.store.Filter;
import dev.afterwise.store.WorkspaceStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose errors are meant, as options. */
final class ErrorOptions {
    @Option(names = "--task", paramLabel = "TASK", order = 1, description = "only this kind of work")
    @Nullable
    String task;

    @Option(names = "--agent", paramLabel = "AGENT", order = 2, description = "only by this agent")
    @Nullable
    String agent;

    @Option(names = "--model", paramLabel = "MODEL", order = 3, description = "only with this model")
    @Nullable
    String model;

    @Option(names = "--route", paramLabel = "ROUTE", order = 4, description = "only on this route")
    @Nullable
    String route;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            order = 6,
            description =
                    "count and rank only failures from then on: a date, a date with a time, or 7d, 24h before the newest execution; what came before still tells what is new")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            order = 7,
            description = "only before then; a date alone is included")
    @Nullable
    String until;

    /** @throws dev.afterwise.cli.shell.Refusal if a moment can't be understood, or they are the wrong way round */
    ErrorScope scope(WorkspaceStore workspace) {
        return new ErrorScope(subject(), When.window(since, until, () -> When.newest(workspace.history(), Filter.ALL)));
    }

    private Subject subject() {
        Subject subject = with(Subject.EVERYTHING, Dimension.TASK, task);
        subject = with(subject, Dimension.AGENT, agent);
        subject = with(subject, Dimension.MODEL, model);
        return with(subject, Dimension.ROUTE, route);
    }

    private static Subject with(Subject subject, Dimension dimension, @Nullable String value) {
        return value == null ? subject : subject.with(dimension, value);
    }
}
