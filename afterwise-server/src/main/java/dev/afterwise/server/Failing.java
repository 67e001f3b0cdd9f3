package dev.afterwise.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/** What is said where no service answers: in the same form, and nothing of the inside. */
final class Failing implements ServerErrorHandler {
    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        // Armeria's own next one tells a status of it, which is rendered below.
        return null;
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return Refused.because(status.code(), words(status)).aggregated();
    }

    private static String words(HttpStatus status) {
        return switch (status.code()) {
            case 400 -> "The request must be HTTP, but it is not understood.";
            case 404 -> "There is nothing here.\nMaybe begin at the dashboard, which is at /.";
            case 405 -> "The method must be one that is offered here, but this is not.";
            case 413 -> "The request must be smaller, but it is larger than may be sent here.";
            case 414, 431 -> "The address and the headers must be shorter, but they are longer than may be sent here.";
            case 503 -> "The server must have time to answer, but it has not.\nMaybe ask again.";
            default -> "%s.".formatted(status.reasonPhrase());
        };
    }
}
