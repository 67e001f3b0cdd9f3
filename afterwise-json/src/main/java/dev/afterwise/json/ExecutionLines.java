package dev.afterwise.json;

import dev.afterwise.Execution;
import dev.afterwise.ExecutionId;
import dev.afterwise.Fact;
import dev.afterwise.Failure;
import dev.afterwise.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A file of executions, one JSON object on each line, as {@code afterwise import --format executions} takes it. For one
 * thread.
 *
 * <pre>{@code
 * {"id", "workspace", "task", "agent", "model", "route", "complexity", "description", "started", "duration_ms",
 *  "outcome": "succeeded|failed|cancelled|unknown", "error": {"type", "message"},
 *  "input_tokens", "output_tokens", "cost_usd", "api_calls", "attributes": {...},
 *  "steps": [{"name", "kind": "phase|tool|model", "started", "duration_ms", "estimate_ms", "outcome", "error"}],
 *  "facts": [...]}
 * }</pre>
 *
 * <p>Only {@code task} and {@code started}, and the {@code name} of a step, must be there; null is the same as absent;
 * unknown keys are errors. Times are kept to the microsecond. What surprises:
 *
 * <ul>
 *   <li>Without an outcome it is unknown, which is not a failure. An error may only be given with {@code failed}, and with
 *       {@code cancelled}, where its message is the reason.
 *   <li>A step that doesn't say when it began, began when the one before it ended.
 *   <li>An attribute that is true or false becomes that word.
 *   <li>Without an id, the line's text and the number of equal lines before it make one. So reading a file again gives the
 *       same facts, and equal lines of a file are several executions. White space around a line makes no difference.
 *   <li>Where there are {@code facts}, as an export writes them, they are the execution; the other keys are for readers, but for
 *       {@code id} and {@code workspace}.
 *   <li>Facts count as observed when the execution ended, so that they don't depend on when the file is read.
 * </ul>
 */
public final class ExecutionLines {
    /** How long a line may be: 16 MiB. */
    public static final int MAX_LINE_BYTES = 16 << 20;

    private static final int SHOWN_OF_TOO_LONG = 1_000;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Lines lines;
    private final ExecutionForm form;
    /** How often each line without an id has come up, by its id as the first of its kind. */
    private final Map<ExecutionId, Integer> seen = new HashMap<>();

    private int number;

    /**
     * The lines that the stream holds in UTF-8. Closing it is left to the caller.
     *
     * @param classify makes a failure of an error's type and message, either of which may be empty
     */
    public ExecutionLines(InputStream in, BiFunction<String, String, Failure> classify) {
        this.lines = new Lines(in, MAX_LINE_BYTES);
        this.form = new ExecutionForm(classify);
    }

    /**
     * The execution as such a line, without the line's end. Read again, it has the same headline, but for the classes of
     * failures and the recoveries. It leaves out what the line has no key for: payloads, events, ratings, and of a step all
     * attempts but the beginning of the first and the outcome of the last. One that is still running has no outcome.
     */
    public static String write(Execution execution) {
        return ExecutionText.of(execution);
    }

    /**
     * The execution as such a line, without the line's end, that gives an equal one when it is read again: with its facts where
     * the other keys don't say it all.
     *
     * @param classify as for reading
     */
    public static String writeWhole(Execution execution, BiFunction<String, String, Failure> classify) {
        String line = ExecutionText.of(execution);
        return saysAll(line, execution, classify)
                ? line
                : ExecutionText.of(execution, execution.facts(Source.IMPORTED));
    }

    private static boolean saysAll(String line, Execution execution, BiFunction<String, String, Failure> classify) {
        try {
            List<Fact> read = new ExecutionForm(classify)
                    .read(Fields.of(JsonTree.object(line)), execution.id())
                    .facts();
            return Execution.of(read).equals(execution);
        } catch (JsonTree.DamagedException | UnreadableException e) {
            return false;
        }
    }

    /** What came of the next line that isn't blank, or null at the end. */
    public @Nullable ExecutionLine next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (lines.isCut()) {
                String most = "%,d".formatted(MAX_LINE_BYTES);
                String start = new String(line, 0, SHOWN_OF_TOO_LONG, StandardCharsets.UTF_8);
                return rejected(0, "the line must be at most " + most + " bytes long, but it is longer", start);
            }
            String text = utf8(line);
            if (text == null) {
                String readable = new String(line, StandardCharsets.UTF_8);
                return rejected(0, "the line must be UTF-8 text, but it is not", readable);
            }
            String marked = number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (!marked.isBlank()) {
                return read(marked.strip());
            }
        }
        return null;
    }

    private ExecutionLine read(String text) {
        try {
            Fields fields = Fields.of(JsonTree.object(text));
            ExecutionLine.Accepted accepted = form.read(fields, ExecutionId.of(text));
            return fields.has("id") ? accepted : again(text, fields, accepted);
        } catch (JsonTree.DamagedException e) {
            return rejected(e.column(), "the line must be a JSON object, but " + e.getMessage(), text);
        } catch (UnreadableException e) {
            return rejected(0, e.getMessage(), text);
        }
    }

    /** The same line again is another execution. */
    private ExecutionLine again(String text, Fields fields, ExecutionLine.Accepted accepted) {
        int ordinal = seen.merge(accepted.facts().getFirst().execution(), 1, Integer::sum);
        return ordinal == 1 ? accepted : form.read(fields, ExecutionId.of(text + "\n" + ordinal));
    }

    private ExecutionLine.Rejected rejected(int column, String message, String text) {
        return new ExecutionLine.Rejected(new Problem(number, column, message), text);
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
