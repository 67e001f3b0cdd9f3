package dev.afterwise.json;

import dev.afterwise.ExecutionId;
import dev.afterwise.Start;
import dev.afterwise.store.Document;

/** The keys of when a plan was to be run by itself. */
final class TimedForm {
    private TimedForm() {}

    static void write(JsonText json, Document.Timed timed) {
        json.text("plan", timed.plan()).instant("up_to", timed.upTo()).list("starts", timed.starts(), start -> {
            json.instant("due", start.due())
                    .instant("at", start.at())
                    .word("decision", start.decision())
                    .text("machine", start.by().machine())
                    .number("pid", start.by().pid())
                    .instant("since", start.by().since());
            if (start.run() != null) {
                json.text("run", start.run().hex());
            }
        });
    }

    static Document.Timed timed(Fields fields) {
        return new Document.Timed(
                fields.text("plan"),
                fields.instant("up_to"),
                fields.objects(
                        "starts",
                        start -> new Start(
                                start.instant("due"),
                                start.instant("at"),
                                start.word("decision", Start.Decision.values()),
                                new Start.By(start.text("machine"), start.whole("pid"), start.instant("since")),
                                start.has("run") ? new ExecutionId(start.text("run")) : null)));
    }
}
