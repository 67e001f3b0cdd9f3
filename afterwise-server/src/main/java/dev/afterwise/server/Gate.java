package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import dev.afterwise.Workspace;
import dev.afterwise.server.Routes.Route;
import dev.afterwise.store.StoreException;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What stands before every way in: it lets in those who call the server by its name, not by a page from elsewhere, who may go that way and
 * don't ask too often. What is behind it can ask who they are.
 */
final class Gate extends SimpleDecoratingHttpService {
    private static final AttributeKey<Caller> CALLER = AttributeKey.valueOf(Gate.class, "CALLER");
    private static final AttributeKey<Door> DOOR = AttributeKey.valueOf(Gate.class, "DOOR");

    private final Route route;
    private final Door door;
    private final Pace pace;
    private final Acts acts;

    Gate(Route route, Door door, Pace pace, Acts acts) {
        super(route.service());
        this.route = route;
        this.door = door;
        this.pace = pace;
        this.acts = acts;
    }

    /** Who calls. @throws NullPointerException where everybody may */
    static Caller caller(ServiceRequestContext context) {
        return Objects.requireNonNull(context.attr(CALLER), "Nobody in particular calls here.");
    }

    /**
     * Whether whoever called would still be let in, for answers that take long. What is known of tokens may be as old as the last time
     * this was asked.
     */
    static boolean isStillIn(ServiceRequestContext context) {
        Door door = context.attr(DOOR);
        HttpRequest request = context.request();
        if (door == null || request == null) {
            return true;
        }
        if (!door.isFresh()) {
            context.blockingTaskExecutor().execute(door::refresh);
        }
        return door.admits(request.headers());
    }

    static Workspace workspace(ServiceRequestContext context) {
        return caller(context).workspace();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (!door.isCalledRight(request.authority(), context.localAddress())) {
            return said(request, Refused.because(403, """
                    The server must be called by a name of its own, such as localhost, but it was not.
                    Maybe start it with --host NAME."""));
        }
        Role least = route.least();
        if (least == null) {
            return unwrap().serve(context, request);
        }
        if (!door.isNoOtherPage(request.headers())) {
            return said(
                    request,
                    Refused.because(403, "A page must come from this server to use it, but this one does not."));
        }
        if (door.isFresh()) {
            return admit(context, request, least);
        }
        return HttpResponse.of(CompletableFuture.runAsync(door::refresh, context.blockingTaskExecutor())
                .handleAsync(
                        (ignored, thrown) ->
                                thrown == null ? admitted(context, request, least) : said(request, unknown(thrown)),
                        context.eventLoop()));
    }

    private HttpResponse admitted(ServiceRequestContext context, HttpRequest request, Role least) {
        try {
            return admit(context, request, least);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private HttpResponse admit(ServiceRequestContext context, HttpRequest request, Role least) throws Exception {
        String from = door.from(request.headers(), context.remoteAddress());
        Door.Visit visit = door.visit(request.headers(), from);
        Caller caller = visit.caller();
        if (caller == null) {
            acts.deny(from, route.words(), context.blockingTaskExecutor());
            return said(request, Objects.requireNonNull(visit.refused()));
        }
        if (!caller.role().covers(least)) {
            acts.deny(caller.name(), route.words(), context.blockingTaskExecutor());
            return said(
                    request,
                    Refused.because(
                            403,
                            "This must be asked with the role %s, but '%s' has the role %s."
                                    .formatted(
                                            least.word(),
                                            caller.name(),
                                            caller.role().word())));
        }
        // What takes much in at a time is slowed down by what it fills.
        Duration wait = route.isBulk() ? Duration.ZERO : pace.take(caller.name());
        if (!wait.isZero()) {
            return said(
                    request,
                    Refused.because(429, "The requests of '%s' must be fewer.".formatted(caller.name()))
                            .retryAfter(wait));
        }
        context.setAttr(CALLER, caller);
        context.setAttr(DOOR, door);
        return unwrap().serve(context, request);
    }

    private static Refused unknown(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof StoreException) {
            return Refused.because(503, "The store must be read to know who may come in, but it can't be.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        throw new CompletionException(cause);
    }

    private static HttpResponse said(HttpRequest request, Refused why) {
        MediaType type = request.contentType();
        return type != null && type.subtype().startsWith("grpc") ? OtlpGrpc.refused(why) : why.response();
    }
}
