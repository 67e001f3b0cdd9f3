package dev.afterwise.cli.mcp;

import dev.afterwise.cli.mcp.Tool.Effect;
import dev.afterwise.cli.mcp.Tool.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tool {@code what_worked_before}: work like this, what came of it, and how those that succeeded went about it. */
final class Earlier {
    private static final int USUAL = 5;
    private static final int LOOKED_AT = 100;
    private static final int MOST_TOLD_WHOLE = 3;
    private static final int MOST_STEPS = 30;

    private final Answers answers;

    Earlier(Answers answers) {
        this.answers = answers;
    }

    Tool tool() {
        var answer = new LinkedHashMap<String, String>();
        answer.put("executions", "integer");
        answer.put("success", "object");
        answer.put("estimates", "array");
        answer.put("practices", "array");
        answer.put("risks", "array");
        answer.put("troubles", "array");
        answer.put("recoveries", "array");
        answer.put("worked", "array");
        answer.put("known", "array");
        answer.put("hints", "array");
        return new Tool(
                new Names(
                        "what_worked_before",
                        "What worked before",
                        "Call it before work begins: finds past executions like it and says how often they succeed, how long they take, what those that succeed have in common,"
                                + " what goes wrong and what helped, how the likest that succeeded went about it, and what is known of the task."
                                + " Say what is to be done in words (description), or which kind of work it is (task), or both."),
                Effect.READS,
                List.of(
                        Parameter.text("description", "what is to be done, in words"),
                        Parameter.text("task", "only this kind of work, by its name in the history"),
                        Parameter.text("agent", "only by this agent"),
                        Parameter.of(
                                "attributes",
                                Parameter.Kind.ATTRIBUTES,
                                "circumstances, such as {\"customer\": \"acme\"}"),
                        Parameter.of(
                                "limit", Parameter.Kind.COUNT, "at most so many executions that worked; 5 if absent")),
                answer,
                this::answer);
    }

    private Map<String, @Nullable Object> answer(Given given) throws RefusedException, InterruptedException {
        Optional<String> description = given.text("description");
        Optional<String> task = given.text("task");
        if (description.isEmpty() && task.isEmpty()) {
            throw new RefusedException("There must be a description or a task to look for, but there is neither.");
        }
        List<String> similar = given.command(List.of("similar"), "task", "agent", "attributes");
        description.ifPresent(text -> similar.addAll(List.of("--", text)));
        Map<String, @Nullable Object> all = new LinkedHashMap<>(answers.of(similar));
        List<Object> likest = rows(all, "likest");
        all.remove("likest");
        all.remove("replayed");
        all.put("worked", worked(succeeded(likest(given, description), likest, given)));
        if (task.isPresent()) {
            all.put("known", known(given, task.get(), description));
        }
        return all;
    }

    /** The likest first; without words, the newest. */
    private List<Object> likest(Given given, Optional<String> description)
            throws RefusedException, InterruptedException {
        if (description.isPresent()) {
            return rows(
                    answers.of(List.of("history", "similar", "--limit=" + LOOKED_AT, "--", description.get())),
                    "similar");
        }
        List<String> newest = given.command(
                List.of("history", "list", "--status=succeeded", "--limit=" + given.count("limit", USUAL)),
                "task",
                "agent",
                "attributes");
        return rows(answers.of(newest), "executions");
    }

    /** Those that succeeded of the first, then of the second, none twice. */
    private static List<Map<String, @Nullable Object>> succeeded(List<Object> first, List<Object> second, Given given) {
        var seen = new HashSet<String>();
        var succeeded = new ArrayList<Map<String, @Nullable Object>>();
        var all = new ArrayList<>(first);
        all.addAll(second);
        for (Object each : all) {
            Map<String, @Nullable Object> row = Tree.object(each);
            if (succeeded.size() < given.count("limit", USUAL)
                    && "succeeded".equals(row.get("outcome"))
                    && is(row, "task", given)
                    && is(row, "agent", given)
                    && seen.add(Answers.text(row, "id").orElse(""))) {
                succeeded.add(Answers.some(
                        row,
                        "id",
                        "score",
                        "task",
                        "agent",
                        "model",
                        "route",
                        "started",
                        "duration_ms",
                        "cost_usd",
                        "description"));
            }
        }
        return succeeded;
    }

    private static List<Object> rows(Map<String, @Nullable Object> answer, String key) {
        var rows = new ArrayList<Object>();
        for (Object each : Tree.list(answer.get(key))) {
            if (each != null) {
                rows.add(each);
            }
        }
        return rows;
    }

    private static boolean is(Map<String, @Nullable Object> row, String name, Given given) {
        return given.text(name).isEmpty() || given.text(name).equals(Answers.text(row, name));
    }

    /** The first of them with their steps. */
    private List<Map<String, @Nullable Object>> worked(List<Map<String, @Nullable Object>> rows)
            throws RefusedException, InterruptedException {
        var told = new ArrayList<Map<String, @Nullable Object>>();
        for (Map<String, @Nullable Object> row : rows) {
            Optional<String> id = Answers.text(row, "id");
            if (told.size() < MOST_TOLD_WHOLE && id.isPresent()) {
                Map<String, @Nullable Object> whole = answers.ifAny(List.of("history", "show", "--", id.get()));
                var more = new LinkedHashMap<String, @Nullable Object>(row);
                more.putAll(Answers.some(whole, "model", "route", "attributes", "cost_usd"));
                List<Map<String, @Nullable Object>> steps = Course.steps(whole);
                if (!steps.isEmpty()) {
                    more.put("steps", steps.subList(0, Math.min(MOST_STEPS, steps.size())));
                }
                told.add(more);
            } else {
                told.add(row);
            }
        }
        return told;
    }

    private List<Map<String, @Nullable Object>> known(Given given, String task, Optional<String> description)
            throws RefusedException, InterruptedException {
        List<String> command = given.command(List.of("knowledge", "for"), "agent", "attributes");
        description.ifPresent(text -> command.add("--text=" + text));
        command.addAll(List.of("--", task));
        return rows(answers.ifAny(command), "items").stream()
                .map(Tree::object)
                .map(item -> Answers.some(item, "id", "kind", "statement", "action", "confidence", "because"))
                .toList();
    }
}
