package dev.afterwise.json;

import dev.afterwise.Fact;
import dev.afterwise.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one line of a file of executions. */
public sealed interface ExecutionLine {
    /**
     * It was good.
     *
     * @param workspace the one that the line names, or null
     */
    record Accepted(@Nullable Workspace workspace, List<Fact> facts) implements ExecutionLine {
        public Accepted {
            facts = List.copyOf(facts);
        }
    }

    /**
     * It was bad, and none of it is used.
     *
     * @param text the line as it stands in the file, without its end; what isn't UTF-8 is replaced, and a line that is too
     *     long is cut
     */
    record Rejected(Problem problem, String text) implements ExecutionLine {}
}
