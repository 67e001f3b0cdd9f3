package dev.afterwise.server;

import com.google.protobuf.Message;
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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
        Room.Place place = services.place();
        return HttpResponse.of(Arriving.whole(request, place)
                .thenComposeAsync(body -> take(context, request, body, place), context.blockingTaskExecutor())
                .whenComplete((answer, thrown) -> place.close())
                .exceptionally(thrown -> refusal(Trouble.of(thrown), isJson(request.contentType()))));
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null && type.is(MediaType.JSON);
    }

    private CompletableFuture<HttpResponse> take(
            ServiceRequestContext context, HttpRequest request, byte[] came, Room.Place place) {
        MediaType type = request.contentType();
        boolean isJson = isJson(type);
        if (!isJson && (type == null || !type.is(PROTOBUF))) {
            return unsupported("The content type must be application/x-protobuf or application/json.");
        }
        byte[] body;
        String packing = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        try {
            switch (packing) {
                case "gzip" -> body = Bodies.unzipped(came, place);
                case "identity" -> body = came;
                default -> {
                    return unsupported("The content encoding must be gzip or identity.");
                }
            }
        } catch (IOException e) {
            throw new OtlpException("The body must be packed by gzip, as its header says, but it is not.");
        }
        Workspace workspace = Gate.workspace(context);
        return services.take(signal, workspace, body, isJson).thenApply(answer -> answered(answer, isJson));
    }

    private static HttpResponse answered(Message answer, boolean isJson) {
        return isJson
                ? HttpResponse.of(HttpStatus.OK, MediaType.JSON, OtlpJson.write(answer))
                : HttpResponse.of(HttpStatus.OK, PROTOBUF, answer.toByteArray());
    }

    private static CompletableFuture<HttpResponse> unsupported(String message) {
        return CompletableFuture.completedFuture(Refused.because(HttpStatus.UNSUPPORTED_MEDIA_TYPE.code(), message)
                .response());
    }

    /** To JSON in the form of all our errors, to messages of Protocol Buffers in theirs, as the specification wants it. */
    private static HttpResponse refusal(Trouble trouble, boolean isJson) {
        Duration wait = trouble.mayPass() ? Trouble.WAIT : Duration.ZERO;
        if (isJson) {
            return Refused.because(trouble.status().code(), trouble.message())
                    .retryAfter(wait)
                    .response();
        }
        var headers = ResponseHeaders.builder(trouble.status()).contentType(PROTOBUF);
        if (trouble.mayPass()) {
            headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds()));
        }
        return HttpResponse.of(headers.build(), HttpData.wrap(RpcStatus.of(trouble.code(), trouble.message())));
    }
}
