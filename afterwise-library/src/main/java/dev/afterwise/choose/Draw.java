package dev.afterwise.choose;

/**
 * Which alternative was taken.
 *
 * @param propensity how likely it was to be taken, from 0 to 1
 * @param because why, for whoever reads the history
 */
public record Draw(String agent, double propensity, String because) {}
