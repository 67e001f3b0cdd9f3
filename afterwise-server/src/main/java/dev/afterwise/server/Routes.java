package dev.afterwise.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every way into the server, in one table: what is not in it can't be reached. For one thread. */
final class Routes {
    /** How large the body of a request is unless more is needed. */
    static final int USUAL_BYTES = 1 << 20;

    /**
     * One way in.
     *
     * @param path as Armeria writes patterns: {@code /healthz}, {@code prefix:/api/v1/}
     * @param least who may go; null if everybody may, whoever they are
     * @param mostBytes how large the body may be, as it comes
     */
    record Route(HttpMethod method, String path, @Nullable Role least, int mostBytes, HttpService service) {
        /** Whether it takes in much at a time. */
        boolean isBulk() {
            return mostBytes > USUAL_BYTES;
        }

        /** For people. */
        String words() {
            return "%s %s".formatted(method, path.replace("prefix:", ""));
        }
    }

    /** Stands before a service, and decides who comes in. */
    interface Guard {
        HttpService before(Route route);
    }

    private final List<Route> all = new ArrayList<>();

    /** For those who have at least this role. */
    Routes add(HttpMethod method, String path, Role least, HttpService service) {
        return add(new Route(method, path, least, USUAL_BYTES, service));
    }

    /** For everybody: it must tell nothing of anybody's history. */
    Routes open(HttpMethod method, String path, HttpService service) {
        return add(new Route(method, path, null, USUAL_BYTES, service));
    }

    Routes add(Route route) {
        all.add(route);
        return this;
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    /**
     * Opens them all.
     *
     * @param prefix before every path; where there is one, what others than browsers call by names of their own is there without, too
     */
    void register(ServerBuilder builder, String prefix, Guard guard) {
        for (Route each : all) {
            register(builder, each, prefix, guard);
            if (!prefix.isEmpty() && isCalledByName(each.path)) {
                register(builder, each, "", guard);
            }
        }
        if (!prefix.isEmpty()) {
            // Relative addresses of pages need the slash.
            HttpService further =
                    (context, request) -> HttpResponse.ofRedirect(HttpStatus.TEMPORARY_REDIRECT, prefix + "/");
            register(builder, new Route(HttpMethod.GET, "exact:/", null, USUAL_BYTES, further), prefix, guard);
        }
    }

    private static void register(ServerBuilder builder, Route route, String prefix, Guard guard) {
        int slash = route.path.indexOf('/');
        String path = route.path.substring(0, slash) + prefix + route.path.substring(slash);
        builder.route()
                .methods(route.method)
                .path(route.path.equals("exact:/") ? "exact:" + prefix : path)
                .maxRequestLength(route.mostBytes)
                .build(guard.before(route));
    }

    private static boolean isCalledByName(String path) {
        return path.startsWith("/v1/") || path.startsWith("/opentelemetry.") || path.equals("/healthz");
    }
}
