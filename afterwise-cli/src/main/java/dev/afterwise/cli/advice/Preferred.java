package dev.afterwise.cli.advice;

import dev.afterwise.Preference;
import dev.afterwise.cli.shell.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what somebody prefers: a word, or what the usual duration and cost are worth. */
public final class Preferred {
    private Preferred() {}

    public static Preference read(@Nullable String text) {
        if (text == null) {
            return Preference.RELIABILITY;
        }
        return switch (text) {
            case "reliability" -> Preference.RELIABILITY;
            case "balanced" -> Preference.BALANCED;
            case "speed" -> Preference.SPEED;
            case "cost" -> Preference.COST;
            default -> numbers(text);
        };
    }

    private static Preference numbers(String text) {
        List<String> parts = List.of(text.split(",", -1));
        try {
            if (parts.size() == 2) {
                return new Preference(Double.parseDouble(parts.get(0)), Double.parseDouble(parts.get(1)));
            }
        } catch (NumberFormatException e) {
            // The same is said of whatever else it is not.
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--prefer: " + e.getMessage());
        }
        throw Refusal.usage(
                "--prefer must be reliability, balanced, speed, cost or two numbers such as 0.1,0.2, but it is (%s)."
                        .formatted(text));
    }
}
