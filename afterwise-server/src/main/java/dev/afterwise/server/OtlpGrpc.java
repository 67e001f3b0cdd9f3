package dev.afterwise.server;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.otel.OtlpException;
import dev.afterwise.server.OtlpServices.OverloadedException;
import dev.afterwise.server.OtlpServices.Signal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * OTLP over gRPC: one call with one message each way, which is all it has. A message is one byte that says whether it is packed, four
 * for its length, and itself (gRPC over HTTP/2, "Length-Prefixed-Message").
 */
final class OtlpGrpc extends AbstractHttpService {
    private static final MediaType GRPC = MediaType.create("application", "grpc");
    private static final int PREFIX = 5;
    private static final long RETRY_SECONDS = 1;

    private final Signal signal;
    private final OtlpServices services;

    OtlpGrpc(Signal signal, OtlpServices services) {
        this.signal = signal;
        this.services = services;
    }

    @Override
    protected HttpResponse doPost(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenComposeAsync(whole -> take(context, whole), context.blockingTaskExecutor())
                .thenApply(OtlpGrpc::answered)
                .exceptionally(OtlpGrpc::refusal));
    }

    private CompletableFuture<Message> take(ServiceRequestContext context, AggregatedHttpRequest request) {
        byte[] body = request.content().array();
        if (body.length < PREFIX || ByteBuffer.wrap(body, 1, 4).getInt() != body.length - PREFIX || body[0] > 1) {
            throw new OtlpException("A call must have one whole message, but this has not.");
        }
        byte[] message = new byte[body.length - PREFIX];
        System.arraycopy(body, PREFIX, message, 0, message.length);
        if (body[0] == 1) {
            String packing = request.headers().get("grpc-encoding", "identity");
            if (!packing.equals("gzip")) {
                throw new OtlpException(
                        "A message must be packed by gzip, if at all, but this is by (" + packing + ").");
            }
            try {
                message = Bodies.unzipped(message);
            } catch (IOException e) {
                throw new OtlpException("The message must be packed by gzip, as the call says, but it is not.");
            }
        }
        return services.take(signal, Gate.workspace(context), message, false);
    }

    private static HttpResponse answered(Message answer) {
        byte[] message = answer.toByteArray();
        ByteBuffer framed = ByteBuffer.allocate(PREFIX + message.length);
        framed.put((byte) 0).putInt(message.length).put(message);
        return HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
                HttpData.wrap(framed.array()),
                HttpHeaders.of("grpc-status", Integer.toString(RpcStatus.OK)));
    }

    private static HttpResponse refusal(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case OtlpException e -> refused(RpcStatus.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
            case Bodies.TooLargeException e -> refused(RpcStatus.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
            case OverloadedException e -> retryable(String.valueOf(e.getMessage()));
            default -> refused(RpcStatus.UNAVAILABLE, "The store can't be written now.");
        };
    }

    private static HttpResponse retryable(String message) {
        byte[] status = RpcStatus.retryable(RpcStatus.RESOURCE_EXHAUSTED, message, RETRY_SECONDS);
        return trailersOnly(HttpHeaders.builder()
                .add("grpc-status", Integer.toString(RpcStatus.RESOURCE_EXHAUSTED))
                .add("grpc-message", encoded(message))
                .add(
                        "grpc-status-details-bin",
                        Base64.getEncoder().withoutPadding().encodeToString(status)));
    }

    private static HttpResponse refused(int code, String message) {
        return trailersOnly(
                HttpHeaders.builder().add("grpc-status", Integer.toString(code)).add("grpc-message", encoded(message)));
    }

    private static HttpResponse trailersOnly(HttpHeadersBuilder said) {
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(GRPC)
                .add(said.build())
                .build());
    }

    /** Percent-encoded, as gRPC wants it. */
    private static String encoded(String message) {
        return URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
