package dev.afterwise.cli.answer;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** Escapes for all that could command a terminal or reorder what it shows: readers of JSON get the same text, eyes a safe one. */
final class TerminalEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    @Override
    @SuppressWarnings("NullAway") // Jackson, which is not annotated, asks for null where there is nothing to escape.
    public SerializableString getEscapeSequence(int c) {
        return switch (Character.getType((char) c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> new SerializedString("\\u%04x".formatted(c));
            default -> null;
        };
    }
}
