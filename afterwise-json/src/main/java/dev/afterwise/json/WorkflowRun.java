package dev.afterwise.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of a workflow that somebody recorded, as JSON: {@code {"name": "blast-1", "app": "blast", "tasks": [{"id": "0", "task": "split",
 * "duration_s": 1.5, "needs": [], "input_bytes": 204}]}}. Other keys are left alone.
 *
 * @param name of this run
 * @param app which workflow was run; the name up to the first '-' where nobody said
 */
public record WorkflowRun(String name, String app, List<Task> tasks) {
    /** More than anybody runs, and little enough to be held in memory. */
    private static final int MOST_TASKS = 1_000_000;

    public WorkflowRun {
        tasks = List.copyOf(tasks);
    }

    /**
     * One task of it.
     *
     * @param kind what it does, such as {@code split_fasta}
     * @param seconds how long it took; not negative
     * @param needs the places, in the list of tasks, of those that had to be behind it
     * @param inputBytes how much it read; 0 where nobody said
     */
    public record Task(String id, String kind, double seconds, List<Integer> needs, long inputBytes) {
        public Task {
            needs = List.copyOf(needs);
        }
    }

    /**
     * The run that a text holds.
     *
     * @throws UnreadableException if it holds none
     */
    public static WorkflowRun parse(String text) {
        Map<String, @Nullable Object> object = object(text);
        String name = text(object, "name", "a workflow");
        if (!(object.get("tasks") instanceof List<?> list) || list.size() > MOST_TASKS) {
            throw new UnreadableException(
                    "a workflow must have a list of at most %d 'tasks', but it has none".formatted(MOST_TASKS));
        }
        var places = new HashMap<String, Integer>();
        var maps = new ArrayList<Map<?, ?>>();
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> task)) {
                throw new UnreadableException(
                        "a task must be an object, but number %d is none".formatted(maps.size() + 1));
            }
            String id = text(task, "id", "a task");
            if (places.put(id, maps.size()) != null) {
                throw new UnreadableException("two tasks must not have the same 'id', but two have '%s'".formatted(id));
            }
            maps.add(task);
        }
        List<Task> tasks = maps.stream().map(task -> task(task, places)).toList();
        String app = object.get("app") instanceof String it && !it.isEmpty() ? it : name.replaceFirst("-.*", "");
        return new WorkflowRun(name, app, tasks);
    }

    private static Map<String, @Nullable Object> object(String text) {
        try {
            return JsonTree.object(text.strip());
        } catch (JsonTree.DamagedException e) {
            throw new UnreadableException("a workflow must be a JSON object, but " + e.getMessage());
        }
    }

    private static Task task(Map<?, ?> task, Map<String, Integer> places) {
        String id = text(task, "id", "a task");
        double seconds = number(task, "duration_s", id);
        var needs = new ArrayList<Integer>();
        if (task.get("needs") instanceof List<?> list) {
            for (Object each : list) {
                Integer place = each instanceof String needed ? places.get(needed) : null;
                if (place == null) {
                    throw new UnreadableException("the task '%s' needs '%s', which is none".formatted(id, each));
                }
                needs.add(place);
            }
        }
        return new Task(id, text(task, "task", "the task '" + id + "'"), seconds, needs, (long) size(task, id));
    }

    private static double size(Map<?, ?> task, String id) {
        return task.get("input_bytes") == null ? 0 : number(task, "input_bytes", id);
    }

    private static double number(Map<?, ?> task, String key, String id) {
        if (task.get(key) instanceof Numeral numeral) {
            double number = numeral.real();
            if (number >= 0 && Double.isFinite(number)) {
                return number;
            }
        }
        throw new UnreadableException("'%s' of the task '%s' must be a number and not negative, but it is '%s'"
                .formatted(key, id, Objects.toString(task.get(key))));
    }

    private static String text(Map<?, ?> object, String key, String what) {
        if (object.get(key) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new UnreadableException("%s must have a text '%s', but it has none".formatted(what, key));
    }
}
