package dev.afterwise.json;

import java.time.DateTimeException;
import java.util.function.Function;

/** Objects with a version, {@code "v"}, that we wrote ourselves and read again. */
final class Stored {
    private Stored() {}

    /**
     * Takes the object apart that the text holds.
     *
     * @param what names it in errors, such as {@code facts}
     * @param newest the newest version that {@code read} understands
     * @throws UnreadableException for whatever is wrong with the text
     */
    static <T> T read(String what, String text, int newest, Function<Fields, T> read) {
        try {
            Fields fields = Fields.of(JsonTree.object(text));
            long version = fields.whole("v");
            if (version > newest) {
                throw new UnreadableException("""
                        The stored %s must be of version %d or older, but this is of version (%d).
                        Maybe a newer Afterwise wrote it.""".formatted(what, newest, version));
            }
            return read.apply(fields);
        } catch (JsonTree.DamagedException e) {
            throw new UnreadableException("The stored %s (%s) must be JSON, but at character %d: %s."
                    .formatted(what, Printable.cut(text), e.column(), e.getMessage()));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableException("The stored %s must make sense, but: %s".formatted(what, e.getMessage()));
        }
    }
}
