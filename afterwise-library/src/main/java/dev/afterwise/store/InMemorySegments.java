package dev.afterwise.store;

import dev.afterwise.ExecutionId;
import dev.afterwise.segment.Columns;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The executions of one workspace on the heap, put into columns each time that somebody asks. */
record InMemorySegments(InMemoryHistory history) implements Segments {
    @Override
    public Columns scan(Window window) {
        return history.scan(window);
    }

    @Override
    public Map<Long, ExecutionId> ids(Collection<Long> numbers) {
        return history.ids(Set.copyOf(numbers));
    }
}
