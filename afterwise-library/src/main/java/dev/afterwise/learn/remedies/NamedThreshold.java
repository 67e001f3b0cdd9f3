package dev.afterwise.learn.remedies;

import dev.afterwise.Subject;
import dev.afterwise.Value;

/**
 * A threshold that has a name, as it holds now.
 *
 * @param subject the task whose plan has it; everything, if the settings have it
 * @param attribute whose number is compared: {@code complexity}, or the name of an attribute
 * @param above the value itself is not above it
 */
public record NamedThreshold(Subject subject, String name, String attribute, double above) {
    /** Such as {@code complexity > 7}. */
    public String rule() {
        return attribute + " > " + Value.of(above);
    }
}
