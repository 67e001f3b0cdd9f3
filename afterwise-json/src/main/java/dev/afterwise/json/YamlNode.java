package dev.afterwise.json;

import java.util.List;
import java.util.Map;

/** A value in a YAML file, and where it begins: line and column count from 1. */
sealed interface YamlNode {
    int line();

    int column();

    /** What it is, as the end of a sentence that begins with "but it is". */
    String shown();

    /** How a scalar without quotes is understood by YAML 1.2's core schema. */
    enum Kind {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        NOTHING
    }

    /**
     * @param text as it is written, without quotes: {@code 1.10} stays that
     * @param textColumn where the text begins that then stands there character for character, all on one line; 0 if it doesn't
     */
    record Scalar(int line, int column, String text, Kind kind, int textColumn) implements YamlNode {
        /** The column of a character of the text, or of the whole where that isn't known. */
        int column(int offset) {
            return textColumn == 0 ? column : textColumn + text.codePointCount(0, Math.min(offset, text.length()));
        }

        @Override
        public String shown() {
            return switch (kind) {
                case TEXT -> "the text " + Printable.quoted(text);
                case INTEGER, NUMBER -> "the number " + Printable.cut(text);
                case BOOLEAN -> Printable.cut(text);
                case NOTHING -> "empty";
            };
        }
    }

    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /** @param entries by key, in the order of the file */
    record Mapping(int line, int column, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String shown() {
            return "a map";
        }
    }

    record Entry(Scalar key, YamlNode value) {}
}
