package dev.afterwise.json;

import dev.afterwise.Act;
import dev.afterwise.Token;
import dev.afterwise.store.Document;

/** The keys of who may come in through a server, and of what they did. */
final class AccessForm {
    private AccessForm() {}

    static void write(JsonText json, Document.Granted granted) {
        json.list("tokens", granted.tokens(), token -> {
            json.text("id", token.id())
                    .text("name", token.name())
                    .text("role", token.role())
                    .text("digest", token.digest())
                    .instant("made_at", token.madeAt());
            if (token.expiresAt() != null) {
                json.instant("expires_at", token.expiresAt());
            }
            if (token.revokedAt() != null) {
                json.instant("revoked_at", token.revokedAt());
            }
        });
    }

    static Document.Granted granted(Fields fields) {
        return new Document.Granted(fields.objects(
                "tokens",
                token -> new Token(
                        token.text("id"),
                        token.text("name"),
                        token.text("role"),
                        token.text("digest"),
                        token.instant("made_at"),
                        token.has("expires_at") ? token.instant("expires_at") : null,
                        token.has("revoked_at") ? token.instant("revoked_at") : null)));
    }

    static void write(JsonText json, Act act) {
        json.text("key", act.key())
                .instant("at", act.at())
                .text("by", act.by())
                .text("what", act.what())
                .textUnlessEmpty("about", act.about())
                .textUnlessEmpty("because", act.because())
                .text("outcome", act.outcome());
    }

    static Act act(Fields fields) {
        return new Act(
                fields.text("key"),
                fields.instant("at"),
                fields.text("by"),
                fields.text("what"),
                fields.textOrEmpty("about"),
                fields.textOrEmpty("because"),
                fields.text("outcome"));
    }
}
