package dev.afterwise.json;

import dev.afterwise.Payload;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON text while it is being written: one object on one line. For one thread. */
final class JsonText {
    private static final int TYPICAL_CHARS = 4_096;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().characterEscapes(new SurrogateEscapes()).build();

    private final JsonGenerator json;

    private JsonText(JsonGenerator json) {
        this.json = json;
    }

    /** The object that {@code members} fills. */
    static String object(Consumer<JsonText> members) {
        var text = new StringWriter(TYPICAL_CHARS);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(new JsonText(json));
            json.writeEndObject();
        }
        return text.toString();
    }

    JsonText object(String key, Consumer<JsonText> members) {
        json.writeObjectPropertyStart(key);
        members.accept(this);
        json.writeEndObject();
        return this;
    }

    <T> JsonText list(String key, Iterable<? extends T> items, Consumer<T> members) {
        json.writeArrayPropertyStart(key);
        for (T item : items) {
            json.writeStartObject();
            members.accept(item);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }

    JsonText texts(String key, Iterable<String> items) {
        json.writeArrayPropertyStart(key);
        items.forEach(json::writeString);
        json.writeEndArray();
        return this;
    }

    /** Leaves the key out if there is no text. */
    JsonText text(String key, @Nullable String text) {
        if (text != null) {
            json.writeStringProperty(key, text);
        }
        return this;
    }

    JsonText textUnlessEmpty(String key, String text) {
        return text.isEmpty() ? this : text(key, text);
    }

    JsonText word(String key, Enum<?> word) {
        return text(key, word.name().toLowerCase(Locale.ROOT));
    }

    JsonText number(String key, long number) {
        json.writeNumberProperty(key, number);
        return this;
    }

    JsonText numberUnlessZero(String key, long number) {
        return number == 0 ? this : number(key, number);
    }

    /** Numbers that JSON lacks become text. */
    JsonText number(String key, double number) {
        json.writeNumberProperty(key, number);
        return this;
    }

    JsonText number(String key, BigDecimal number) {
        json.writeName(key);
        json.writeNumber(number.toPlainString());
        return this;
    }

    JsonText instant(String key, Instant instant) {
        return text(key, Times.text(instant));
    }

    /** Leaves the key out if there is no duration. */
    JsonText micros(String key, @Nullable Duration duration) {
        if (duration != null) {
            Times.wholeMicros(duration)
                    .ifPresentOrElse(micros -> number(key, micros), () -> number(key, Times.micros(duration)));
        }
        return this;
    }

    /** Leaves the key out if there is no payload. */
    JsonText payload(String key, Payload payload) {
        if (payload.truncated()) {
            object(key, cut -> {
                cut.text("json", payload.json());
                cut.json.writeBooleanProperty("truncated", true);
            });
        } else if (!payload.isNone()) {
            text(key, payload.json());
        }
        return this;
    }
}
