package dev.afterwise.json;

import dev.afterwise.Payload;
import dev.afterwise.json.YamlNode.Mapping;
import dev.afterwise.json.YamlNode.Scalar;
import dev.afterwise.json.YamlNode.Sequence;
import dev.afterwise.plan.Template;
import dev.afterwise.plan.Template.Encoding;
import dev.afterwise.plan.Template.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A value of a YAML file as JSON text with holes: one that is a whole text is filled with a JSON value, one inside a text with
 * a part of it. So whatever fills them, the text stays JSON of the same shape. Used once, by one thread.
 */
final class JsonBody {
    private static final String WHAT = "'json'";

    private final Problems problems;
    private final ExpressionForm expressions;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();

    JsonBody(Problems problems, ExpressionForm expressions) {
        this.problems = problems;
        this.expressions = expressions;
    }

    Template template(YamlNode node) {
        write(node);
        flush();
        return new Template(parts);
    }

    private void write(YamlNode node) {
        switch (node) {
            case Scalar scalar -> write(scalar);
            case Sequence sequence -> {
                words.append('[');
                String comma = "";
                for (YamlNode item : sequence.items()) {
                    words.append(comma);
                    write(item);
                    comma = ",";
                }
                words.append(']');
            }
            case Mapping mapping -> {
                words.append('{');
                String comma = "";
                for (YamlNode.Entry entry : mapping.entries().values()) {
                    words.append(comma).append(quoted(name(entry.key()))).append(':');
                    write(entry.value());
                    comma = ",";
                }
                words.append('}');
            }
        }
    }

    private String name(Scalar key) {
        if (key.text().contains(ExpressionForm.OPEN)) {
            problems.add(key, "a key in 'json' must not have '${{', only values may");
        }
        return key.text();
    }

    private void write(Scalar scalar) {
        switch (scalar.kind()) {
            case TEXT -> {
                Template template = expressions.template(scalar, WHAT);
                if (template != null) {
                    write(template);
                }
            }
            case INTEGER, NUMBER -> words.append(number(scalar));
            case BOOLEAN -> words.append(scalar.text().toLowerCase(Locale.ROOT));
            case NOTHING -> words.append("null");
        }
    }

    private void write(Template template) {
        if (RequestForm.isWholeHole(template)) {
            flush();
            parts.addAll(template.encoded(Encoding.JSON_VALUE).parts());
            return;
        }
        words.append('"');
        for (Part part : template.encoded(Encoding.JSON_TEXT).parts()) {
            if (part instanceof Part.Words(String text)) {
                String quoted = quoted(text);
                words.append(quoted, 1, quoted.length() - 1);
            } else {
                flush();
                parts.add(part);
            }
        }
        words.append('"');
    }

    private void flush() {
        if (!words.isEmpty()) {
            parts.add(new Part.Words(words.toString()));
            words.setLength(0);
        }
    }

    private static String quoted(String text) {
        return Payload.text(text, Integer.MAX_VALUE).json();
    }

    /** YAML writes numbers in ways that JSON lacks. */
    private String number(Scalar scalar) {
        String text = scalar.text();
        try {
            if (text.startsWith("0x")) {
                return new BigInteger(text.substring(2), 16).toString();
            }
            if (text.startsWith("0o")) {
                return new BigInteger(text.substring(2), 8).toString();
            }
            return new BigDecimal(text).toString();
        } catch (NumberFormatException e) {
            problems.add(scalar, "'json' must have numbers that JSON knows, but this is " + Printable.quoted(text));
            return "null";
        }
    }
}
