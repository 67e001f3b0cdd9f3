package dev.afterwise.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The form of plan files as a JSON Schema (2020-12), for editors. {@link PlanReader} knows more than a schema can say. */
public final class PlanSchema {
    private PlanSchema() {}

    public static String text() {
        try (InputStream in = Objects.requireNonNull(PlanSchema.class.getResourceAsStream("plan.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
