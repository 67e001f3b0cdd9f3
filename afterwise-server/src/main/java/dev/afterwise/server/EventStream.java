package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.Workspace;
import dev.afterwise.server.live.Feeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens, as a stream of server-sent events (HTML Living Standard, section 9.2). Whoever comes back with the id of the last event
 * they know is told what happened since, or that they missed some.
 */
final class EventStream extends AbstractHttpService implements AutoCloseable {
    private static final long HEARTBEAT_SECONDS = 15;

    private final Feeds feeds;
    /** Before the number in each id, so that numbers of another life of the server are not taken for ours. */
    private final String life;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    private volatile boolean isClosed;

    /** @param life a word that no other life of a server has */
    EventStream(Feeds feeds, String life) {
        this.feeds = feeds;
        this.life = life;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        if (isClosed || feeds.isFull()) {
            return full();
        }
        Workspace workspace = Gate.workspace(context);
        long after = after(
                request.headers().get("last-event-id", context.queryParams().get("last_event_id", "")));
        HttpResponseWriter out = HttpResponse.streaming();
        var listener = new Listener(out, life, kinds(context.queryParams().get("kinds")));
        context.clearRequestTimeout();
        context.blockingTaskExecutor().execute(() -> begin(context, workspace, listener, after));
        return out;
    }

    private static HttpResponse full() {
        return Refused.because(503, "Too many listen already, or the server is stopping.")
                .retryAfter(Duration.ofSeconds(5))
                .response();
    }

    private void begin(ServiceRequestContext context, Workspace workspace, Listener listener, long after) {
        listener.begin();
        if (!feeds.join(workspace, listener, after)) {
            listener.close();
            return;
        }
        listeners.add(listener);
        var heart = context.eventLoop()
                .scheduleAtFixedRate(
                        () -> beat(context, listener), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        listener.whenGone(() -> {
            heart.cancel(false);
            listeners.remove(listener);
            feeds.leave(workspace, listener);
        });
        if (isClosed) {
            listener.close();
        }
    }

    /** Those whose token is of no use any more hear nothing more. */
    private static void beat(ServiceRequestContext context, Listener listener) {
        if (Gate.isStillIn(context)) {
            listener.beat();
        } else {
            listener.close();
        }
    }

    private long after(String lastId) {
        if (lastId.isEmpty()) {
            return -1;
        }
        String start = life + "-";
        try {
            return lastId.startsWith(start) ? Long.parseUnsignedLong(lastId.substring(start.length())) : Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Set<String> kinds(@Nullable String asked) {
        return asked == null || asked.isBlank()
                ? Set.of()
                : Arrays.stream(asked.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** Ends all streams, and begins none. */
    @Override
    public void close() {
        isClosed = true;
        listeners.forEach(Listener::close);
    }
}
