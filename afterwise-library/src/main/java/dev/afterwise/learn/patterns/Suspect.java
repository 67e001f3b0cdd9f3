package dev.afterwise.learn.patterns;

/**
 * A pattern that somebody else found, to be held against the same budget of false discoveries.
 *
 * @param odds how much more likely the data are with it than without: an e-value, or one divided by a p-value
 */
public record Suspect(double odds, Pattern pattern) {}
