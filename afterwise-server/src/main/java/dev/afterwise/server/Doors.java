package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets requests in until they are closed, and knows how many are inside. Once closed, whoever comes is told to come again: to
 * another server, or to this one when it is back. Safe for use by many threads.
 */
final class Doors {
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private int inside;
    private boolean isClosed;

    /** The same service behind the doors. */
    HttpService before(HttpService service) {
        return new SimpleDecoratingHttpService(service) {
            @Override
            public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
                if (!enter()) {
                    return Refused.because(503, "The server is stopping.")
                            .retryAfter(Duration.ofSeconds(1))
                            .response();
                }
                var ignored = context.log().whenComplete().thenRun(Doors.this::leave);
                return unwrap().serve(context, request);
            }
        };
    }

    private synchronized boolean enter() {
        inside += isClosed ? 0 : 1;
        return !isClosed;
    }

    private synchronized void leave() {
        inside--;
        look();
    }

    private void look() {
        if (isClosed && inside == 0) {
            empty.complete(null);
        }
    }

    /** How many requests are inside. */
    synchronized int inside() {
        return inside;
    }

    /**
     * Lets nobody in any more, and waits until all who are inside have their answers, or until {@code patience} is over.
     *
     * @return whether all have
     */
    boolean close(Duration patience) {
        synchronized (this) {
            isClosed = true;
            look();
        }
        try {
            empty.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
