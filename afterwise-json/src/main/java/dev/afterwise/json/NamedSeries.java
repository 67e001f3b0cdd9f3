package dev.afterwise.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in their order under a name, as JSON: <code>{"name": "nile", "values": [1120, 1160, null]}</code>. Other keys are left alone.
 *
 * @param values not a number where there is none
 */
public record NamedSeries(String name, List<Double> values) {
    public NamedSeries {
        values = List.copyOf(values);
    }

    /**
     * The series that a text holds.
     *
     * @throws UnreadableException if it holds none
     */
    public static NamedSeries parse(String text) {
        Map<String, @Nullable Object> object;
        try {
            object = JsonTree.object(text.strip());
        } catch (JsonTree.DamagedException e) {
            throw new UnreadableException("a series must be a JSON object, but " + e.getMessage());
        }
        if (!(object.get("name") instanceof String name) || name.isEmpty()) {
            throw new UnreadableException("a series must have a 'name', but it has none");
        }
        if (!(object.get("values") instanceof List<?> values)) {
            throw new UnreadableException("a series must have a list of 'values', but it has none");
        }
        var numbers = new ArrayList<Double>(Collections.nCopies(values.size(), Double.NaN));
        for (int i = 0; i < values.size(); i++) {
            Object each = values.get(i);
            if (each instanceof Numeral numeral) {
                numbers.set(i, numeral.real());
            } else if (each != null) {
                throw new UnreadableException(
                        "'values' must be numbers or null, but number %d is neither".formatted(i + 1));
            }
        }
        return new NamedSeries(name, numbers);
    }
}
