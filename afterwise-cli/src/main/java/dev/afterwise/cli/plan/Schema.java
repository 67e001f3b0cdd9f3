package dev.afterwise.cli.plan;

import dev.afterwise.cli.answer.Answer;
import dev.afterwise.cli.answer.Cell;
import dev.afterwise.cli.shell.Session;
import dev.afterwise.cli.shell.Verb;
import dev.afterwise.json.PlanSchema;
import picocli.CommandLine.Command;

@Command(
        name = "schema",
        description = {
            "Print the form of plan files as a JSON Schema, for editors.",
            "Such as: afterwise plan schema > plan.schema.json, and as first line of a plan:",
            "# yaml-language-server: $$schema=plan.schema.json"
        })
public final class Schema implements Verb {
    @Override
    public Answer answer(Session session) {
        String schema = PlanSchema.text();
        return Answer.of("plan.schema").block("json", schema).forPrograms("json_schema", new Cell.Json(schema));
    }
}
