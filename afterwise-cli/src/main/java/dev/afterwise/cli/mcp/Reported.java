package dev.afterwise.cli.mcp;

import dev.afterwise.cli.answer.Exit;
import dev.afterwise.cli.mcp.Ground.Said;
import dev.afterwise.cli.mcp.Tool.Effect;
import dev.afterwise.cli.mcp.Tool.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tool {@code report_outcome}: how an execution that was recorded went, or a new one whole. What it says counts as if a program had recorded it: what
 * a person said stays.
 */
final class Reported {
    private static final List<String> PROFILE =
            List.of("task", "agent", "model", "route", "complexity", "description", "attributes");
    private static final List<String> SUMS =
            List.of("duration_ms", "input_tokens", "output_tokens", "cost_usd", "steps");

    private final Ground ground;
    private final Answers answers;

    Reported(Ground ground, Answers answers) {
        this.ground = ground;
        this.answers = answers;
    }

    Tool tool() {
        var answer = new LinkedHashMap<String, String>();
        answer.put("id", "string");
        answer.put("outcome", "string");
        answer.put("recorded", "string");
        return new Tool(
                new Names(
                        "report_outcome",
                        "Report an outcome",
                        "Call it when work is done: says how an execution went, so that the next one can learn from it. Name the execution if it is recorded already;"
                                + " otherwise name the task, and it is recorded as a new one."
                                + " Reporting the same execution again replaces what was reported. Report failures, too, and be honest: 'unknown' is better than a guess."),
                Effect.ADDS,
                List.of(
                        Parameter.word("outcome", "how it went", "succeeded", "failed", "cancelled", "unknown")
                                .needed(),
                        Parameter.text(
                                "execution",
                                "its id; with a task, any name of your own under which it is recorded once, however often it is reported"),
                        Parameter.text(
                                "task", "the kind of work, such as 'fix-failing-test': short, and the same each time"),
                        Parameter.text("description", "what was to be done, in words"),
                        Parameter.text("agent", "who did it"),
                        Parameter.text("model", "with which model"),
                        Parameter.text("route", "by which way, where there are several"),
                        Parameter.of("complexity", Parameter.Kind.NUMBER, "how hard it was, on a scale of your own"),
                        Parameter.of("attributes", Parameter.Kind.ATTRIBUTES, "circumstances that may matter"),
                        Parameter.text("error_type", "of a failure: an error code or the like"),
                        Parameter.text("error_message", "what went wrong, or why it was cancelled"),
                        Parameter.of("duration_ms", Parameter.Kind.AMOUNT, "how long it took, in milliseconds"),
                        Parameter.of("input_tokens", Parameter.Kind.AMOUNT, "used in all"),
                        Parameter.of("output_tokens", Parameter.Kind.AMOUNT, "made in all"),
                        Parameter.of("cost_usd", Parameter.Kind.AMOUNT, "in all"),
                        Parameter.of(
                                "steps",
                                Parameter.Kind.STEPS,
                                "what was done, in order: {name, kind: phase|tool|model, duration_ms, outcome, error: {type, message}}; only name must be there")),
                answer,
                this::answer);
    }

    private Map<String, @Nullable Object> answer(Given given) throws RefusedException, InterruptedException {
        Optional<String> name = given.text("execution");
        boolean isWhole = given.has("task");
        if (!isWhole) {
            for (String each : PROFILE) {
                refuseWithoutTask(given, each);
            }
            for (String each : SUMS) {
                refuseWithoutTask(given, each);
            }
        }
        if (name.isEmpty() && !isWhole) {
            throw new RefusedException(
                    "There must be an execution that is reported, or a task of which it is a new one, but there is neither.");
        }
        Said said = ground.carryOut(List.of("history", "report"), Tree.text(report(given, name)));
        if (said.exit() != Exit.OK.code()) {
            throw new RefusedException(answers.complaint(said));
        }
        List<@Nullable Object> outcomes = Tree.list(answers.tree(said).get("outcomes"));
        return Answers.some(Tree.object(outcomes.getFirst()), "id", "outcome", "recorded");
    }

    private static void refuseWithoutTask(Given given, String parameter) throws RefusedException {
        if (!parameter.equals("task") && given.has(parameter)) {
            throw new RefusedException(
                    "%s must come with a task, for only a new execution is told whole, but there is none."
                            .formatted(parameter));
        }
    }

    private static Map<String, @Nullable Object> report(Given given, Optional<String> name) {
        var report = new LinkedHashMap<String, @Nullable Object>();
        name.ifPresent(it -> report.put("id", it));
        PROFILE.forEach(each -> given.value(each).ifPresent(value -> report.put(each, value)));
        SUMS.forEach(each -> given.value(each).ifPresent(value -> report.put(each, value)));
        report.put("outcome", given.text("outcome").orElse("unknown"));
        if (given.has("error_type") || given.has("error_message")) {
            report.put(
                    "error",
                    Tree.map(
                            "type",
                            given.text("error_type").orElse(""),
                            "message",
                            given.text("error_message").orElse("")));
        }
        return report;
    }
}
