package dev.afterwise.server;

import com.google.protobuf.Message;
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
import dev.afterwise.server.OtlpServices.Signal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/**
 * OTLP over gRPC: one call with one message each way, which is all it has. A message is one byte that says whether it is packed, four
 * for its length, and itself (gRPC over HTTP/2, "Length-Prefixed-Message").
 */
final class OtlpGrpc extends AbstractHttpService {
    private static final MediaType GRPC = MediaType.create("application", "grpc");
    private static final int PREFIX = 5;

    private final Signal signal;
    private final OtlpServices services;

    OtlpGrpc(Signal signal, OtlpServices services) {
        this.signal = signal;
        this.services = services;
    }

    @Override
    protected HttpResponse doPost(ServiceRequestContext context, HttpRequest request) {
        Room.Place place = services.place();
        return HttpResponse.of(Arriving.whole(request, place)
                .thenComposeAsync(body -> take(context, request, body, place), context.blockingTaskExecutor())
                .whenComplete((answer, thrown) -> place.close())
                .thenApply(OtlpGrpc::answered)
                .exceptionally(thrown -> refusal(Trouble.of(thrown))));
    }

    private CompletableFuture<Message> take(
            ServiceRequestContext context, HttpRequest request, byte[] came, Room.Place place) {
        byte[] body = came;
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
                message = Bodies.unzipped(message, place);
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

    /** Why somebody may not call, in the words of gRPC. */
    static HttpResponse refused(Refused why) {
        int code = switch (why.status()) {
            case 401 -> RpcStatus.UNAUTHENTICATED;
            case 429 -> RpcStatus.RESOURCE_EXHAUSTED;
            case 503 -> RpcStatus.UNAVAILABLE;
            default -> RpcStatus.PERMISSION_DENIED;
        };
        return refusal(new Trouble(HttpStatus.valueOf(why.status()), code, why.message()));
    }

    private static HttpResponse refusal(Trouble trouble) {
        var said = HttpHeaders.builder()
                .add("grpc-status", Integer.toString(trouble.code()))
                .add("grpc-message", encoded(trouble.message()));
        if (trouble.mayPass()) {
            byte[] status = RpcStatus.retryable(trouble.code(), trouble.message(), Trouble.WAIT.toSeconds());
            said.add(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(status));
        }
        return trailersOnly(said);
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
