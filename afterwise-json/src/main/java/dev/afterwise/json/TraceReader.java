package dev.afterwise.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file of facts, one on each line, as {@code afterwise import --format trace} takes it: a trace of one execution, or an export
 * of many. Facts may come twice and in any order. For one thread.
 */
public final class TraceReader {
    private static final int SHOWN_OF_TOO_LONG = 1_000;

    private final Lines lines;
    private int number;

    /** The lines that the stream holds in UTF-8. Closing it is left to the caller. */
    public TraceReader(InputStream in) {
        this.lines = new Lines(in, ExecutionLines.MAX_LINE_BYTES);
    }

    /** What came of the next line that isn't blank, or null at the end. */
    public @Nullable TraceLine next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            String text = new String(line, StandardCharsets.UTF_8);
            if (lines.isCut()) {
                String most = "%,d".formatted(ExecutionLines.MAX_LINE_BYTES);
                return rejected(
                        "the line must be at most " + most + " bytes long, but it is longer",
                        text.substring(0, SHOWN_OF_TOO_LONG));
            }
            if (!text.isBlank()) {
                return read(text.strip());
            }
        }
        return null;
    }

    private TraceLine read(String text) {
        try {
            return new TraceLine.Said(Facts.readLine(text));
        } catch (UnreadableException e) {
            String why = String.valueOf(e.getMessage());
            return lines.isEnded() ? rejected(why, text) : new TraceLine.Torn(new Problem(number, 0, why));
        }
    }

    private TraceLine.Rejected rejected(String message, String text) {
        return new TraceLine.Rejected(new Problem(number, 0, message), text);
    }
}
