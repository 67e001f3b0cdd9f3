package dev.afterwise.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.afterwise.server.Api.Offer;
import dev.afterwise.server.Form.Field;
import dev.afterwise.server.Routes.Route;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Describes all ways into the server as an OpenAPI document (3.1.1), made from their table and from what the {@link Api} offers. */
final class OpenApi extends AbstractHttpService {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Pages and calls of other protocols are not described. */
    private static final Set<String> LEFT_OUT = Set.of("prefix:/");

    private final Routes routes;
    private final Api api;
    private final String prefix;
    private volatile @Nullable String made;

    /** @param routes as they are when it is first asked for */
    OpenApi(Routes routes, Api api, String prefix) {
        this.routes = routes;
        this.api = api;
        this.prefix = prefix;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(CompletableFuture.supplyAsync(
                () -> HttpResponse.of(
                        ResponseHeaders.builder(HttpStatus.OK)
                                .contentType(MediaType.JSON)
                                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                                .build(),
                        HttpData.ofUtf8(document())),
                context.blockingTaskExecutor()));
    }

    private String document() {
        String known = made;
        if (known == null) {
            known = make();
            made = known;
        }
        return known;
    }

    private String make() {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("openapi", "3.1.1");
            json.writeObjectPropertyStart("info");
            json.writeStringProperty("title", "Afterwise");
            json.writeStringProperty("version", "v1");
            json.writeStringProperty(
                    "description",
                    "Each question is a command of the command line, and the answer is what the command says with --json.");
            json.writeEndObject();
            json.writeArrayPropertyStart("servers");
            json.writeStartObject();
            json.writeStringProperty("url", prefix.isEmpty() ? "/" : prefix);
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectPropertyStart("paths");
            for (Map.Entry<String, List<Operation>> path : paths().entrySet()) {
                json.writeObjectPropertyStart(path.getKey());
                path.getValue().forEach(each -> write(each, json));
                json.writeEndObject();
            }
            json.writeEndObject();
            components(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** One method of one path. */
    private record Operation(
            String path,
            HttpMethod method,
            @Nullable Role least,
            @Nullable Form form) {}

    private Map<String, List<Operation>> paths() {
        var operations = new LinkedHashSet<Operation>();
        for (Route each : routes.all()) {
            boolean isAsked = each.service() instanceof Asked;
            if (!isAsked && !LEFT_OUT.contains(each.path()) && !each.path().startsWith("/opentelemetry.")) {
                operations.add(new Operation(each.path(), each.method(), each.least(), null));
            }
        }
        for (Offer each : api.offers()) {
            Form form = api.form(each);
            var path = new StringBuilder(Asked.PREFIX).append(each.path());
            operations.add(new Operation(path.toString(), HttpMethod.valueOf(each.method()), each.least(), form));
            for (Field subject : form.subjects()) {
                path.append("/{").append(subject.name()).append('}');
                operations.add(new Operation(path.toString(), HttpMethod.valueOf(each.method()), each.least(), form));
            }
        }
        var paths = new LinkedHashMap<String, List<Operation>>();
        operations.stream()
                .filter(OpenApi::isWhole)
                .forEach(each -> paths.computeIfAbsent(each.path, ignored -> new ArrayList<>())
                        .add(each));
        return paths;
    }

    /** Whether the path holds all that it must go on with. */
    private static boolean isWhole(Operation operation) {
        return operation.form == null
                || operation.form.subjects().stream()
                        .allMatch(each -> !each.isRequired() || operation.path.contains("{" + each.name() + "}"));
    }

    private static void write(Operation operation, JsonGenerator json) {
        Form form = operation.form;
        json.writeObjectPropertyStart(operation.method.name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("operationId", id(operation));
        json.writeStringProperty("summary", summary(operation));
        if (form != null) {
            json.writeArrayPropertyStart("tags");
            json.writeString(operation.path.substring(Asked.PREFIX.length()).replaceFirst("/.*", ""));
            json.writeEndArray();
            json.writeArrayPropertyStart("parameters");
            form.subjects().stream()
                    .filter(each -> operation.path.contains("{" + each.name() + "}"))
                    .forEach(each -> parameter(each, "path", json));
            if (operation.method == HttpMethod.GET) {
                form.options().forEach(each -> parameter(each, "query", json));
            }
            json.writeEndArray();
            if (operation.method != HttpMethod.GET) {
                body(form, json);
            }
        }
        security(operation.least, json);
        responses(operation, json);
        json.writeEndObject();
    }

    private static String id(Operation operation) {
        String path = operation.path.replace("{", "by_").replaceAll("[^A-Za-z0-9]+", "_");
        return operation.method.name().toLowerCase(Locale.ROOT) + path;
    }

    private static String summary(Operation operation) {
        if (operation.form != null && !operation.form.summary().isEmpty()) {
            return operation.form.summary();
        }
        return switch (operation.path) {
            case "/healthz" -> "Whether the server is there.";
            case "/readyz" -> "Whether the server is of use: the store answers, and there is room for what comes.";
            case "/metrics" -> "Figures in the text form of Prometheus.";
            case "/api/v1/events" -> "What happens, as server-sent events.";
            case "/api/v1/openapi.json" -> "This document.";
            case "/v1/traces", "/v1/logs", "/v1/metrics" -> "OpenTelemetry's protocol over HTTP.";
            default -> operation.method.name() + " " + operation.path;
        };
    }

    private static void parameter(Field field, String in, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", field.name());
        json.writeStringProperty("in", in);
        json.writeBooleanProperty("required", in.equals("path") || field.isRequired());
        if (field.kind() == Form.Kind.FLAG) {
            json.writeBooleanProperty("allowEmptyValue", true);
        }
        json.writeStringProperty("description", field.description());
        json.writeName("schema");
        schema(field, in.equals("query"), json);
        json.writeEndObject();
    }

    private static void body(Form form, JsonGenerator json) {
        json.writeObjectPropertyStart("requestBody");
        json.writeObjectPropertyStart("content");
        json.writeObjectPropertyStart("application/json");
        json.writeName("schema");
        if (form.body() != null) {
            json.writeRawValue(form.body());
        } else if (form.equals(Form.UNKNOWN)) {
            json.writeStartObject();
            json.writeStringProperty("type", "object");
            json.writeEndObject();
        } else {
            json.writeStartObject();
            json.writeStringProperty("type", "object");
            json.writeBooleanProperty("additionalProperties", false);
            json.writeObjectPropertyStart("properties");
            form.options().forEach(each -> {
                json.writeName(each.name());
                schema(each, true, json);
            });
            json.writeEndObject();
            List<String> required = form.options().stream()
                    .filter(Field::isRequired)
                    .map(Field::name)
                    .toList();
            if (!required.isEmpty()) {
                json.writeArrayPropertyStart("required");
                required.forEach(json::writeString);
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void schema(Field field, boolean mayBeMany, JsonGenerator json) {
        json.writeStartObject();
        if (field.isMany() && mayBeMany) {
            json.writeStringProperty("type", "array");
            json.writeObjectPropertyStart("items");
            one(field, json);
            json.writeEndObject();
        } else {
            one(field, json);
        }
        json.writeEndObject();
    }

    private static void one(Field field, JsonGenerator json) {
        json.writeStringProperty(
                "type",
                switch (field.kind()) {
                    case TEXT -> "string";
                    case WHOLE -> "integer";
                    case NUMBER -> "number";
                    case FLAG -> "boolean";
                });
        if (!field.values().isEmpty()) {
            json.writeArrayPropertyStart("enum");
            field.values().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void security(@Nullable Role least, JsonGenerator json) {
        json.writeArrayPropertyStart("security");
        if (least != null) {
            // On loopback nobody needs a token where there is none.
            json.writeStartObject();
            json.writeEndObject();
            json.writeStartObject();
            json.writeArrayPropertyStart("token");
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        if (least != null) {
            json.writeStringProperty("x-least-role", least.word());
        }
    }

    private static void responses(Operation operation, JsonGenerator json) {
        json.writeObjectPropertyStart("responses");
        response("200", "The answer.", type(operation), operation.form == null ? null : "Answer", json);
        response("default", "Why there is none.", "application/json", "Error", json);
        json.writeEndObject();
    }

    private static String type(Operation operation) {
        return switch (operation.path) {
            case "/healthz", "/metrics" -> "text/plain";
            case "/api/v1/events" -> "text/event-stream";
            default -> "application/json";
        };
    }

    private static void response(
            String status, String description, String type, @Nullable String schema, JsonGenerator json) {
        json.writeObjectPropertyStart(status);
        json.writeStringProperty("description", description);
        json.writeObjectPropertyStart("content");
        json.writeObjectPropertyStart(type);
        json.writeObjectPropertyStart("schema");
        if (schema != null) {
            json.writeStringProperty("$ref", "#/components/schemas/" + schema);
        } else {
            json.writeStringProperty("type", type.endsWith("json") ? "object" : "string");
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void components(JsonGenerator json) {
        json.writeObjectPropertyStart("components");
        json.writeObjectPropertyStart("securitySchemes");
        json.writeObjectPropertyStart("token");
        json.writeStringProperty("type", "http");
        json.writeStringProperty("scheme", "bearer");
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectPropertyStart("schemas");
        named("Answer", "What the command says; the schema says which keys follow.", false, json);
        named("Error", "Why something is not answered.", true, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void named(String name, String description, boolean isError, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", "object");
        json.writeStringProperty("description", description);
        json.writeArrayPropertyStart("required");
        json.writeString("schema");
        if (isError) {
            json.writeString("message");
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("properties");
        for (String each : isError ? List.of("schema", "message") : List.of("schema")) {
            json.writeObjectPropertyStart(each);
            json.writeStringProperty("type", "string");
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
