package dev.afterwise.json;

import dev.afterwise.Cycle;
import dev.afterwise.ExecutionId;
import dev.afterwise.Lease;
import dev.afterwise.Recommendation.Status;
import dev.afterwise.store.Document;

/** The keys of how far the loop has come. */
final class LoopForm {
    private LoopForm() {}

    static void write(JsonText json, Document.Looped looped) {
        json.number("cycles", looped.cycles());
        Cycle last = looped.last();
        if (last != null) {
            json.object("last", cycle -> write(cycle, last));
        }
        Lease lease = looped.lease();
        if (lease != null) {
            json.object("lease", held -> held.text("holder", lease.holder()).instant("until", lease.until()));
        }
    }

    static Document.Looped looped(Fields fields) {
        return new Document.Looped(
                fields.whole("cycles"),
                fields.has("last") ? cycle(fields.object("last")) : null,
                fields.has("lease") ? lease(fields.object("lease")) : null);
    }

    private static void write(JsonText json, Cycle cycle) {
        json.instant("started_at", cycle.startedAt())
                .micros("took_us", cycle.took())
                .word("cause", cycle.cause())
                .text("execution", cycle.execution().hex())
                .list(
                        "phases",
                        cycle.phases(),
                        phase -> json.text("name", phase.name())
                                .number("done", phase.isDone() ? 1 : 0)
                                .textUnlessEmpty("said", phase.said()))
                .list("moves", cycle.moves(), move -> {
                    json.text("recommendation", move.recommendation());
                    if (move.from() != null) {
                        json.word("from", move.from());
                    }
                    json.word("to", move.to());
                });
    }

    private static Cycle cycle(Fields fields) {
        return new Cycle(
                fields.instant("started_at"),
                fields.micros("took_us"),
                fields.word("cause", Cycle.Cause.values()),
                new ExecutionId(fields.text("execution")),
                fields.objects(
                        "phases",
                        phase -> new Cycle.Phase(
                                phase.text("name"), phase.whole("done") == 1, phase.textOrEmpty("said"))),
                fields.objects(
                        "moves",
                        move -> new Cycle.Move(
                                move.text("recommendation"),
                                move.has("from") ? move.word("from", Status.values()) : null,
                                move.word("to", Status.values()))));
    }

    private static Lease lease(Fields fields) {
        return new Lease(fields.text("holder"), fields.instant("until"));
    }
}
