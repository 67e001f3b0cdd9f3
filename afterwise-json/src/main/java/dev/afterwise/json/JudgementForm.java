package dev.afterwise.json;

import dev.afterwise.Judgement;
import dev.afterwise.Rating;
import dev.afterwise.store.Document;

/** The keys of what a person thinks of something that was learned. */
final class JudgementForm {
    private JudgementForm() {}

    static void write(JsonText json, Judgement judgement) {
        json.word("about", judgement.kind())
                .text("id", judgement.id())
                .text("by", judgement.rating().by())
                .number("score", judgement.rating().score())
                .textUnlessEmpty("comment", judgement.rating().comment())
                .instant("at", judgement.at());
    }

    static Document.Judged judged(Fields fields) {
        var rating = new Rating(fields.text("by"), fields.finite("score"), fields.textOrEmpty("comment"));
        return new Document.Judged(new Judgement(
                fields.word("about", Judgement.Kind.values()), fields.text("id"), rating, fields.instant("at")));
    }
}
