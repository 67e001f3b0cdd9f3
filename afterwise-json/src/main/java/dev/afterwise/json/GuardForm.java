package dev.afterwise.json;

import dev.afterwise.BoostTrial;
import dev.afterwise.BreakerOrder;
import dev.afterwise.BreakerOrder.Wish;
import dev.afterwise.BreakerState;
import dev.afterwise.BreakerState.Kind;
import dev.afterwise.GuardMemory;
import dev.afterwise.Loan;
import dev.afterwise.Tally;
import dev.afterwise.store.Document;
import java.time.Instant;

/** The keys of what guards remember and of what is ordered of them. */
final class GuardForm {
    private GuardForm() {}

    static void write(JsonText json, Document.Guarded guarded) {
        json.list("components", guarded.memories(), memory -> write(json, memory))
                .list(
                        "loans",
                        guarded.loans(),
                        loan -> json.text("lender", loan.lender())
                                .text("borrower", loan.borrower())
                                .instant("at", loan.at()));
    }

    private static void write(JsonText json, GuardMemory memory) {
        json.text("component", memory.component())
                .instant("at", memory.at())
                .word("state", memory.breaker().kind());
        if (memory.breaker() instanceof BreakerState.Open(Instant retryAt)) {
            json.instant("retry_at", retryAt);
        }
        json.micros("last_wait_us", memory.lastWait());
        if (memory.closedAt() != null) {
            json.instant("closed_at", memory.closedAt());
        }
        json.number("budget", memory.budget());
    }

    static Document.Guarded guarded(Fields fields) {
        return new Document.Guarded(
                fields.objects("components", GuardForm::memory),
                fields.objects(
                        "loans", loan -> new Loan(loan.text("lender"), loan.text("borrower"), loan.instant("at"))));
    }

    private static GuardMemory memory(Fields fields) {
        Kind kind = fields.word("state", Kind.values());
        return new GuardMemory(
                fields.text("component"),
                fields.instant("at"),
                switch (kind) {
                    case CLOSED -> new BreakerState.Closed();
                    case OPEN -> new BreakerState.Open(fields.instant("retry_at"));
                    case HALF_OPEN -> new BreakerState.HalfOpen(0);
                    case FORCED_OPEN -> new BreakerState.ForcedOpen();
                },
                fields.micros("last_wait_us"),
                fields.has("closed_at") ? fields.instant("closed_at") : null,
                fields.finite("budget"));
    }

    static void write(JsonText json, Document.Boosted boosted) {
        json.instant("at", boosted.at())
                .number("reserve", boosted.reserve())
                .list("trials", boosted.trials(), trial -> {
                    json.text("task", trial.task());
                    json.object("boosted", it -> write(it, trial.boosted()));
                    json.object("held_out", it -> write(it, trial.heldOut()));
                });
    }

    private static void write(JsonText json, Tally tally) {
        json.number("tried", tally.tried()).number("worked", tally.worked());
    }

    static Document.Boosted boosted(Fields fields) {
        return new Document.Boosted(
                fields.instant("at"),
                fields.finite("reserve"),
                fields.objects(
                        "trials",
                        trial -> new BoostTrial(
                                trial.text("task"), tally(trial.object("boosted")), tally(trial.object("held_out")))));
    }

    private static Tally tally(Fields fields) {
        return new Tally(fields.whole("tried"), fields.whole("worked"));
    }

    static void write(JsonText json, Document.Ordered ordered) {
        json.list(
                "orders",
                ordered.orders(),
                order -> json.text("component", order.component())
                        .word("wish", order.wish())
                        .instant("at", order.at()));
    }

    static Document.Ordered ordered(Fields fields) {
        return new Document.Ordered(fields.objects(
                "orders",
                order -> new BreakerOrder(
                        order.text("component"), order.word("wish", Wish.values()), order.instant("at"))));
    }
}
