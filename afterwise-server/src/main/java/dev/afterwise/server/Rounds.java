package dev.afterwise.server;

import dev.afterwise.Workspace;
import dev.afterwise.server.figures.Exposition;
import dev.afterwise.server.figures.Exposition.Kind;
import dev.afterwise.server.figures.Figures;
import dev.afterwise.server.live.Feeds;
import dev.afterwise.server.live.SilentTraces;
import dev.afterwise.store.Store;
import dev.afterwise.time.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a server does by itself, again and again, on a thread of its own: it looks what happens, and concludes what nobody ends. */
final class Rounds implements AutoCloseable {
    /** After so long nothing more is expected of a trace. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int MOST_LISTENERS = 64;
    private static final Logger LOG = System.getLogger("dev.afterwise.server");

    private final Ingest ingest;
    private final Acts acts;
    private final Feeds feeds;
    private final EventStream events;
    private final SilentTraces silent;
    private final Figures figures;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("afterwise-rounds").factory());

    Rounds(Store store, Ingest ingest, Acts acts, Timekeeper time) {
        this.ingest = ingest;
        this.acts = acts;
        this.feeds = new Feeds(store, time, MOST_LISTENERS);
        this.events = new EventStream(feeds, Long.toString(time.now().toEpochMilli(), Character.MAX_RADIX));
        this.silent = new SilentTraces(store, PATIENCE, time);
        this.figures = new Figures(store, time, this::write);
    }

    EventStream events() {
        return events;
    }

    SilentTraces silent() {
        return silent;
    }

    Figures figures() {
        return figures;
    }

    /**
     * Begins with them.
     *
     * @param home of which the figures count from now on
     */
    void begin(Workspace home) {
        thread.execute(() -> carefully(() -> figures.begin(home)));
        every(1, feeds::look);
        every(30, silent::conclude);
    }

    private void every(long seconds, Runnable task) {
        var ignored = thread.scheduleWithFixedDelay(() -> carefully(task), seconds, seconds, TimeUnit.SECONDS);
    }

    /** What fails once is tried again: a thrown exception would end it for good. */
    private static void carefully(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What the server does by itself failed, and is tried again.", e);
        }
    }

    private void write(Exposition out) {
        out.single("afterwise_ingest_waiting", Kind.GAUGE, "Facts received that wait to be stored.", (double)
                ingest.waiting());
        out.single(
                "afterwise_denied_total",
                Kind.COUNTER,
                "Requests without a token that is good, or of another role.",
                (double) acts.denied());
        out.single(
                "afterwise_ingest_refused_total",
                Kind.COUNTER,
                "Requests that found no room and were told to come again.",
                (double) ingest.refused());
        out.single("afterwise_ingest_taken_total", Kind.COUNTER, "Facts and samples received and stored.", (double)
                ingest.taken());
        out.single("afterwise_traces_open", Kind.GAUGE, "Traces whose end has not come yet.", (double) silent.open());
        out.single(
                "afterwise_traces_concluded_total",
                Kind.COUNTER,
                "Traces whose end did not come, so that how they ended is unknown.",
                (double) silent.concluded());
        out.single("afterwise_event_listeners", Kind.GAUGE, "Who listens to what happens.", (double) feeds.listeners());
    }

    /** Ends all streams of events, and what is being done by itself. */
    @Override
    public void close() {
        thread.shutdownNow();
        events.close();
    }
}
