package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.server.Api.Question;
import dev.afterwise.server.Api.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The HTTP side of the {@link Api}. */
final class Asked extends AbstractHttpService {
    private static final int MAX_PARAMETERS = 100;

    private final Api api;

    Asked(Api api) {
        this.api = api;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        String mapped = context.mappedPath();
        QueryParams parameters = context.queryParams();
        if (parameters.size() > MAX_PARAMETERS) {
            return said(new Reply(400, "{\"message\":\"There must be at most 100 parameters.\"}"));
        }
        Question question;
        try {
            List<String> path = Stream.of(mapped.split("/", -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            question = new Question(Gate.workspace(context).name(), path, byName(parameters));
        } catch (IllegalArgumentException e) {
            return said(new Reply(400, "{\"message\":\"The path must be percent-encoded, but it is not.\"}"));
        }
        return HttpResponse.of(
                CompletableFuture.supplyAsync(() -> said(answer(question)), context.blockingTaskExecutor()));
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
            return new Reply(503, "{\"message\":\"The server is stopping.\"}");
        }
    }

    private static HttpResponse said(Reply reply) {
        return HttpResponse.of(HttpStatus.valueOf(reply.status()), MediaType.JSON, reply.json());
    }
}
