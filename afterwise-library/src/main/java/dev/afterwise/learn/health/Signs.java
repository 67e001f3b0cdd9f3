package dev.afterwise.learn.health;

import java.util.List;

/**
 * What others have noticed.
 *
 * @param setbacks what got worse, and still is
 * @param open the components whose circuit breakers let no call through now
 */
public record Signs(List<Setback> setbacks, List<String> open) {
    public static final Signs NONE = new Signs(List.of(), List.of());

    public Signs {
        setbacks = List.copyOf(setbacks);
        open = List.copyOf(open);
    }
}
