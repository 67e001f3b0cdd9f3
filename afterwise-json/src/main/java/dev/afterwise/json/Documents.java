package dev.afterwise.json;

import dev.afterwise.ErrorMark;
import dev.afterwise.Evidence;
import dev.afterwise.ExecutionId;
import dev.afterwise.Measure;
import dev.afterwise.Policy;
import dev.afterwise.Recommendation;
import dev.afterwise.store.Document;
import java.util.TreeSet;

/**
 * A ledger's documents as JSON. What is read equals what was written.
 *
 * <pre>{@code
 * {"v":1,"kind":"adopted","version":3,"changes":[{"kind":"prefer_agent","subject":{"task":"mail"},"agent":"b"},...]}
 * }</pre>
 */
public final class Documents {
    private static final int VERSION = 1;

    private Documents() {}

    /** The word for a kind of document: {@code adopted}, {@code advised}, {@code audited}, {@code guarded}, {@code boosted}, {@code ordered}, {@code learned}, {@code marked} or {@code alerted}. */
    public static String kind(Class<? extends Document> kind) {
        if (kind == Document.Adopted.class) {
            return "adopted";
        } else if (kind == Document.Advised.class) {
            return "advised";
        } else if (kind == Document.Audited.class) {
            return "audited";
        } else if (kind == Document.Guarded.class) {
            return "guarded";
        } else if (kind == Document.Boosted.class) {
            return "boosted";
        } else if (kind == Document.Ordered.class) {
            return "ordered";
        } else if (kind == Document.Learned.class) {
            return "learned";
        } else if (kind == Document.Marked.class) {
            return "marked";
        } else if (kind == Document.Alerted.class) {
            return "alerted";
        }
        throw new IllegalArgumentException(
                "A kind of document must be one case of it, but this is (%s).".formatted(kind.getName()));
    }

    public static String write(Document document) {
        return JsonText.object(json -> {
            json.number("v", VERSION).text("kind", kind(document.getClass()));
            switch (document) {
                case Document.Adopted it ->
                    json.number("version", it.policy().version())
                            .list("changes", it.policy().changes(), change -> ChangeForm.write(json, change));
                case Document.Advised it -> write(json, it.recommendation());
                case Document.Audited it ->
                    json.instant("at", it.at())
                            .text("action", it.action())
                            .text("recommendation", it.recommendation())
                            .number("policy_version", it.policyVersion());
                case Document.Guarded it -> GuardForm.write(json, it);
                case Document.Boosted it -> GuardForm.write(json, it);
                case Document.Ordered it -> GuardForm.write(json, it);
                case Document.Learned it -> json.text("beliefs", it.beliefs());
                case Document.Marked it -> write(json, it.mark());
                case Document.Alerted it -> AlertForm.write(json, it.alert());
            }
        });
    }

    /**
     * The document that the text holds.
     *
     * @throws UnreadableException if the text isn't a document of this kind, or is of a newer version
     */
    public static <D extends Document> D read(Class<D> kind, String text) {
        return Stored.read("document", text, VERSION, fields -> {
            if (!fields.text("kind").equals(kind(kind))) {
                throw fields.wrong("kind", "be '" + kind(kind) + "'");
            }
            return kind.cast(document(fields));
        });
    }

    private static Document document(Fields fields) {
        return switch (fields.text("kind")) {
            case "adopted" ->
                new Document.Adopted(new Policy(fields.whole("version"), fields.objects("changes", ChangeForm::read)));
            case "advised" -> new Document.Advised(recommendation(fields));
            case "guarded" -> GuardForm.guarded(fields);
            case "boosted" -> GuardForm.boosted(fields);
            case "ordered" -> GuardForm.ordered(fields);
            case "learned" -> new Document.Learned(fields.text("beliefs"));
            case "marked" -> new Document.Marked(mark(fields));
            case "alerted" -> new Document.Alerted(AlertForm.read(fields));
            default ->
                new Document.Audited(
                        fields.instant("at"),
                        fields.text("action"),
                        fields.text("recommendation"),
                        fields.whole("policy_version"));
        };
    }

    private static void write(JsonText json, ErrorMark mark) {
        json.text("error", mark.error()).textUnlessEmpty("label", mark.label());
        if (mark.resolvedAt() != null) {
            json.instant("resolved_at", mark.resolvedAt());
        }
        json.texts("fingerprints", mark.fingerprints());
    }

    private static ErrorMark mark(Fields fields) {
        return new ErrorMark(
                fields.text("error"),
                fields.textOrEmpty("label"),
                fields.has("resolved_at") ? fields.instant("resolved_at") : null,
                new TreeSet<>(fields.texts("fingerprints")));
    }

    private static void write(JsonText json, Recommendation recommendation) {
        json.text("id", recommendation.id())
                .word("status", recommendation.status())
                .object("change", change -> ChangeForm.write(change, recommendation.change()))
                .textUnlessEmpty("because", recommendation.because())
                .object("evidence", evidence -> write(evidence, recommendation.evidence()));
    }

    private static Recommendation recommendation(Fields fields) {
        return new Recommendation(
                fields.text("id"),
                ChangeForm.read(fields.object("change")),
                fields.textOrEmpty("because"),
                evidence(fields.object("evidence")),
                fields.word("status", Recommendation.Status.values()));
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
