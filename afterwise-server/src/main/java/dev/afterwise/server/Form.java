package dev.afterwise.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said with something that the {@link Api} offers.
 *
 * @param summary one sentence
 * @param subjects what the path goes on with, in this order
 * @param options what is said by name: in the query, or in the body of what changes something
 * @param body a JSON Schema of the whole body, if it isn't made of the options
 */
public record Form(
        String summary,
        List<Field> subjects,
        List<Field> options,
        @Nullable String body) {
    /** Nothing is known of it. */
    public static final Form UNKNOWN = new Form("", List.of(), List.of(), null);

    public Form {
        subjects = List.copyOf(subjects);
        options = List.copyOf(options);
    }

    /** What kind of value it is. */
    public enum Kind {
        TEXT,
        WHOLE,
        NUMBER,
        FLAG
    }

    /**
     * One thing to be said.
     *
     * @param isMany whether it may be said several times
     * @param values the words that it may be; empty if it may be any
     */
    public record Field(
            String name, Kind kind, String description, boolean isRequired, boolean isMany, List<String> values) {
        public Field {
            values = List.copyOf(values);
        }
    }
}
