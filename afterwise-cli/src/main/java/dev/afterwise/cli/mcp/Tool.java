package dev.afterwise.cli.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a client may have done.
 *
 * @param answer the members of what it answers and the JSON types that they have; those that are not known are left out
 */
record Tool(Names names, Effect effect, List<Parameter> parameters, Map<String, String> answer, Doing doing) {
    /** How it is called, and what it does. */
    record Names(String name, String title, String description) {}

    /** What it does to the history. */
    enum Effect {
        READS,
        ADDS
    }

    /** Does it. */
    @FunctionalInterface
    interface Doing {
        /** @throws RefusedException if it can't, and why */
        Map<String, @Nullable Object> answer(Given given) throws RefusedException, InterruptedException;
    }

    /** As clients are told of it. */
    Map<String, @Nullable Object> told() {
        boolean isReading = effect == Effect.READS;
        return Tree.map(
                "name",
                names.name,
                "title",
                names.title,
                "description",
                names.description,
                "inputSchema",
                inputSchema(),
                "outputSchema",
                outputSchema(),
                "annotations",
                Tree.map(
                        "readOnlyHint",
                        isReading,
                        "destructiveHint",
                        false,
                        "idempotentHint",
                        isReading,
                        "openWorldHint",
                        false));
    }

    private Map<String, @Nullable Object> inputSchema() {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        var needed = new ArrayList<String>();
        for (Parameter each : parameters) {
            properties.put(each.name(), each.schema());
            if (each.isNeeded()) {
                needed.add(each.name());
            }
        }
        return Tree.map("type", "object", "properties", properties, "required", needed, "additionalProperties", false);
    }

    private Map<String, @Nullable Object> outputSchema() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        answer.forEach((name, type) -> members.put(name, Tree.map("type", type)));
        return Tree.map(
                "type",
                "object",
                "properties",
                Tree.map(
                        "notice",
                        Tree.map("type", "string"),
                        "history",
                        Tree.map("type", "object", "properties", members)),
                "required",
                List.of("notice", "history"));
    }

    /** Does it with what was told. @return the result as the protocol has it */
    Map<String, @Nullable Object> call(Map<String, @Nullable Object> told) throws InterruptedException {
        try {
            return Untrusted.result(doing.answer(Given.of(told, parameters)));
        } catch (RefusedException e) {
            return Untrusted.refusal(String.valueOf(e.getMessage()));
        }
    }
}
