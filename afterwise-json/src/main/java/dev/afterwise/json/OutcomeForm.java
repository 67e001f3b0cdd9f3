package dev.afterwise.json;

import dev.afterwise.Failure;
import dev.afterwise.FailureClass;
import dev.afterwise.Fingerprint;
import dev.afterwise.Money;
import dev.afterwise.Outcome;
import dev.afterwise.Severity;
import dev.afterwise.Status;
import dev.afterwise.Transience;
import dev.afterwise.Usage;

/** The keys of an outcome and of what was spent on the way there. */
final class OutcomeForm {
    private static final Status[] STATUSES = Status.values();
    private static final FailureClass[] CLASSES = FailureClass.values();
    private static final Severity[] SEVERITIES = Severity.values();
    private static final Transience[] TRANSIENCES = Transience.values();

    private OutcomeForm() {}

    static void write(JsonText json, Outcome.Ended outcome, Usage usage) {
        json.word("status", outcome.status()).micros("took_us", outcome.took());
        if (outcome instanceof Outcome.Failed failed) {
            json.object("failure", failure -> write(failure, failed.failure()));
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
            json.textUnlessEmpty("reason", cancelled.reason());
        }
        if (!usage.equals(Usage.NONE)) {
            json.object("usage", spent -> write(spent, usage));
        }
    }

    static Outcome.Ended ended(Fields fields) {
        var took = fields.microsOrNull("took_us");
        return switch (fields.word("status", STATUSES)) {
            case SUCCEEDED -> new Outcome.Succeeded(took);
            case FAILED -> new Outcome.Failed(took, failure(fields.object("failure")));
            case CANCELLED -> new Outcome.Cancelled(took, fields.textOrEmpty("reason"));
            case UNKNOWN -> new Outcome.Unknown(took);
            case ABANDONED -> new Outcome.Abandoned();
            case RUNNING -> throw fields.wrong("status", "be that of an end");
        };
    }

    private static void write(JsonText json, Failure failure) {
        json.word("class", failure.failureClass())
                .word("severity", failure.severity())
                .word("transience", failure.transience())
                .textUnlessEmpty("type", failure.type())
                .textUnlessEmpty("message", failure.message())
                .text("fingerprint", failure.fingerprint().hex());
    }

    private static Failure failure(Fields fields) {
        return new Failure(
                fields.word("class", CLASSES),
                fields.word("severity", SEVERITIES),
                fields.word("transience", TRANSIENCES),
                fields.textOrEmpty("type"),
                fields.textOrEmpty("message"),
                new Fingerprint(fields.text("fingerprint")));
    }

    private static void write(JsonText json, Usage usage) {
        json.numberUnlessZero("input_tokens", usage.inputTokens())
                .numberUnlessZero("output_tokens", usage.outputTokens())
                .numberUnlessZero("cached_tokens", usage.cachedTokens())
                .numberUnlessZero("cost_micros", usage.cost().micros())
                .numberUnlessZero("api_calls", usage.apiCalls());
    }

    static Usage usage(Fields fields) {
        if (!fields.has("usage")) {
            return Usage.NONE;
        }
        Fields usage = fields.object("usage");
        return new Usage(
                usage.wholeOrZero("input_tokens"),
                usage.wholeOrZero("output_tokens"),
                usage.wholeOrZero("cached_tokens"),
                new Money(usage.wholeOrZero("cost_micros")),
                usage.wholeOrZero("api_calls"));
    }
}
