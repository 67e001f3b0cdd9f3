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
     */
    record Scalar(int line, int column, String text, Kind kind) implements YamlNode {
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
