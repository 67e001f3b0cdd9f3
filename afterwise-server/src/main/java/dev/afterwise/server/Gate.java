package dev.afterwise.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import dev.afterwise.Workspace;
import io.netty.util.AttributeKey;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, and where they belong. A server on loopback answers only those who call it by a name of loopback: a page from
 * elsewhere whose name was made to lead here can't read the history (DNS rebinding). Of requests with a body, those are turned away
 * that a page from elsewhere has sent.
 */
final class Gate extends SimpleDecoratingHttpService {
    private static final AttributeKey<Workspace> WORKSPACE = AttributeKey.valueOf(Gate.class, "WORKSPACE");
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Workspace home;

    Gate(HttpService inner, Workspace home) {
        super(inner);
        this.home = home;
    }

    static Workspace workspace(ServiceRequestContext context) {
        return Objects.requireNonNullElse(context.attr(WORKSPACE), Workspace.DEFAULT);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (!isOurs(request.authority())) {
            return said(
                    HttpStatus.FORBIDDEN,
                    "The server must be called localhost or by its loopback address, but it was not.");
        }
        String origin = request.headers().get("origin");
        if (origin != null && !isOurs(origin.replaceFirst("^https?://", ""))) {
            return said(HttpStatus.FORBIDDEN, "A page must come from this server to use it, but this one does not.");
        }
        context.setAttr(WORKSPACE, home);
        return unwrap().serve(context, request);
    }

    private static boolean isOurs(@Nullable String authority) {
        if (authority == null) {
            return false;
        }
        String name = authority.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name);
    }

    private static HttpResponse said(HttpStatus status, String message) {
        return HttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, message);
    }
}
