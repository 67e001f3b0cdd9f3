package dev.afterwise.json;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Escapes for surrogates, besides those that JSON demands. Text that was cut may end in half a pair, which no encoding to
 * bytes would keep.
 */
final class SurrogateEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        return standardAsciiEscapesForJSON();
    }

    @Override
    @SuppressWarnings("NullAway") // Jackson, which is not annotated, asks for null where there is nothing to escape.
    public SerializableString getEscapeSequence(int c) {
        return Character.isSurrogate((char) c) ? new SerializedString("\\u" + Integer.toHexString(c)) : null;
    }
}
