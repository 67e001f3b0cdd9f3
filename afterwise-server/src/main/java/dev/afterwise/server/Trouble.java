package dev.afterwise.server;

import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpStatus;
import dev.afterwise.otel.OtlpException;
import dev.afterwise.server.OtlpServices.OverloadedException;
import dev.afterwise.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Why a request of OTLP isn't taken, in the words of both transports. Clients send again what is answered by 503, RESOURCE_EXHAUSTED
 * or UNAVAILABLE, and drop what is answered by anything else; so that is said only where sending again can help.
 *
 * @param status of HTTP
 * @param code of gRPC
 */
record Trouble(HttpStatus status, int code, String message) {
    /** When to send again. */
    static final Duration WAIT = Duration.ofSeconds(1);

    static Trouble of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case OtlpException e -> invalid(HttpStatus.BAD_REQUEST, e);
            case Bodies.TooLargeException e -> invalid(HttpStatus.REQUEST_ENTITY_TOO_LARGE, e);
            case ContentTooLargeException ignored ->
                invalid(HttpStatus.REQUEST_ENTITY_TOO_LARGE, new Bodies.TooLargeException());
            case OverloadedException e ->
                new Trouble(
                        HttpStatus.SERVICE_UNAVAILABLE, RpcStatus.RESOURCE_EXHAUSTED, String.valueOf(e.getMessage()));
            case StoreException ignored -> later("The store can't be written now.");
            case OutOfMemoryError ignored -> later("The server must have memory for this, but has too little now.");
            default ->
                new Trouble(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        RpcStatus.INTERNAL,
                        "The server must understand any request, but has failed at this one.");
        };
    }

    private static Trouble invalid(HttpStatus status, RuntimeException why) {
        return new Trouble(status, RpcStatus.INVALID_ARGUMENT, String.valueOf(why.getMessage()));
    }

    private static Trouble later(String message) {
        return new Trouble(HttpStatus.SERVICE_UNAVAILABLE, RpcStatus.UNAVAILABLE, message);
    }

    /** Whether the same may be taken later. */
    boolean mayPass() {
        return code == RpcStatus.RESOURCE_EXHAUSTED || code == RpcStatus.UNAVAILABLE;
    }
}
