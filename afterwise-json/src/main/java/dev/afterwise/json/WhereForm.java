package dev.afterwise.json;

import dev.afterwise.Where;

/** The keys that say which of the work is meant. */
final class WhereForm {
    private WhereForm() {}

    static void write(JsonText json, Where where) {
        json.text("attribute", where.attribute());
        switch (where) {
            case Where.Is it -> json.text("is", it.value());
            case Where.Above it -> json.number("above", it.number());
            case Where.UpTo it -> json.number("up_to", it.number());
        }
    }

    static Where read(Fields fields) {
        String attribute = fields.text("attribute");
        if (fields.has("is")) {
            return new Where.Is(attribute, fields.text("is"));
        }
        return fields.has("up_to")
                ? new Where.UpTo(attribute, fields.finite("up_to"))
                : new Where.Above(attribute, fields.finite("above"));
    }
}
