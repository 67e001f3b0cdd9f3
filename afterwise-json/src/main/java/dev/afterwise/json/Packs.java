package dev.afterwise.json;

import dev.afterwise.Knowledge;
import dev.afterwise.KnowledgePack;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Packs of knowledge as JSON.
 *
 * <pre>{@code
 * {"afterwise":"knowledge","v":1,"name":"web","version":"1.0.0","made_at":"2026-11-22T03:00:00.000000Z",
 *  "items":[{"id":"0a1b2c3d4e5f","kind":"known_issue","subject":{"task":"deploy"},"statement":"...",...}],
 *  "sha256":"..."}
 * }</pre>
 *
 * <p>The hash is that of the items; it shows damage, and that somebody changed them by hand, but anybody can make one: it says nothing
 * about who made the pack. A pack that is too large, of a newer version, damaged, or holds anything that is not known, is
 * refused as a whole.
 */
public final class Packs {
    /** How long a pack may be, in bytes of UTF-8. */
    public static final int MOST_BYTES = 4 << 20;

    private static final int VERSION = 1;
    private static final String MARK = "knowledge";
    private static final Set<String> KEYS = Set.of("afterwise", "v", "name", "version", "made_at", "items", "sha256");

    private Packs() {}

    public static String write(KnowledgePack pack) {
        return JsonText.object(json -> json.text("afterwise", MARK)
                .number("v", VERSION)
                .text("name", pack.name())
                .text("version", pack.version())
                .instant("made_at", pack.made())
                .list("items", pack.items(), item -> KnowledgeForm.write(json, item))
                .text("sha256", hash(pack.items())));
    }

    /**
     * The pack that a text holds.
     *
     * @throws UnreadableException if it is not one that can be trusted to be what it says; the message says why
     */
    public static KnowledgePack read(String text) {
        if (text.length() > MOST_BYTES) {
            throw new UnreadableException("A pack of knowledge must have at most %,d characters, but this has %,d."
                    .formatted(MOST_BYTES, text.length()));
        }
        try {
            return pack(Fields.of(JsonTree.object(text)));
        } catch (JsonTree.DamagedException e) {
            throw new UnreadableException(
                    "A pack of knowledge must be JSON, but at character %d: %s.".formatted(e.column(), e.getMessage()));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableException("A pack of knowledge must make sense, but: " + e.getMessage());
        }
    }

    private static KnowledgePack pack(Fields fields) {
        if (!fields.has("afterwise") || !fields.text("afterwise").equals(MARK)) {
            throw new UnreadableException(
                    "A pack of knowledge must say \"afterwise\":\"knowledge\", but this does not.\nMaybe it is another file.");
        }
        if (fields.whole("v") > VERSION) {
            throw new UnreadableException("""
                    A pack of knowledge must be of version %d or older, but this is of version (%d).
                    Maybe a newer Afterwise wrote it.""".formatted(VERSION, fields.whole("v")));
        }
        fields.only(KEYS, "a pack of knowledge");
        var pack = new KnowledgePack(
                fields.text("name"),
                fields.text("version"),
                fields.instant("made_at"),
                fields.objects("items", KnowledgeForm::foreignItem));
        Set<String> ids = new HashSet<>();
        for (Knowledge each : pack.items()) {
            if (!ids.add(each.id())) {
                throw new UnreadableException(
                        "A pack of knowledge must hold each item once, but (%s) is there twice.".formatted(each.id()));
            }
        }
        String hash = hash(pack.items());
        if (!hash.equals(fields.text("sha256"))) {
            throw new UnreadableException("""
                    The items of a pack must have the hash that it says, but theirs is (%s).
                    Maybe it was damaged on its way, or changed by hand.""".formatted(hash));
        }
        return pack;
    }

    /** SHA-256 of the items as they are written here, so that neither order of keys nor white space matters. */
    private static String hash(List<Knowledge> items) {
        String text = JsonText.object(json -> json.list("items", items, item -> KnowledgeForm.write(json, item)));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must offer SHA-256, but this one does not.", e);
        }
    }
}
