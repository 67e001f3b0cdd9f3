package dev.afterwise.cli.history;

import dev.afterwise.cli.shell.Refusal;
import dev.afterwise.store.Filter;
import dev.afterwise.store.History;
import dev.afterwise.store.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The last so long, and the same so long before, as options. */
final class WindowOptions {
    @Option(
            names = "--window",
            paramLabel = "LENGTH",
            order = 9,
            description = "only the last so long, up to the newest matching execution: 7d, 24h, 2w")
    @Nullable
    String window;

    @Option(
            names = "--offset",
            paramLabel = "LENGTH",
            order = 10,
            description =
                    "and compare it with the same window so long before: --window 7d --offset 7d is this week against the last")
    @Nullable
    String offset;

    /**
     * What is meant, and what it is compared with.
     *
     * @param before null if it is not compared
     */
    record Filters(Filter now, @Nullable Filter before) {}

    /** @throws Refusal if a length can't be understood, or the options don't go together */
    Filters of(FilterOptions only, History history) {
        Filter filter = only.filter(history);
        if (window == null) {
            if (offset != null) {
                throw Refusal.usage("--offset must come with --window, which says how long a time is compared.");
            }
            return new Filters(filter, null);
        }
        if (only.since != null) {
            throw Refusal.usage("--window must not be combined with --since: both say when the time begins.");
        }
        Duration length = When.length("--window", window);
        Duration back = offset == null ? Duration.ZERO : When.length("--offset", offset);
        Instant until = filter.window().until();
        Optional<Instant> newest = When.newest(history, filter);
        if (newest.isEmpty()) {
            return new Filters(filter, null);
        }
        Window now = until == null ? Window.lasting(length, newest.get()) : new Window(until.minus(length), until);
        return new Filters(filter.with(now), offset == null ? null : filter.with(earlier(now, back)));
    }

    private static Window earlier(Window window, Duration by) {
        Instant from = window.from();
        Instant until = window.until();
        return new Window(from == null ? null : from.minus(by), until == null ? null : until.minus(by));
    }
}
