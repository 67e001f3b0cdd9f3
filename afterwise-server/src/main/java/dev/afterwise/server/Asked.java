package dev.afterwise.server;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Api.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The HTTP side of the {@link Api}. */
final class Asked implements HttpService {
    static final String PREFIX = "/api/v1/";
    private static final int MAX_PARAMETERS = 100;

    private final Api api;

    Asked(Api api) {
        this.api = api;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(
                request.aggregate().thenApplyAsync(whole -> answer(context, whole), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        MediaType type = request.contentType();
        // A page from elsewhere can't send this without asking first, which is never allowed.
        if (request.method() != HttpMethod.GET && (type == null || !type.is(MediaType.JSON))) {
            return Refused.because(415, "The content type must be application/json, but it is not.")
                    .response();
        }
        QueryParams parameters = context.queryParams();
        if (parameters.size() > MAX_PARAMETERS) {
            return Refused.because(400, "There must be at most %d parameters.".formatted(MAX_PARAMETERS))
                    .response();
        }
        List<String> path;
        try {
            path = Stream.of(context.path()
                            .substring(context.path().indexOf(PREFIX) + PREFIX.length())
                            .split("/", -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            return Refused.because(400, "The path must be percent-encoded, but it is not.")
                    .response();
        }
        Reply reply = answer(new Question(
                Gate.caller(context), request.method().name(), path, byName(parameters), request.contentUtf8()));
        return said(reply, request);
    }

    /** Who has the same answer already is not sent it again. */
    private static HttpResponse said(Reply reply, AggregatedHttpRequest request) {
        if (request.method() != HttpMethod.GET || reply.status() != 200) {
            return HttpResponse.of(HttpStatus.valueOf(reply.status()), MediaType.JSON, reply.json());
        }
        Tag tag = Tag.of(reply.json());
        ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.JSON)
                .set(HttpHeaderNames.ETAG, tag.text());
        return tag.isAt(request.headers())
                ? HttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build())
                : HttpResponse.of(headers.build(), HttpData.ofUtf8(reply.json()));
    }

    private static Map<String, List<String>> byName(QueryParams parameters) {
        var byName = new LinkedHashMap<String, List<String>>();
        parameters.forEach((name, value) ->
                byName.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value));
        return byName;
    }

    private Reply answer(Question question) {
        try {
            return api.answer(question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Refused.because(503, "The server is stopping.").reply();
        }
    }
}
