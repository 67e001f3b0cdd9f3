package dev.afterwise.server;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;

/**
 * The Model Context Protocol over HTTP, as its "Streamable HTTP" says, without sessions: a message comes by POST, and what is answered is
 * one JSON object. The server begins nothing by itself, so there is no stream to listen to and no session to end.
 */
final class McpHttp implements HttpService {
    static final String PATH = "/mcp";
    private static final String VERSION = "mcp-protocol-version";

    private final Messages messages;

    McpHttp(Messages messages) {
        this.messages = messages;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        if (request.method() != HttpMethod.POST) {
            // What clients expect of a server that begins nothing.
            var refused = Refused.because(405, "Messages must come by POST; there is nothing to listen to here.");
            return HttpResponse.of(
                    ResponseHeaders.builder(HttpStatus.METHOD_NOT_ALLOWED)
                            .contentType(MediaType.JSON)
                            .set(HttpHeaderNames.ALLOW, "POST")
                            .build(),
                    HttpData.ofUtf8(refused.json()));
        }
        MediaType type = request.contentType();
        if (type == null || !type.is(MediaType.JSON)) {
            return Refused.because(415, "The content type must be application/json, but it is not.")
                    .response();
        }
        String version = request.headers().get(VERSION);
        if (version != null && !messages.speaks(version)) {
            return Refused.because(
                            400, "The version in %s must be one that is spoken here, but it is not.".formatted(VERSION))
                    .response();
        }
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(whole -> answer(Gate.caller(context), whole), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(Caller caller, AggregatedHttpRequest request) {
        try {
            Optional<String> answer = messages.answer(caller, request.contentUtf8());
            return answer.map(json -> HttpResponse.of(HttpStatus.OK, MediaType.JSON, json))
                    .orElseGet(() -> HttpResponse.of(ResponseHeaders.of(HttpStatus.ACCEPTED)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Refused.because(503, "The server is stopping.").response();
        }
    }
}
