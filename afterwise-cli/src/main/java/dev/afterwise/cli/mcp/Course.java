package dev.afterwise.cli.mcp;

import dev.afterwise.cli.mcp.Tool.Effect;
import dev.afterwise.cli.mcp.Tool.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool {@code explain_execution}: how one execution went, step by step, what was done about failures, and what is usual. */
final class Course {
    private static final int MOST_STEPS = 50;
    private static final int MOST_EVENTS = 20;

    private final Answers answers;

    Course(Answers answers) {
        this.answers = answers;
    }

    Tool tool() {
        var answer = new LinkedHashMap<String, String>();
        answer.put("id", "string");
        answer.put("task", "string");
        answer.put("agent", "string");
        answer.put("model", "string");
        answer.put("route", "string");
        answer.put("outcome", "string");
        answer.put("started", "string");
        answer.put("duration_ms", "number");
        answer.put("cost_usd", "number");
        answer.put("error", "object");
        answer.put("attributes", "object");
        answer.put("steps", "array");
        answer.put("steps_left_out", "integer");
        answer.put("recoveries", "array");
        answer.put("events", "array");
        answer.put("usual", "object");
        return new Tool(
                new Names(
                        "explain_execution",
                        "Explain an execution",
                        "How one execution went: its outcome and error, each step with its attempts, what was done about failures and whether it worked,"
                                + " and what is usual for its task."),
                Effect.READS,
                List.of(Parameter.text("execution", "its id or the beginning of it, or the name another system gave it")
                        .needed()),
                answer,
                this::answer);
    }

    private Map<String, @Nullable Object> answer(Given given) throws RefusedException, InterruptedException {
        String id = given.text("execution").orElse("");
        Map<String, @Nullable Object> whole = answers.of(List.of("history", "show", "--", id));
        var told = new LinkedHashMap<String, @Nullable Object>(whole);
        List.of("said", "children", "remains", "input", "output").forEach(told::remove);
        List<Map<String, @Nullable Object>> steps = steps(whole);
        List<Map<String, @Nullable Object>> kept = MOST_STEPS < steps.size() ? telling(steps) : steps;
        told.put("steps", kept);
        told.put("steps_left_out", steps.size() == kept.size() ? null : steps.size() - kept.size());
        List<@Nullable Object> events = Tree.list(whole.get("events"));
        told.put("events", events.subList(0, Math.min(MOST_EVENTS, events.size())));
        String exact = Answers.text(whole, "id").orElse(id);
        told.put(
                "recoveries",
                answers.ifAny(List.of("heal", "show", "--", exact)).get("recoveries"));
        told.put("usual", usual(whole));
        return told;
    }

    /** What all executions of its task come to. */
    private @Nullable Object usual(Map<String, @Nullable Object> whole) throws RefusedException, InterruptedException {
        var task = Answers.text(whole, "task");
        if (task.isEmpty()) {
            return null;
        }
        List<@Nullable Object> rows = Tree.list(answers.ifAny(List.of("history", "stats", "--task=" + task.get()))
                .get("stats"));
        return rows.isEmpty()
                ? null
                : Answers.some(Tree.object(rows.getFirst()), "executions", "success", "p50_ms", "p95_ms", "recovered");
    }

    /** Each step on a line: its attempts only where there was more than one, or one that failed. */
    static List<Map<String, @Nullable Object>> steps(Map<String, @Nullable Object> whole) {
        var steps = new ArrayList<Map<String, @Nullable Object>>();
        for (Object each : Tree.list(whole.get("steps"))) {
            Map<String, @Nullable Object> step = Tree.object(each);
            var told = new LinkedHashMap<String, @Nullable Object>(Answers.some(step, "name", "kind", "outcome"));
            List<@Nullable Object> attempts = Tree.list(step.get("attempts"));
            if (attempts.size() == 1) {
                told.putAll(Answers.some(
                        Tree.object(attempts.getFirst()), "agent", "duration_ms", "error", "cost_usd", "recovery"));
            } else {
                told.put(
                        "attempts",
                        attempts.stream()
                                .map(it -> Answers.some(
                                        Tree.object(it),
                                        "attempt",
                                        "agent",
                                        "outcome",
                                        "duration_ms",
                                        "error",
                                        "recovery"))
                                .toList());
            }
            steps.add(told);
        }
        return steps;
    }

    /** Where not all have room: those that failed or were tried again, then the first; in their order. */
    private static List<Map<String, @Nullable Object>> telling(List<Map<String, @Nullable Object>> steps) {
        var chosen = new boolean[steps.size()];
        int room = choose(steps, chosen, MOST_STEPS, false);
        choose(steps, chosen, room, true);
        var kept = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                kept.add(steps.get(i));
            }
        }
        return kept;
    }

    private static int choose(List<Map<String, @Nullable Object>> steps, boolean[] chosen, int room, boolean isAny) {
        int left = room;
        for (int i = 0; i < chosen.length && left > 0; i++) {
            boolean isTelling = !"succeeded".equals(steps.get(i).get("outcome"))
                    || steps.get(i).containsKey("attempts");
            if (!chosen[i] && (isAny || isTelling)) {
                chosen[i] = true;
                left--;
            }
        }
        return left;
    }
}
