package dev.afterwise.json;

import java.util.List;

/** The one JSON object that a request holds. */
final class Body {
    private static final int MOST_NAME_CHARS = 1_000;

    private Body() {}

    /** @throws UnreadableException if it holds anything else */
    static Fields of(String json) {
        try {
            return Fields.of(JsonTree.object(json));
        } catch (JsonTree.DamagedException e) {
            String where = e.column() > 0 ? " (column " + e.column() + ")" : "";
            throw new UnreadableException("The body must be a JSON object, but " + e.getMessage() + where + ".");
        }
    }

    /** Text that names something. */
    static String name(Fields fields, String key) {
        String name = ExecutionForm.named(fields, key);
        if (name.length() > MOST_NAME_CHARS) {
            throw fields.wrong(key, "have at most %,d characters".formatted(MOST_NAME_CHARS));
        }
        return name;
    }

    /** Texts that name something, each once. */
    static List<String> names(Fields fields, String key, int most) {
        List<String> names = fields.texts(key);
        if (names.size() > most || names.stream().anyMatch(each -> each.isBlank() || each.length() > MOST_NAME_CHARS)) {
            throw fields.wrong(key, "hold at most %,d names of 1 to %,d characters".formatted(most, MOST_NAME_CHARS));
        }
        return names.stream().distinct().toList();
    }

    static int between(Fields fields, String key, int least, int most, int otherwise) {
        int number = fields.has(key) ? fields.integer(key) : otherwise;
        if (number < least || number > most) {
            throw fields.wrong(key, "be from %,d to %,d".formatted(least, most));
        }
        return number;
    }

    static boolean flag(Fields fields, String key, boolean otherwise) {
        return switch (fields.valueOrNull(key)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            default -> throw fields.wrong(key, "be true or false");
        };
    }
}
