package dev.afterwise.cli.insight;

import dev.afterwise.cli.history.When;
import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.segment.Columns;
import dev.afterwise.store.Filter;
import dev.afterwise.store.Window;
import dev.afterwise.store.WorkspaceStore;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The last days of a history, as an option. */
final class LastDays {
    private static final int MOST_DAYS = 36_525;

    @Option(
            names = "--days",
            paramLabel = "N",
            order = 1,
            description = "only the last so many days, up to the newest execution; 90 if you say nothing")
    int days = 90;

    Window window(WorkspaceStore store) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.usage("--days must be from 1 to %,d, but it is (%d).".formatted(MOST_DAYS, days));
        }
        return When.newest(store.history(), Filter.ALL)
                .map(newest -> Window.lasting(Duration.ofDays(days), newest))
                .orElse(Window.ALL);
    }

    Columns columns(WorkspaceStore store) {
        return store.segments().scan(window(store));
    }
}
