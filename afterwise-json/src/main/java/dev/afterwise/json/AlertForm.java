package dev.afterwise.json;

import dev.afterwise.Alert;
import dev.afterwise.ExecutionId;
import dev.afterwise.Severity;

/** An alert as JSON. */
final class AlertForm {
    private AlertForm() {}

    static void write(JsonText json, Alert alert) {
        json.text("id", alert.id())
                .word("about", alert.kind())
                .word("severity", alert.severity())
                .text("subject", alert.subject())
                .text("statement", alert.statement())
                .instant("first", alert.raised().first())
                .instant("last", alert.raised().last())
                .number("times", alert.raised().times())
                .texts(
                        "examples",
                        alert.examples().stream().map(ExecutionId::hex).toList());
    }

    static Alert read(Fields fields) {
        return new Alert(
                fields.text("id"),
                fields.word("about", Alert.Kind.values()),
                fields.word("severity", Severity.values()),
                fields.text("subject"),
                fields.text("statement"),
                new Alert.Raised(fields.instant("first"), fields.instant("last"), fields.whole("times")),
                fields.texts("examples").stream().map(ExecutionId::new).toList());
    }
}
