package dev.afterwise.plan;

import dev.afterwise.Value;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the expressions of one run refer to. Safe for use by many threads. */
final class RunScope implements Scope {
    private final String id;
    private final Path folder;
    private final Map<String, Value> params;
    private final Map<String, Threshold> thresholds;
    private final Map<String, StepEnd> ends = new ConcurrentHashMap<>();

    /** @param thresholds as they hold in this run */
    RunScope(String id, Path folder, Map<String, Value> params, Map<String, Threshold> thresholds) {
        this.id = id;
        this.folder = folder;
        this.params = params;
        this.thresholds = thresholds;
    }

    Map<String, Value> params() {
        return params;
    }

    /** From now on expressions can refer to how the step went. */
    void ended(String step, StepEnd end) {
        ends.put(step, end);
    }

    @Override
    public @Nullable Value value(List<String> path) {
        String name = path.size() > 1 ? path.get(1) : "";
        return switch (path.getFirst()) {
            case "params" -> path.size() == 2 ? params.get(name) : null;
            case "thresholds" -> path.size() == 2 ? exceeded(name) : null;
            case "steps" -> step(ends.get(name), path);
            case "env" -> path.size() == 2 ? text(System.getenv(name)) : null;
            case "run" -> path.size() == 2 && name.equals("id") ? Value.of(id) : null;
            default -> null;
        };
    }

    private @Nullable Value exceeded(String name) {
        Threshold threshold = thresholds.get(name);
        return threshold == null || !(params.get(threshold.param()) instanceof Value.Numeric(double number))
                ? null
                : Expression.Node.truth(threshold.isExceededBy(number));
    }

    private static @Nullable Value step(@Nullable StepEnd end, List<String> path) {
        if (end == null) {
            return null;
        }
        if (path.size() == 3 && path.get(2).equals("outcome")) {
            return Value.of(end.word());
        }
        return path.size() == 4
                        && path.get(2).equals("outputs")
                        && end instanceof StepEnd.Made(var ignored, var outputs)
                ? outputs.get(path.get(3))
                : null;
    }

    private static @Nullable Value text(@Nullable String text) {
        return text == null ? null : Value.of(text);
    }

    @Override
    public boolean exists(String file) {
        try {
            return !file.isEmpty() && Files.exists(folder.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
