package dev.afterwise.learn.templates;

/**
 * What lines have in common.
 *
 * @param text the common words, with a star for each value
 * @param lines how many lines were learned that have it
 */
public record Template(TemplateId id, String text, long lines) {}
