package dev.afterwise.otel;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON form of OTLP, which differs from that of Protocol Buffers: ids are hexadecimal, enumerations are numbers, what is unknown
 * is passed over (OpenTelemetry Protocol Specification, "JSON Protobuf Encoding"). What some clients send against it is
 * understood, too: ids in base64, enumerations by their names, 64-bit numbers without quotes.
 *
 * <p>Safe for use by many threads.
 */
public final class OtlpJson {
    private static final int MAX_DEPTH = 64;
    private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private OtlpJson() {}

    /**
     * Reads one message.
     *
     * @param <B> the builder of its kind
     * @param in not closed
     * @throws OtlpException if it is no JSON, is nested more than 64 deep, or has a value of another kind than its field
     */
    public static <B extends Message.Builder> B read(InputStream in, B into) throws IOException {
        read(in, List.of(into));
        return into;
    }

    /** As {@link #read(InputStream, Message.Builder)}; each part goes into the first of these that has a place for it. */
    static void read(InputStream in, List<? extends Message.Builder> into) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new OtlpException("An OTLP request in JSON must be an object, but this begins with (%s)."
                        .formatted(json.currentToken()));
            }
            message(json, into);
            if (json.nextToken() != null) {
                throw new OtlpException("An OTLP request in JSON must be one object, but something follows it.");
            }
        } catch (JacksonException e) {
            throw new OtlpException("An OTLP request must be JSON, but this is not: " + e.getOriginalMessage());
        }
    }

    private static void message(JsonParser json, List<? extends Message.Builder> among) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            boolean isTaken = false;
            for (Message.Builder each : among) {
                FieldDescriptor field = field(each, name);
                if (field != null && !isTaken) {
                    field(json, each, field, token);
                    isTaken = true;
                }
            }
            if (!isTaken) {
                json.skipChildren();
            }
        }
    }

    /** As the specification wants it, in one line. */
    public static String write(Message message) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(message, json);
        }
        return text.toString();
    }

    private static void write(Message message, JsonGenerator json) {
        json.writeStartObject();
        message.getAllFields().forEach((field, value) -> {
            json.writeName(field.getJsonName());
            if (field.isRepeated()) {
                json.writeStartArray();
                ((List<?>) value).forEach(each -> write(field, each, json));
                json.writeEndArray();
            } else {
                write(field, value, json);
            }
        });
        json.writeEndObject();
    }

    private static void write(FieldDescriptor field, Object value, JsonGenerator json) {
        switch (value) {
            case Message inner -> write(inner, json);
            case ByteString bytes when IDS.contains(field.getName()) -> json.writeString(Ids.hex(bytes));
            case ByteString bytes -> json.writeString(Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case EnumValueDescriptor constant -> json.writeNumber(constant.getNumber());
            case Long number -> json.writeString(long64(field, number));
            case Integer number -> json.writeNumber(number);
            case Boolean is -> json.writeBoolean(is);
            case Float number -> json.writeNumber(number);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    private static String long64(FieldDescriptor field, long number) {
        return switch (field.getType()) {
            case FIXED64, UINT64 -> Long.toUnsignedString(number);
            default -> Long.toString(number);
        };
    }

    private static @Nullable FieldDescriptor field(Message.Builder into, String name) {
        return FIELDS.computeIfAbsent(into.getDescriptorForType(), OtlpJson::byName)
                .get(name);
    }

    private static void message(JsonParser json, Message.Builder into) {
        Map<String, FieldDescriptor> fields = FIELDS.computeIfAbsent(into.getDescriptorForType(), OtlpJson::byName);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = fields.get(json.currentName());
            JsonToken token = json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else {
                field(json, into, field, token);
            }
        }
    }

    private static void field(JsonParser json, Message.Builder into, FieldDescriptor field, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (field.isRepeated()) {
            repeated(json, into, field, token);
        } else {
            into.setField(field, value(json, into, field, token));
        }
    }

    private static Map<String, FieldDescriptor> byName(Descriptor type) {
        var byName = new HashMap<String, FieldDescriptor>();
        for (FieldDescriptor field : type.getFields()) {
            byName.put(field.getName(), field);
            byName.put(field.getJsonName(), field);
        }
        return Map.copyOf(byName);
    }

    private static void repeated(JsonParser json, Message.Builder into, FieldDescriptor field, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            throw wrong(field, "a list", token);
        }
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            into.addRepeatedField(field, value(json, into, field, next));
        }
    }

    private static Object value(JsonParser json, Message.Builder into, FieldDescriptor field, JsonToken token) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                if (token != JsonToken.START_OBJECT) {
                    throw wrong(field, "an object", token);
                }
                Message.Builder inner = into.newBuilderForField(field);
                message(json, inner);
                yield inner.build();
            }
            case STRING -> {
                if (token != JsonToken.VALUE_STRING) {
                    throw wrong(field, "text", token);
                }
                yield json.getString();
            }
            case BOOLEAN -> {
                if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                    throw wrong(field, "true or false", token);
                }
                yield token == JsonToken.VALUE_TRUE;
            }
            case BYTE_STRING -> bytes(json, field, token);
            case ENUM -> enumeration(json, field, token);
            case INT -> number(json, field, token).intValue();
            case LONG -> number(json, field, token).longValue();
            case FLOAT -> (float) fraction(json, field, token);
            case DOUBLE -> fraction(json, field, token);
        };
    }

    private static ByteString bytes(JsonParser json, FieldDescriptor field, JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            return buffer(json, field);
        }
        if (token != JsonToken.VALUE_STRING) {
            throw wrong(field, "text", token);
        }
        String text = json.getString();
        try {
            // 32 and 16 digits are ids as the specification wants them; those in base64 have 24 and 12 characters.
            return IDS.contains(field.getName()) && (text.length() == 32 || text.length() == 16)
                    ? ByteString.copyFrom(HexFormat.of().parseHex(text))
                    : ByteString.copyFrom(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // A bad id makes one span invalid, not the request.
            return ByteString.copyFromUtf8(text);
        }
    }

    /** The bytes that Node's JSON makes of a {@code Buffer}. */
    private static ByteString buffer(JsonParser json, FieldDescriptor field) {
        ByteString.Output bytes = ByteString.newOutput();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY && name.equals("data")) {
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    bytes.write(number(json, field, next).intValue());
                }
            } else {
                json.skipChildren();
            }
        }
        return bytes.toByteString();
    }

    private static EnumValueDescriptor enumeration(JsonParser json, FieldDescriptor field, JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            @Nullable EnumValueDescriptor named = field.getEnumType().findValueByName(json.getString());
            if (named != null) {
                return named;
            }
        }
        return field.getEnumType()
                .findValueByNumberCreatingIfUnknown(number(json, field, token).intValue());
    }

    private static BigDecimal number(JsonParser json, FieldDescriptor field, JsonToken token) {
        if (token != JsonToken.VALUE_STRING
                && token != JsonToken.VALUE_NUMBER_INT
                && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw wrong(field, "a number", token);
        }
        String text = json.getString();
        try {
            var number = new BigDecimal(text);
            // Nobody's number needs an exponent that takes a gigabyte to write out.
            if (text.length() <= 40 && Math.abs((long) number.scale()) <= 40) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new OtlpException("The field '%s' must be a number, but it is (%s)."
                .formatted(field.getJsonName(), text.substring(0, Math.min(text.length(), 40))));
    }

    private static double fraction(JsonParser json, FieldDescriptor field, JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            switch (json.getString()) {
                case "NaN" -> {
                    return Double.NaN;
                }
                case "Infinity" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-Infinity" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> {}
            }
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getDoubleValue();
        }
        return number(json, field, token).doubleValue();
    }

    private static OtlpException wrong(FieldDescriptor field, String expected, JsonToken token) {
        return new OtlpException(
                "The field '%s' must be %s, but it is (%s).".formatted(field.getJsonName(), expected, token));
    }
}
