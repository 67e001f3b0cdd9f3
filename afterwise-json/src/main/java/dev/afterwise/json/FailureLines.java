package dev.afterwise.json;

import dev.afterwise.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file of failures whose classes are known, one JSON object on each line, as {@code afterwise eval classify} takes it:
 *
 * <pre>{@code
 * {"message", "type", "status", "exit", "class", "transient"}
 * }</pre>
 *
 * <p>Only {@code class} must be there; null is the same as absent; other keys are left alone.
 *
 * @param failures of the lines that can be read
 * @param problems of those that can't
 */
public record FailureLines(List<FailureLine> failures, List<Problem> problems) {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final List<String> CLASSES =
            Arrays.stream(FailureClass.values()).map(FailureClass::label).toList();

    public FailureLines {
        failures = List.copyOf(failures);
        problems = List.copyOf(problems);
    }

    /** All lines that the stream holds in UTF-8. Closing it is left to the caller. */
    public static FailureLines read(InputStream in) throws IOException {
        var failures = new ArrayList<FailureLine>();
        var problems = new ArrayList<Problem>();
        var lines = new Lines(in, ExecutionLines.MAX_LINE_BYTES);
        int number = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            String text = new String(line, StandardCharsets.UTF_8);
            String marked = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (lines.isCut()) {
                problems.add(new Problem(
                        number,
                        0,
                        "the line must be at most %,d bytes long, but it is longer"
                                .formatted(ExecutionLines.MAX_LINE_BYTES)));
            } else if (!marked.isBlank()) {
                try {
                    failures.add(failure(number, Fields.of(JsonTree.object(marked.strip()))));
                } catch (JsonTree.DamagedException e) {
                    problems.add(
                            new Problem(number, e.column(), "the line must be a JSON object, but " + e.getMessage()));
                } catch (UnreadableException e) {
                    problems.add(new Problem(number, 0, String.valueOf(e.getMessage())));
                }
            }
        }
        return new FailureLines(failures, problems);
    }

    private static FailureLine failure(int line, Fields fields) {
        String label = fields.text("class");
        FailureClass failureClass = FailureClass.labelled(label)
                .orElseThrow(() -> new UnreadableException("'class' must be one of " + String.join(", ", CLASSES)
                        + ", but it is " + Printable.quoted(label) + Suggestion.forWord(label, CLASSES)));
        return new FailureLine(
                line,
                fields.textOrEmpty("type"),
                fields.textOrEmpty("message"),
                integer(fields, "status"),
                integer(fields, "exit"),
                failureClass,
                passes(fields));
    }

    private static OptionalInt integer(Fields fields, String key) {
        return fields.has(key) ? OptionalInt.of(fields.integer(key)) : OptionalInt.empty();
    }

    private static Optional<Boolean> passes(Fields fields) {
        if (!fields.has("transient")) {
            return Optional.empty();
        }
        if (fields.value("transient") instanceof Boolean passes) {
            return Optional.of(passes);
        }
        throw fields.wrong("transient", "be true or false");
    }
}
