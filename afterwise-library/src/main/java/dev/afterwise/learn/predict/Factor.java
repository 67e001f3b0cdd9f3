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
        if (family.endsWith(Factors.OF_ARM)) {
            return family.substring(0, family.length() - Factors.OF_ARM.length())
                    + "="
                    + value.substring(value.lastIndexOf('\n') + 1)
                    + ", done like this";
        }
        return value.isEmpty() ? family : family + "=" + value;
    }
}
