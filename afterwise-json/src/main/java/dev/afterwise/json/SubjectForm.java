package dev.afterwise.json;

import dev.afterwise.Dimension;
import dev.afterwise.Subject;

/** A subject: a key for each of its parts. */
final class SubjectForm {
    private SubjectForm() {}

    static void write(JsonText json, Subject subject) {
        subject.parts().forEach((dimension, value) -> json.text(dimension.word(), value));
    }

    static Subject read(Fields fields) {
        Subject subject = Subject.EVERYTHING;
        for (Dimension dimension : Dimension.values()) {
            if (fields.has(dimension.word())) {
                subject = subject.with(dimension, fields.text(dimension.word()));
            }
        }
        return subject;
    }
}
