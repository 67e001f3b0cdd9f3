package dev.afterwise.heal;

/**
 * What is done next about a failure, and how that came about.
 *
 * @param propensity how likely this remedy was to be taken, from 0 to 1, given what was known and whether the call was held out
 * @param heldOut whether the experts' order is followed whatever was learned, so that the benefit of learning can be measured
 * @param because why, for whoever reads the history
 */
public record Choice(Remedy remedy, double propensity, boolean heldOut, String because) {}
