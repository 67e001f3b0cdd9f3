package dev.afterwise.cli.report;

import dev.afterwise.cli.answer.Safe;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * HTML that is well-formed XML as well, while it is written. Every text and every attribute is escaped: what could command a
 * terminal or reorder a line becomes visible, what means something in HTML becomes a reference. Every element that was opened
 * must be closed. For one thread.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> opened = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Markup open(String element, String... attributes) {
        begin(element, attributes).append('>');
        opened.push(element);
        return this;
    }

    Markup close() {
        out.append("</").append(opened.pop()).append('>');
        return this;
    }

    /** An element with only text in it. */
    Markup put(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** An element with nothing in it, such as a line break or a path. Of HTML only void elements may be written so. */
    Markup empty(String element, String... attributes) {
        begin(element, attributes).append("/>");
        return this;
    }

    Markup text(String text) {
        escape(Safe.line(text));
        return this;
    }

    /** Markup or rules that came with this program, as they are; never what came from anywhere else. */
    Markup own(String markup) {
        out.append(markup);
        return this;
    }

    private StringBuilder begin(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(Safe.line(attributes[i + 1]));
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** A coordinate, to a tenth. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A share from 0 to 1, as attributes want it. */
    static String percent(double share) {
        return number(share * 100) + "%";
    }

    /** @throws IllegalStateException if an element is still open */
    @Override
    public String toString() {
        if (!opened.isEmpty()) {
            throw new IllegalStateException("Every element must be closed, but (%s) is not.".formatted(opened.peek()));
        }
        return out.toString();
    }
}
