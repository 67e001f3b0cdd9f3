package dev.afterwise.server.live;

import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One object of JSON on one line, as it grows. What is null is left out. For one thread. */
final class JsonLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text);

    private JsonLine() {
        json.writeStartObject();
    }

    /** The beginning of what is told of something that happened. */
    static JsonLine of(String kind, Instant at) {
        return new JsonLine()
                .with("schema", "afterwise.event/v1")
                .with("kind", kind)
                .with("at", at.toString());
    }

    JsonLine with(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
        return this;
    }

    JsonLine with(String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
        return this;
    }

    String done() {
        json.writeEndObject();
        json.close();
        return text.toString();
    }
}
