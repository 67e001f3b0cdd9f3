package dev.afterwise.plan;

import dev.afterwise.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file into which one attempt writes outputs, a line {@code name=value} for each. Only its owner can read it. */
record OutputFile(Path path) implements AutoCloseable {
    /** The variable that names it. */
    static final String VARIABLE = "AFTERWISE_OUTPUT";

    private static final int MAX_BYTES = 256 * 1024;

    static OutputFile make() throws IOException {
        return new OutputFile(Files.createTempFile("afterwise-", ".out"));
    }

    /** What was written; of a name that was written twice the last. What is no such line, or beyond 256 KiB, is left out. */
    Map<String, Value> written() throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(path)) {
            text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
        var written = new LinkedHashMap<String, Value>();
        text.lines().forEach(line -> {
            int sign = line.indexOf('=');
            if (sign > 0) {
                written.put(line.substring(0, sign).strip(), Value.of(line.substring(sign + 1)));
            }
        });
        return written;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // It stays in the folder for temporary files, which the system empties.
        }
    }
}
