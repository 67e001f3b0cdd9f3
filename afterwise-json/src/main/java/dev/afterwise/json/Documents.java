package dev.afterwise.json;

import dev.afterwise.ErrorMark;
import dev.afterwise.Policy;
import dev.afterwise.store.Document;
import java.util.List;
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

    /** The word for a kind of document: {@code adopted}, {@code advised}, {@code tried}, {@code audited}, {@code guarded}, {@code boosted}, {@code ordered}, {@code learned}, {@code marked}, {@code alerted}, {@code delivered}, {@code shelved}, {@code carried}, {@code granted}, {@code acted} and so on. */
    public static String kind(Class<? extends Document> kind) {
        if (kind == Document.Adopted.class) {
            return "adopted";
        } else if (kind == Document.Advised.class) {
            return "advised";
        } else if (kind == Document.Tried.class) {
            return "tried";
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
        } else if (kind == Document.Judged.class) {
            return "judged";
        } else if (kind == Document.Looped.class) {
            return "looped";
        } else if (kind == Document.Timed.class) {
            return "timed";
        } else if (kind == Document.Alerted.class) {
            return "alerted";
        } else if (kind == Document.Delivered.class) {
            return "delivered";
        } else if (kind == Document.Shelved.class) {
            return "shelved";
        } else if (kind == Document.Carried.class) {
            return "carried";
        } else if (kind == Document.Granted.class) {
            return "granted";
        } else if (kind == Document.Acted.class) {
            return "acted";
        }
        throw new IllegalArgumentException(
                "A kind of document must be one case of it, but this is (%s).".formatted(kind.getName()));
    }

    public static String write(Document document) {
        return JsonText.object(json -> {
            json.number("v", VERSION).text("kind", kind(document.getClass()));
            switch (document) {
                case Document.Adopted it -> write(json, it.policy());
                case Document.Tried it -> ExperimentForm.write(json, it.experiment());
                case Document.Advised it -> AdviceForm.write(json, it.recommendation());
                case Document.Audited it -> AdviceForm.write(json, it);
                case Document.Guarded it -> GuardForm.write(json, it);
                case Document.Boosted it -> GuardForm.write(json, it);
                case Document.Ordered it -> GuardForm.write(json, it);
                case Document.Learned it -> json.text("beliefs", it.beliefs());
                case Document.Judged it -> JudgementForm.write(json, it.judgement());
                case Document.Looped it -> LoopForm.write(json, it);
                case Document.Timed it -> TimedForm.write(json, it);
                case Document.Marked it -> write(json, it.mark());
                case Document.Alerted it -> AlertForm.write(json, it.alert());
                case Document.Delivered it -> DeliveredForm.write(json, it);
                case Document.Shelved it -> KnowledgeForm.write(json, it);
                case Document.Carried it -> KnowledgeForm.write(json, it);
                case Document.Granted it -> AccessForm.write(json, it);
                case Document.Acted it -> AccessForm.write(json, it.act());
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
            case "adopted" -> new Document.Adopted(policy(fields));
            case "tried" -> new Document.Tried(ExperimentForm.read(fields));
            case "advised" -> new Document.Advised(AdviceForm.read(fields));
            case "guarded" -> GuardForm.guarded(fields);
            case "boosted" -> GuardForm.boosted(fields);
            case "ordered" -> GuardForm.ordered(fields);
            case "learned" -> new Document.Learned(fields.text("beliefs"));
            case "judged" -> JudgementForm.judged(fields);
            case "looped" -> LoopForm.looped(fields);
            case "timed" -> TimedForm.timed(fields);
            case "marked" -> new Document.Marked(mark(fields));
            case "alerted" -> new Document.Alerted(AlertForm.read(fields));
            case "delivered" -> DeliveredForm.read(fields);
            case "shelved" -> KnowledgeForm.shelved(fields);
            case "carried" -> KnowledgeForm.carried(fields);
            case "granted" -> AccessForm.granted(fields);
            case "acted" -> new Document.Acted(AccessForm.act(fields));
            default -> AdviceForm.audited(fields);
        };
    }

    private static void write(JsonText json, Policy policy) {
        json.number("version", policy.version())
                .list("changes", policy.changes(), change -> ChangeForm.write(json, change));
        if (!policy.experiments().isEmpty()) {
            json.list("experiments", policy.experiments(), each -> ExperimentForm.write(json, each));
        }
    }

    private static Policy policy(Fields fields) {
        return new Policy(
                fields.whole("version"),
                fields.objects("changes", ChangeForm::read),
                fields.has("experiments") ? fields.objects("experiments", ExperimentForm::read) : List.of());
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
}
