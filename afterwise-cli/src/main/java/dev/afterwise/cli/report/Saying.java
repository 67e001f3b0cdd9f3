package dev.afterwise.cli.report;

/**
 * One thing that a report says first.
 *
 * @param word what it is in two or three words, such as {@code Failing more}
 * @param sentence why, in figures
 */
record Saying(Sign sign, String word, String sentence) {}
