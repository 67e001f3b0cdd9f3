package dev.afterwise.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some results, and where the next ones start; no {@code next} means these are the last. */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
