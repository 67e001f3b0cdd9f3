package dev.afterwise.cli.answer;

import dev.afterwise.json.Printable;
import java.util.stream.Collectors;

/** Text from outside, made so that it can't command a terminal or pass for something else. */
public final class Safe {
    private Safe() {}

    /** On one line. */
    public static String line(String text) {
        return Printable.escaped(text);
    }

    /** Each of its lines. */
    public static String lines(String text) {
        return text.lines().map(Safe::line).collect(Collectors.joining("\n"));
    }

    /** On one line, with everything escaped that means something in GitHub's Markdown. */
    public static String markdown(String text) {
        String line = line(text);
        var safe = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\\', '|', '`', '*', '_', '[', ']', '~', '#', '!', '$' ->
                    safe.append('\\').append(c);
                case '@' -> safe.append("&#64;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
