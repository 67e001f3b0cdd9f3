package dev.afterwise.json;

import dev.afterwise.Payload;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is being taken apart, and its place in the document. A key whose value is null counts as absent.
 *
 * <p>Every method throws {@link UnreadableException} if the value is not what it should be; the message names the key and
 * the value.
 */
final class Fields {
    private static final Set<String> NOT_IN_JSON = Set.of("NaN", "Infinity", "-Infinity");

    private final String path;
    private final Map<String, @Nullable Object> members;

    private Fields(String path, Map<String, @Nullable Object> members) {
        this.path = path;
        this.members = members;
    }

    static Fields of(Map<String, @Nullable Object> document) {
        return new Fields("", document);
    }

    /** Refuses all keys but these, which are those of {@code what}. */
    void only(Set<String> known, String what) {
        for (String key : members.keySet()) {
            if (!known.contains(key)) {
                throw new UnreadableException(
                        "unknown key " + name(key) + " in " + what + Suggestion.forWord(key, known));
            }
        }
    }

    Set<String> keys() {
        return members.keySet();
    }

    boolean has(String key) {
        return members.get(key) != null;
    }

    /** What stands there, of whatever type. */
    @Nullable
    Object valueOrNull(String key) {
        return members.get(key);
    }

    Object value(String key) {
        Object value = members.get(key);
        if (value == null) {
            throw new UnreadableException(name(key) + " must be given, but it is missing");
        }
        return value;
    }

    String text(String key) {
        if (value(key) instanceof String text) {
            return text;
        }
        throw wrong(key, "be text");
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    String textOrEmpty(String key) {
        return has(key) ? text(key) : "";
    }

    private Numeral numeral(String key, String must) {
        if (value(key) instanceof Numeral number) {
            return number;
        }
        throw wrong(key, must);
    }

    long whole(String key) {
        try {
            return numeral(key, "be a whole number").whole();
        } catch (ArithmeticException e) {
            throw wrong(key, "be a whole number of at most 18 digits");
        }
    }

    long wholeOrZero(String key) {
        return has(key) ? whole(key) : 0;
    }

    int integer(String key) {
        long whole = whole(key);
        if ((int) whole != whole) {
            throw wrong(key, "be a whole number of at most 9 digits");
        }
        return (int) whole;
    }

    BigDecimal decimal(String key) {
        try {
            return numeral(key, "be a number").decimal();
        } catch (ArithmeticException e) {
            throw wrong(key, "be a number that is neither too large nor too small");
        }
    }

    /** A number, or the text of one that JSON lacks. */
    double real(String key) {
        return value(key) instanceof String text && NOT_IN_JSON.contains(text)
                ? Double.parseDouble(text)
                : numeral(key, "be a number").real();
    }

    double finite(String key) {
        double number = numeral(key, "be a number").real();
        if (!Double.isFinite(number)) {
            throw wrong(key, "be a finite number");
        }
        return number;
    }

    Instant instant(String key) {
        try {
            return Times.instant(text(key));
        } catch (DateTimeException e) {
            throw wrong(key, "be an ISO 8601 instant");
        }
    }

    Duration micros(String key) {
        try {
            return Times.duration(decimal(key));
        } catch (ArithmeticException e) {
            throw wrong(key, "be a duration in microseconds");
        }
    }

    @Nullable
    Duration microsOrNull(String key) {
        return has(key) ? micros(key) : null;
    }

    Payload payload(String key) {
        if (!has(key)) {
            return Payload.NONE;
        }
        if (value(key) instanceof String json) {
            return new Payload(json, false);
        }
        Fields cut = object(key);
        return new Payload(cut.text("json"), Boolean.TRUE.equals(cut.value("truncated")));
    }

    <E extends Enum<E>> E word(String key, E[] words) {
        String text = text(key);
        List<String> known = new ArrayList<>(words.length);
        for (E word : words) {
            known.add(word.name().toLowerCase(Locale.ROOT));
            if (known.getLast().equals(text)) {
                return word;
            }
        }
        throw unlisted(key, text, known);
    }

    String oneOf(String key, List<String> known) {
        String text = text(key);
        if (known.contains(text)) {
            return text;
        }
        throw unlisted(key, text, known);
    }

    private UnreadableException unlisted(String key, String text, List<String> known) {
        String must = "be one of " + String.join(", ", known);
        return wrong(key, text, must, Suggestion.forWord(text, known));
    }

    Fields object(String key) {
        if (value(key) instanceof Map<?, ?> members) {
            return new Fields(path + key + ".", cast(members));
        }
        throw wrong(key, "be an object");
    }

    private List<?> list(String key) {
        if (value(key) instanceof List<?> items) {
            return items;
        }
        throw wrong(key, "be a list");
    }

    <T> List<T> objects(String key, Function<Fields, T> read) {
        List<?> items = list(key);
        var objects = new ArrayList<T>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String place = key + "[" + i + "]";
            if (!(items.get(i) instanceof Map<?, ?> members)) {
                throw wrong(place, items.get(i), "be an object", "");
            }
            objects.add(read.apply(new Fields(path + place + ".", cast(members))));
        }
        return objects;
    }

    List<String> texts(String key) {
        List<?> items = list(key);
        var texts = new ArrayList<String>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof String text)) {
                throw wrong(key + "[" + i + "]", items.get(i), "be text", "");
            }
            texts.add(text);
        }
        return texts;
    }

    /** What to throw where a value is not what it must be. */
    UnreadableException wrong(String key, String must) {
        return wrong(key, members.get(key), must, "");
    }

    private UnreadableException wrong(String key, @Nullable Object value, String must, String advice) {
        return new UnreadableException(name(key) + " must " + must + ", but it is " + shown(value) + advice);
    }

    private String name(String key) {
        return Printable.quoted(path + key);
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "missing";
            case String text -> "(\"" + Printable.cut(text) + "\")";
            case Numeral number -> "(" + Printable.cut(number.text()) + ")";
            case Map<?, ?> members -> "an object";
            case List<?> items -> "a list";
            default -> "(" + value + ")";
        };
    }

    /** The tree's objects have only text as keys. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> cast(Map<?, ?> members) {
        return (Map<String, @Nullable Object>) members;
    }
}
