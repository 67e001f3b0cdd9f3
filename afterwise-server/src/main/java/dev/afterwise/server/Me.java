package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Tells callers who they are. */
final class Me implements HttpService {
    private final Door door;

    Me(Door door) {
        this.door = door;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Caller caller = Gate.caller(context);
        String json = "{\"schema\":\"afterwise.me/v1\",\"name\":%s,\"role\":\"%s\",\"workspace\":%s,\"tokens\":%s}\n"
                .formatted(
                        Refused.quoted(caller.name()),
                        caller.role().word(),
                        Refused.quoted(caller.workspace().name()),
                        door.asksForTokens());
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON, json);
    }
}
