package dev.afterwise.learn.predict;

import org.jspecify.annotations.Nullable;

/**
 * Something that is known of a piece of work before it is done, and that may speak for its success or against it.
 *
 * @param family what factors that exclude each other have in common, such as {@code model} or {@code attributes.repo}
 * @param value which of them it is
 */
public record Factor(String family, String value) {
    // Those that a record has of its own are slow until they are compiled, and these are asked a million times by then.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Factor it && value.equals(it.value) && family.equals(it.family);
    }

    @Override
    public int hashCode() {
        return 31 * family.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        if (family.endsWith(Factors.OF_ARM)) {
            return family.substring(0, family.length() - Factors.OF_ARM.length())
                    + "="
                    + value.substring(value.lastIndexOf('\n') + 1)
                    + ", done like this";
        }
        return value.isEmpty() ? family : family + "=" + value;
    }
}
