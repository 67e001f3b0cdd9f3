package dev.afterwise.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.Workspace;
import dev.afterwise.server.figures.Exposition;
import dev.afterwise.server.figures.Figures;
import dev.afterwise.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The figures, over HTTP. */
final class Scrape extends AbstractHttpService {
    private final Figures figures;

    Scrape(Figures figures) {
        this.figures = figures;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        Workspace workspace = Gate.workspace(context);
        return HttpResponse.of(CompletableFuture.supplyAsync(() -> answer(workspace), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(Workspace workspace) {
        try {
            return HttpResponse.of(
                    ResponseHeaders.builder(HttpStatus.OK)
                            .set(HttpHeaderNames.CONTENT_TYPE, Exposition.CONTENT_TYPE)
                            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                            .build(),
                    HttpData.ofUtf8(figures.of(workspace)));
        } catch (StoreException e) {
            return Refused.because(503, String.valueOf(e.getMessage()))
                    .retryAfter(Duration.ofSeconds(5))
                    .response();
        }
    }
}
