package dev.afterwise.learn.predict;

import dev.afterwise.learn.stats.Interval;

/**
 * How likely work is to succeed.
 *
 * @param success from 0 to 1
 * @param interval where that is with 95 % confidence, as far as the effects of what is known of the work are uncertain
 * @param usual the rate of all work, as it is believed now
 * @param skill how well such chances were told before
 */
public record Chance(double success, Interval interval, double usual, Skill skill) {}
