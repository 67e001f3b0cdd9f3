package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.store.Health;
import dev.afterwise.store.Store;
import java.util.concurrent.CompletableFuture;

/** Whether the server is of use at this moment: the store answers, and there is room for what comes. */
final class Readiness extends AbstractHttpService {
    private final Store store;
    private final Ingest ingest;

    Readiness(Store store, Ingest ingest) {
        this.store = store;
        this.ingest = ingest;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(CompletableFuture.supplyAsync(this::answer, context.blockingTaskExecutor()));
    }

    private HttpResponse answer() {
        boolean isUp = store.check() instanceof Health.Up;
        boolean hasRoom = ingest.hasRoom();
        String json = "{\"schema\":\"afterwise.ready/v1\",\"ready\":%b,\"store\":\"%s\",\"ingest\":\"%s\"}\n"
                .formatted(isUp && hasRoom, isUp ? "up" : "down", hasRoom ? "open" : "full");
        return HttpResponse.of(isUp && hasRoom ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, MediaType.JSON, json);
    }
}
