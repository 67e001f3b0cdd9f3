package dev.afterwise.json;

import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Measure;
import dev.afterwise.Measurement;
import dev.afterwise.Recommendation;
import dev.afterwise.store.Document;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys of a recommendation, and of the record of what became of it. */
final class AdviceForm {
    private AdviceForm() {}

    static void write(JsonText json, Recommendation recommendation) {
        json.text("id", recommendation.id())
                .word("status", recommendation.status())
                .object("change", change -> ChangeForm.write(change, recommendation.change()))
                .textUnlessEmpty("because", recommendation.because())
                .object("evidence", evidence -> write(evidence, recommendation.evidence()));
        Measurement measurement = recommendation.measurement();
        if (measurement != null) {
            json.object("measurement", it -> write(it, measurement));
        }
    }

    static Recommendation read(Fields fields) {
        return new Recommendation(
                fields.text("id"),
                ChangeForm.read(fields.object("change")),
                fields.textOrEmpty("because"),
                evidence(fields.object("evidence")),
                fields.word("status", Recommendation.Status.values()),
                fields.has("measurement") ? measurement(fields.object("measurement")) : null);
    }

    private static void write(JsonText json, Measurement measurement) {
        json.instant("since", measurement.since());
        Instant until = measurement.until();
        if (until != null) {
            json.instant("until", until);
        }
        json.textUnlessEmpty("experiment", measurement.experiment());
        Evidence realised = measurement.realised();
        if (realised != null) {
            json.object("realised", evidence -> write(evidence, realised));
        }
        json.textUnlessEmpty("said", measurement.said());
    }

    private static Measurement measurement(Fields fields) {
        @Nullable Evidence realised = fields.has("realised") ? evidence(fields.object("realised")) : null;
        return new Measurement(
                fields.instant("since"),
                fields.has("until") ? fields.instant("until") : null,
                fields.textOrEmpty("experiment"),
                realised,
                fields.textOrEmpty("said"));
    }

    static void write(JsonText json, Document.Audited it) {
        json.instant("at", it.at())
                .text("action", it.action())
                .text("recommendation", it.recommendation())
                .number("policy_version", it.policyVersion())
                .textUnlessEmpty("because", it.because())
                .textUnlessEmpty("by", it.by());
    }

    static Document.Audited audited(Fields fields) {
        return new Document.Audited(
                fields.instant("at"),
                fields.text("action"),
                fields.text("recommendation"),
                fields.whole("policy_version"),
                fields.textOrEmpty("because"),
                fields.textOrEmpty("by"));
    }

    private static void write(JsonText json, Evidence evidence) {
        json.number("sample", evidence.sample())
                .word("measure", evidence.measure())
                .number("effect", evidence.effect())
                .number("low", evidence.low())
                .number("high", evidence.high())
                .number("p_value", evidence.pValue())
                .texts(
                        "examples",
                        evidence.examples().stream().map(ExecutionId::hex).toList());
    }

    private static Evidence evidence(Fields fields) {
        return new Evidence(
                fields.whole("sample"),
                fields.word("measure", Measure.values()),
                fields.real("effect"),
                fields.real("low"),
                fields.real("high"),
                fields.real("p_value"),
                fields.texts("examples").stream().map(ExecutionId::new).toList());
    }
}
