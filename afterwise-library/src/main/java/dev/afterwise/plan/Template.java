package dev.afterwise.plan;

import dev.afterwise.Payload;
import dev.afterwise.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Text with holes, {@code ${{ expression }}}, that are filled while a plan runs. What fills a hole is never read again for
 * holes.
 */
public record Template(List<Part> parts) {
    private static final String OPEN = "${{";
    private static final String CLOSE = "}}";

    /** A piece of text, or a hole in it. */
    public sealed interface Part {
        record Words(String text) implements Part {}

        record Hole(Expression expression, Encoding encoding) implements Part {}
    }

    /** How a value is written into a hole, so that it can't be anything but a value there. */
    public enum Encoding {
        /** As it is. */
        PLAIN {
            @Override
            String of(@Nullable Value value) {
                return value == null ? "" : value.toString();
            }
        },
        /** Inside a JSON string. */
        JSON_TEXT {
            @Override
            String of(@Nullable Value value) {
                String quoted = Payload.text(PLAIN.of(value), Integer.MAX_VALUE).json();
                return quoted.substring(1, quoted.length() - 1);
            }
        },
        /** As a whole JSON value: a number or a boolean where it is one, null where there is none. */
        JSON_VALUE {
            @Override
            String of(@Nullable Value value) {
                return switch (value) {
                    case null -> "null";
                    case Value.Numeric number -> number.toString();
                    case Value.Text(String text) when text.equals("true") || text.equals("false") -> text;
                    case Value.Text(String text) ->
                        Payload.text(text, Integer.MAX_VALUE).json();
                };
            }
        },
        /** As one part of an address: percent-encoded. */
        URL {
            @Override
            String of(@Nullable Value value) {
                return URLEncoder.encode(PLAIN.of(value), StandardCharsets.UTF_8)
                        .replace("+", "%20");
            }
        };

        abstract String of(@Nullable Value value);
    }

    public Template {
        parts = List.copyOf(parts);
    }

    /** Text without holes, whatever is in it. */
    public static Template literal(String text) {
        return new Template(text.isEmpty() ? List.of() : List.of(new Part.Words(text)));
    }

    /** @throws ExpressionException if a hole isn't closed, or holds no expression */
    public static Template of(String text) {
        var parts = new ArrayList<Part>();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int begin = open + OPEN.length();
            int close = text.indexOf(CLOSE, begin);
            if (close < 0) {
                throw new ExpressionException("'${{' must be closed by '}}', but isn't.", open);
            }
            words(parts, text.substring(at, open));
            parts.add(new Part.Hole(expression(text, begin, close), Encoding.PLAIN));
            at = close + CLOSE.length();
        }
        words(parts, text.substring(at));
        return new Template(parts);
    }

    private static void words(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Words(text));
        }
    }

    private static Expression expression(String text, int begin, int close) {
        String inside = text.substring(begin, close);
        try {
            return Expression.of(inside.strip());
        } catch (ExpressionException e) {
            int space = inside.length() - inside.stripLeading().length();
            throw new ExpressionException(e.getMessage(), begin + space + e.offset());
        }
    }

    public boolean hasHoles() {
        return !expressions().isEmpty();
    }

    public List<Expression> expressions() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Hole(Expression expression, Encoding ignored)
                        ? Stream.of(expression)
                        : Stream.empty())
                .toList();
    }

    /** The same text, with its holes filled in another way. */
    public Template encoded(Encoding encoding) {
        return new Template(parts.stream()
                .map(part -> part instanceof Part.Hole(Expression expression, Encoding ignored)
                        ? new Part.Hole(expression, encoding)
                        : part)
                .toList());
    }

    /** The text with its holes filled. @throws ExpressionException if one can't be worked out */
    String filled(Scope scope) {
        var text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Words(String words) -> text.append(words);
                case Part.Hole(Expression expression, Encoding encoding) ->
                    text.append(encoding.of(expression.value(scope)));
            }
        }
        return text.toString();
    }

    /** What fills it: if it is one hole and nothing else, the value itself, else text. What has no value is the empty text. */
    Value value(Scope scope) {
        Value whole =
                parts.size() == 1 && parts.getFirst() instanceof Part.Hole(Expression expression, Encoding ignored)
                        ? expression.value(scope)
                        : null;
        return whole == null ? Value.of(filled(scope)) : whole;
    }

    /** As it is written in a plan. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Words(String words) -> text.append(words);
                case Part.Hole(Expression expression, Encoding ignored) ->
                    text.append("${{ ").append(expression).append(" }}");
            }
        }
        return text.toString();
    }
}
