package dev.afterwise.server;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.Workspace;
import dev.afterwise.otel.OtlpException;
import dev.afterwise.otel.OtlpJson;
import dev.afterwise.server.OtlpServices.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** OTLP over HTTP: a service of its protobuf and its JSON form, plain or packed. */
final class OtlpHttp extends AbstractHttpService {
    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

    private final Signal signal;
    private final OtlpServices services;

    OtlpHttp(Signal signal, OtlpServices services) {
        this.signal = signal;
        this.services = services;
    }

    @Override
    protected HttpResponse doPost(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenComposeAsync(whole -> take(context, whole), context.blockingTaskExecutor())
                .exceptionally(OtlpHttp::refusal));
    }

    private CompletableFuture<HttpResponse> take(ServiceRequestContext context, AggregatedHttpRequest request) {
        MediaType type = request.contentType();
        boolean isJson = type != null && type.is(MediaType.JSON);
        if (!isJson && (type == null || !type.is(PROTOBUF))) {
            return said(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The content type must be application/x-protobuf or application/json.");
        }
        byte[] body;
        String packing = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        try {
            switch (packing) {
                case "gzip" -> body = Bodies.unzipped(request.content().array());
                case "identity" -> body = request.content().array();
                default -> {
                    return said(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content encoding must be gzip or identity.");
                }
            }
        } catch (IOException e) {
            return said(HttpStatus.BAD_REQUEST, "The body must be packed by gzip, as its header says, but it is not.");
        }
        Workspace workspace = Gate.workspace(context);
        return services.take(signal, workspace, body, isJson).thenApply(answer -> answered(answer, isJson));
    }

    private static HttpResponse answered(Message answer, boolean isJson) {
        return isJson
                ? HttpResponse.of(HttpStatus.OK, MediaType.JSON, OtlpJson.write(answer))
                : HttpResponse.of(HttpStatus.OK, PROTOBUF, answer.toByteArray());
    }

    private static CompletableFuture<HttpResponse> said(HttpStatus status, String message) {
        return CompletableFuture.completedFuture(HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, message));
    }

    private static HttpResponse refusal(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case OtlpException e ->
                HttpResponse.of(HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, String.valueOf(e.getMessage()));
            case Bodies.TooLargeException e ->
                HttpResponse.of(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        MediaType.PLAIN_TEXT_UTF_8,
                        String.valueOf(e.getMessage()));
            default ->
                unavailable(
                        cause instanceof OtlpServices.OverloadedException
                                ? String.valueOf(cause.getMessage())
                                : "The store can't be written now.");
        };
    }

    private static HttpResponse unavailable(String message) {
        return HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.SERVICE_UNAVAILABLE)
                        .contentType(MediaType.PLAIN_TEXT_UTF_8)
                        .add(HttpHeaderNames.RETRY_AFTER, "1")
                        .build(),
                HttpData.of(StandardCharsets.UTF_8, message));
    }
}
