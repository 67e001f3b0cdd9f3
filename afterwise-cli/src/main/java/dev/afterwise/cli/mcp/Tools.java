package dev.afterwise.cli.mcp;

import dev.afterwise.cli.mcp.Parameter.Kind;
import dev.afterwise.cli.mcp.Tool.Effect;
import dev.afterwise.cli.mcp.Tool.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tools there are. They are made of commands: what they answer, those answer, too. */
final class Tools {
    private static final Parameter ATTRIBUTES =
            Parameter.of("attributes", Kind.ATTRIBUTES, "circumstances, such as {\"customer\": \"acme\"}");

    private final Answers answers;
    private final Map<String, Tool> byName = new LinkedHashMap<>();

    Tools(Ground ground) {
        this.answers = new Answers(ground);
        for (Tool each : List.of(
                new Earlier(answers).tool(),
                recommend(),
                predict(),
                new Reported(ground, answers).tool(),
                errors(),
                new Course(answers).tool())) {
            byName.put(each.names().name(), each);
        }
    }

    List<Tool> all() {
        return List.copyOf(byName.values());
    }

    Optional<Tool> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private Tool recommend() {
        return new Tool(
                new Names(
                        "recommend",
                        "Recommend an agent, model or route",
                        "Which agent, model or route to take for a task, judged by its history: each with its success rate, interval and sample, and a verdict"
                                + " (prefer, no_difference, not_enough_history) with its reason. It says so when nothing is to be gained by choosing."),
                Effect.READS,
                List.of(
                        Parameter.text("task", "the kind of work, by its name in the history")
                                .needed(),
                        Parameter.word("by", "what is to be chosen; each if absent", "agent", "model", "route"),
                        ATTRIBUTES,
                        Parameter.of("complexity", Kind.NUMBER, "how hard the work is"),
                        Parameter.word("prefer", "what counts most", "reliability", "balanced", "speed", "cost"),
                        Parameter.of(
                                "among",
                                Kind.TEXTS,
                                "advise among these only; needs 'by'. They need not have been tried yet"),
                        Parameter.text("instead_of", "advise whether to leave this one; needs 'by'")),
                types("task", "string", "choices", "array", "ladders", "array", "advice", "array", "hints", "array"),
                given -> {
                    List<String> command = given.command(
                            List.of("recommend"), "by", "attributes", "complexity", "prefer", "among", "instead_of");
                    command.addAll(List.of("--", given.text("task").orElse("")));
                    return answers.of(command);
                });
    }

    private Tool predict() {
        return new Tool(
                new Names(
                        "predict",
                        "Predict an outcome",
                        "What will come of work before it is done: how likely it succeeds, how long it takes and what it costs, each with an interval,"
                                + " what speaks for and against it, and how well such chances were told in the past."),
                Effect.READS,
                List.of(
                        Parameter.text("task", "the kind of work").needed(),
                        Parameter.text("agent", "who is to do it"),
                        Parameter.text("model", "with which model"),
                        Parameter.text("route", "by which route"),
                        Parameter.of("complexity", Kind.NUMBER, "how hard it is"),
                        ATTRIBUTES),
                types(
                        "task",
                        "string",
                        "executions",
                        "integer",
                        "success",
                        "object",
                        "usual",
                        "object",
                        "duration",
                        "object",
                        "cost",
                        "object",
                        "skill",
                        "object",
                        "averaged_over",
                        "object",
                        "contributing",
                        "array",
                        "risks",
                        "array",
                        "contributions",
                        "array",
                        "hints",
                        "array"),
                given -> {
                    List<String> command =
                            given.command(List.of("predict"), "agent", "model", "route", "complexity", "attributes");
                    command.addAll(List.of("--", given.text("task").orElse("")));
                    return answers.of(command);
                });
    }

    private Tool errors() {
        return new Tool(
                new Names(
                        "list_errors",
                        "List errors",
                        "The errors in which executions ended, those that wasted most first: how often, what they cost, since when, whether new, back or gone,"
                                + " and the newest execution of each, which explain_execution explains."),
                Effect.READS,
                List.of(
                        Parameter.text("task", "only this kind of work"),
                        Parameter.text("agent", "only by this agent"),
                        Parameter.text("model", "only with this model"),
                        Parameter.text("route", "only by this route"),
                        Parameter.text("since", "only from then on: a date, or 7d, 24h before the newest execution"),
                        Parameter.text("until", "only before then"),
                        Parameter.word("state", "only such", "new", "regressed", "ongoing", "resolved"),
                        Parameter.word(
                                "by", "what ranks them; waste if absent", "waste", "time", "cost", "count", "newest"),
                        Parameter.of("limit", Kind.COUNT, "at most so many; 10 if absent")),
                types(
                        "executions",
                        "integer",
                        "failures",
                        "integer",
                        "wasted_ms",
                        "number",
                        "wasted_usd",
                        "number",
                        "recent_from",
                        "string",
                        "errors_in_all",
                        "integer",
                        "errors",
                        "array",
                        "hints",
                        "array"),
                given -> {
                    List<String> command = given.command(
                            List.of("errors", "list"),
                            "task",
                            "agent",
                            "model",
                            "route",
                            "since",
                            "until",
                            "state",
                            "by");
                    command.add("--limit=" + given.count("limit", 10));
                    return answers.of(command);
                });
    }

    private static Map<String, String> types(String... namesAndTypes) {
        var types = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            types.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return types;
    }
}
