package dev.afterwise;

import java.time.Instant;
import java.util.List;

/**
 * Knowledge on its way from one place to another. It holds texts and numbers, and nothing that can be carried out.
 *
 * @param name what it is called, on one line
 * @param version of this pack, without blanks, such as {@code 1.2.0}; a newer one replaces what an older one brought
 * @param made when
 */
public record KnowledgePack(String name, String version, Instant made, List<Knowledge> items) {
    /** How many items a pack may hold. */
    public static final int MOST_ITEMS = 1_000;

    private static final int MOST_CHARS = 100;

    /** @throws IllegalArgumentException if the name or the version is no word, or there are too many items */
    public KnowledgePack {
        items = List.copyOf(items);
        word("name", name);
        word("version", version);
        if (version.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "The version of a pack must have no blanks, but it is (%s).".formatted(version));
        }
        if (items.size() > MOST_ITEMS) {
            throw new IllegalArgumentException(
                    "A pack must hold at most %,d items, but this has %,d.".formatted(MOST_ITEMS, items.size()));
        }
    }

    /** What an item is said to be from that this pack brought. */
    String source() {
        return name + " " + version;
    }

    /** Whether an item is from this pack, in whichever version. */
    boolean brought(Knowledge item) {
        String source = item.provenance().source();
        int end = source.lastIndexOf(' ');
        return item.provenance().from() == Knowledge.From.IMPORTED
                && end >= 0
                && source.substring(0, end).equals(name);
    }

    private static void word(String what, String text) {
        if (text.isBlank() || text.length() > MOST_CHARS || !text.equals(Knowledge.oneLine(text, MOST_CHARS))) {
            throw new IllegalArgumentException(
                    "The %s of a pack must be one line of 1 to %d characters, but it is (%s)."
                            .formatted(what, MOST_CHARS, Knowledge.oneLine(text, MOST_CHARS)));
        }
    }
}
