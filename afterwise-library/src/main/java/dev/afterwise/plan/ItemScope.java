package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What expressions of a step can refer to while it is done for one of its items.
 *
 * @param run what they can refer to besides
 * @param name what the item is called
 * @param index its place, from 0
 */
record ItemScope(Scope run, String name, Value item, int index) implements Scope {
    @Override
    public @Nullable Value value(List<String> path) {
        if (!path.getFirst().equals(name)) {
            return run.value(path);
        }
        if (path.size() == 1) {
            return item;
        }
        return path.size() == 2 && path.get(1).equals("index") ? Value.of(index) : null;
    }

    @Override
    public boolean exists(String file) {
        return run.exists(file);
    }
}
