package dev.afterwise.plan;

import dev.afterwise.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression can refer to, while a plan runs. */
interface Scope {
    /**
     * @param path such as {@code [params, ticket]}
     * @return null if it has no value (yet)
     */
    @Nullable
    Value value(List<String> path);

    /** Whether there is a file or folder of that name, taken from the folder of the plan. */
    boolean exists(String file);
}
