package dev.afterwise.json;

import dev.afterwise.Value;
import dev.afterwise.plan.Output;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * An output that is a part of the JSON that an attempt made, as RFC 6901 names parts: {@code /labels/0/name}. The empty pointer
 * is the whole.
 *
 * <p>Numbers are numbers, but whole ones of more than 15 digits are text, so that none is lost; true and false are those words;
 * lists and objects are their JSON text; null is nothing. When what was made is no single JSON value, there is nothing in it.
 */
record JsonPointer(String pointer) implements Output {
    private static final Pattern UNKNOWN_ESCAPE = Pattern.compile("~(?![01])");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final int MOST_NESTING = 200;
    private static final int MOST_DIGITS = 15;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTING)
                    .build())
            .build();

    static boolean isOne(String text) {
        return (text.isEmpty() || text.startsWith("/"))
                && !UNKNOWN_ESCAPE.matcher(text).find();
    }

    @Override
    public Optional<Value> in(Made made) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), made.text())) {
            json.nextToken();
            Value found = find(json, tokens());
            return isWhole(json) ? Optional.ofNullable(found) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    List<String> tokens() {
        var tokens = new ArrayList<String>();
        for (String token : pointer.split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens.subList(1, tokens.size());
    }

    /** Leaves the parser wherever it found it, or at the end of what it searched. */
    private static @Nullable Value find(JsonParser json, List<String> path) {
        for (String token : path) {
            boolean isThere = switch (json.currentToken()) {
                case START_OBJECT -> enterMember(json, token);
                case START_ARRAY -> INDEX.matcher(token).matches() && enterItem(json, Integer.parseInt(token));
                case null, default -> false;
            };
            if (!isThere) {
                return null;
            }
        }
        return value(json);
    }

    private static boolean enterMember(JsonParser json, String name) {
        for (String each = json.nextName(); each != null; each = json.nextName()) {
            json.nextToken();
            if (each.equals(name)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static boolean enterItem(JsonParser json, int index) {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == index) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static @Nullable Value value(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> Value.of(json.getString());
            case VALUE_TRUE -> Value.of("true");
            case VALUE_FALSE -> Value.of("false");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            case START_OBJECT, START_ARRAY -> Value.of(copied(json));
            case null, default -> null;
        };
    }

    private static Value number(JsonParser json) {
        String digits = json.getString();
        boolean isLong = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && digits.replace("-", "").length() > MOST_DIGITS;
        double number = Double.parseDouble(digits);
        return isLong || !Double.isFinite(number) ? Value.of(digits) : Value.of(number);
    }

    private static String copied(JsonParser json) {
        var text = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructureExact(json);
        }
        return text.toString();
    }

    /** Whether the rest is what is missing of one value, and nothing else. */
    private static boolean isWhole(JsonParser json) {
        if (json.currentToken() == null) {
            return false;
        }
        while (!json.streamReadContext().inRoot()) {
            json.nextToken();
        }
        return json.nextToken() == null;
    }

    /** As it is written in a plan. */
    @Override
    public String toString() {
        return pointer;
    }
}
