package dev.afterwise.cli.eval;

import java.util.function.Predicate;

/**
 * Something that says what it finds in a history, and how often it says so where there is nothing.
 *
 * @param name as people know it
 * @param stated in how many of such histories it claims to find anything, at most, from 0 to 1
 * @param alarms whether it finds anything in this one
 */
public record Analyser(String name, double stated, Predicate<NullWorld> alarms) {}
