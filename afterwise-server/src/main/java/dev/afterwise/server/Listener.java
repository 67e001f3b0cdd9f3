package dev.afterwise.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.afterwise.server.live.Happening;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One who listens to what happens, over HTTP. What they have not taken yet waits, but not without end: who is too slow is told nothing
 * more, and comes again. Safe for use by many threads.
 */
final class Listener implements Consumer<Happening> {
    private static final int MOST_WAITING = 256;

    /** For so many heartbeats a write may be on its way. */
    private static final int PATIENCE = 4;

    private final HttpResponseWriter out;
    private final String life;
    private final Set<String> kinds;
    private final StringBuilder waiting = new StringBuilder();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private int waits;
    private int beats;
    private boolean isWriting;

    /** @param kinds what they want to hear of; all if it is empty */
    Listener(HttpResponseWriter out, String life, Set<String> kinds) {
        this.out = out;
        this.life = life;
        this.kinds = kinds;
        var ignored = out.whenComplete().handle((done, thrown) -> gone.complete(null));
    }

    /** Says that it goes well, and when to come again once it doesn't. */
    synchronized void begin() {
        if (out.tryWrite(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .set("x-accel-buffering", "no")
                .build())) {
            say("retry: 2000\n\n");
        }
    }

    @Override
    public synchronized void accept(Happening happening) {
        boolean isOurs = kinds.isEmpty()
                || kinds.contains(happening.kind())
                || happening.kind().equals(Happening.HELLO)
                || happening.kind().equals(Happening.MISSED);
        if (!isOurs || gone.isDone()) {
            return;
        }
        if (++waits > MOST_WAITING) {
            out.abort();
            return;
        }
        say("id: " + life + "-" + happening.number() + "\nevent: " + happening.kind() + "\ndata: " + happening.json()
                + "\n\n");
    }

    /** Says that the server is still there, to whoever has taken all else. */
    synchronized void beat() {
        if (!isWriting) {
            say(": still here\n\n");
        } else if (++beats >= PATIENCE) {
            out.abort();
        }
    }

    private void say(String text) {
        waiting.append(text);
        if (!isWriting) {
            write();
        }
    }

    private void write() {
        isWriting = true;
        HttpData some = HttpData.ofUtf8(waiting);
        waiting.setLength(0);
        waits = 0;
        beats = 0;
        if (out.tryWrite(some)) {
            var ignored = out.whenConsumed().whenComplete((done, thrown) -> taken());
        }
    }

    private synchronized void taken() {
        isWriting = false;
        if (!waiting.isEmpty() && !gone.isDone()) {
            write();
        }
    }

    void whenGone(Runnable then) {
        var ignored = gone.thenRun(then);
    }

    /** Ends it in order, after what waits. */
    synchronized void close() {
        if (!waiting.isEmpty()) {
            write();
        }
        out.close();
    }
}
