package dev.afterwise.json;

import dev.afterwise.Change;
import dev.afterwise.Dimension;
import dev.afterwise.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The keys of a change. */
final class ChangeForm {
    private ChangeForm() {}

    static void write(JsonText json, Change change) {
        json.text("kind", change.kind())
                .object(
                        "subject",
                        subject -> change.subject()
                                .parts()
                                .forEach((dimension, value) -> subject.text(dimension.word(), value)));
        switch (change) {
            case Change.PreferAgent it -> json.text("agent", it.agent());
            case Change.SetThreshold it ->
                json.text("attribute", it.attribute())
                        .number("above", it.above())
                        .text("agent", it.agent())
                        .text("otherwise", it.otherwise());
            case Change.RetryUpTo it -> json.number("attempts", it.attempts());
            case Change.TimeOutAfter it -> json.micros("limit_us", it.limit());
        }
    }

    static Change read(Fields fields) {
        Subject subject = subject(fields.object("subject"));
        return switch (fields.text("kind")) {
            case "prefer_agent" -> new Change.PreferAgent(subject, fields.text("agent"));
            case "set_threshold" ->
                new Change.SetThreshold(
                        subject,
                        fields.text("attribute"),
                        fields.finite("above"),
                        fields.text("agent"),
                        fields.text("otherwise"));
            case "retry_up_to" -> new Change.RetryUpTo(subject, fields.integer("attempts"));
            case "time_out_after" -> new Change.TimeOutAfter(subject, fields.micros("limit_us"));
            default -> throw fields.wrong("kind", "be a known kind of change");
        };
    }

    private static Subject subject(Fields fields) {
        Map<Dimension, String> parts = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (fields.has(dimension.word())) {
                parts.put(dimension, fields.text(dimension.word()));
            }
        }
        return new Subject(new TreeMap<>(parts));
    }
}
