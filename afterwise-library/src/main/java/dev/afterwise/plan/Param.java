package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a plan wants to be told when it is run.
 *
 * @param otherwise its value when nothing is said; null if something must be said
 */
public record Param(String name, Kind kind, @Nullable Value otherwise) {
    /** How many characters a value may have. */
    public static final int LONGEST = 30_000;

    /** What a parameter's value is. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN;

        /** As it is written in a plan. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException if it is none of this kind
     */
    public Value value(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("The parameter (%s) must have at most %,d characters, but it has %,d."
                    .formatted(name, LONGEST, text.length()));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The parameter (%s) must be text, but it holds the character U+0000.".formatted(name));
        }
        return switch (kind) {
            case TEXT -> Value.of(text);
            case NUMBER -> {
                OptionalDouble number = Numbers.parse(text);
                yield Value.of(number.orElseThrow(() -> new IllegalArgumentException(
                        "The parameter (%s) must be a number, but it is (%s).".formatted(name, text))));
            }
            case BOOLEAN -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new IllegalArgumentException(
                            "The parameter (%s) must be true or false, but it is (%s).".formatted(name, text));
                }
                yield Value.of(text);
            }
        };
    }
}
