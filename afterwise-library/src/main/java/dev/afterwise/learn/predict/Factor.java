package dev.afterwise.learn.predict;

/**
 * Something that is known of a piece of work before it is done, and that may speak for its success or against it.
 *
 * @param family what factors that exclude each other have in common, such as {@code model} or {@code attributes.repo}
 * @param value which of them it is
 */
public record Factor(String family, String value) {
    @Override
    public String toString() {
        return value.isEmpty() ? family : family + "=" + value;
    }
}
