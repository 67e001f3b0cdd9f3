package dev.afterwise.json;

import dev.afterwise.Knowledge;
import dev.afterwise.Knowledge.Provenance;
import dev.afterwise.Knowledge.Scope;
import dev.afterwise.Tally;
import dev.afterwise.Transfer;
import dev.afterwise.Trust;
import dev.afterwise.Trust.Weight;
import dev.afterwise.store.Document.Carried;
import dev.afterwise.store.Document.Shelved;
import java.util.List;
import java.util.Set;

/** The keys of what is known. */
final class KnowledgeForm {
    private static final Set<String> KEYS = Set.of(
            "id",
            "kind",
            "subject",
            "category",
            "conditions",
            "statement",
            "action",
            "from",
            "source",
            "at",
            "found",
            "told",
            "used",
            "uses",
            "said",
            "helped",
            "doubt");
    private static final Set<String> WEIGHT_KEYS = Set.of("holds", "fails", "at");
    private static final Set<String> SUBJECT_KEYS = Set.of("task", "agent", "model", "route", "step");

    private KnowledgeForm() {}

    static void write(JsonText json, Shelved it) {
        json.text("shelf", it.shelf()).list("items", it.items(), item -> write(json, item));
        json.texts("forgotten", it.forgotten());
    }

    static Shelved shelved(Fields fields) {
        return new Shelved(
                fields.text("shelf"), fields.objects("items", KnowledgeForm::item), fields.texts("forgotten"));
    }

    static void write(JsonText json, Carried it) {
        if (it.learnedUpTo() != null) {
            json.instant("learned_up_to", it.learnedUpTo());
        }
        json.list("transfers", it.transfers(), transfer -> {
            json.text("from", transfer.from()).text("to", transfer.to());
            json.number("checked", transfer.checked().tried())
                    .number("held", transfer.checked().worked())
                    .number("used", transfer.used().tried())
                    .number("helped", transfer.used().worked());
        });
    }

    static Carried carried(Fields fields) {
        List<Transfer> transfers = fields.objects(
                "transfers",
                it -> new Transfer(
                        it.text("from"),
                        it.text("to"),
                        new Tally(it.whole("checked"), it.whole("held")),
                        new Tally(it.whole("used"), it.whole("helped"))));
        return new Carried(transfers, fields.has("learned_up_to") ? fields.instant("learned_up_to") : null);
    }

    static void write(JsonText json, Knowledge it) {
        Trust trust = it.trust();
        json.text("id", it.id())
                .word("kind", it.kind())
                .object(
                        "subject",
                        subject -> SubjectForm.write(subject, it.scope().subject()))
                .textUnlessEmpty("category", it.scope().category());
        if (!it.scope().conditions().isEmpty()) {
            json.texts("conditions", it.scope().conditions());
        }
        json.text("statement", it.statement())
                .textUnlessEmpty("action", it.action())
                .word("from", it.provenance().from())
                .textUnlessEmpty("source", it.provenance().source())
                .instant("at", it.provenance().at())
                .object("found", weight -> write(weight, trust.found()));
        if (trust.told().all() > 0) {
            json.object("told", weight -> write(weight, trust.told()));
        }
        if (trust.used().all() > 0) {
            json.object("used", weight -> write(weight, trust.used()));
        }
        json.numberUnlessZero("uses", trust.uses())
                .numberUnlessZero("said", trust.outcomes().tried())
                .numberUnlessZero("helped", trust.outcomes().worked())
                .textUnlessEmpty("doubt", trust.doubt());
    }

    private static void write(JsonText json, Weight weight) {
        json.number("holds", weight.holds()).number("fails", weight.fails()).instant("at", weight.at());
    }

    static Knowledge item(Fields fields) {
        Weight found = weight(fields.object("found"));
        return new Knowledge(
                fields.text("id"),
                fields.word("kind", Knowledge.Kind.values()),
                new Scope(
                        SubjectForm.read(fields.object("subject")),
                        fields.textOrEmpty("category"),
                        fields.has("conditions") ? fields.texts("conditions") : List.of()),
                fields.text("statement"),
                fields.textOrEmpty("action"),
                new Provenance(
                        fields.word("from", Knowledge.From.values()),
                        fields.textOrEmpty("source"),
                        fields.instant("at")),
                new Trust(
                        found,
                        fields.has("told") ? weight(fields.object("told")) : Weight.none(found.at()),
                        fields.has("used") ? weight(fields.object("used")) : Weight.none(found.at()),
                        fields.wholeOrZero("uses"),
                        new Tally(fields.wholeOrZero("said"), fields.wholeOrZero("helped")),
                        fields.textOrEmpty("doubt")));
    }

    /** As {@link #item}, of somebody else: a key that we don't know is refused. */
    static Knowledge foreignItem(Fields fields) {
        fields.only(KEYS, "an item");
        fields.object("subject").only(SUBJECT_KEYS, "a subject");
        fields.object("found").only(WEIGHT_KEYS, "a weight");
        for (String each : List.of("told", "used")) {
            if (fields.has(each)) {
                fields.object(each).only(WEIGHT_KEYS, "a weight");
            }
        }
        return item(fields);
    }

    private static Weight weight(Fields fields) {
        return new Weight(fields.finite("holds"), fields.finite("fails"), fields.instant("at"));
    }
}
