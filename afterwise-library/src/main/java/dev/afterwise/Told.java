package dev.afterwise;

/**
 * What is told before work begins.
 *
 * @param text what is known that bears on it, marked as data; empty if nothing is, or it was withheld by chance
 * @param profile that of the work, which says what it was told and what was withheld
 */
public record Told(String text, Profile profile) {}
