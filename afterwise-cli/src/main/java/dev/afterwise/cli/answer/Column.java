package dev.afterwise.cli.answer;

import java.util.function.Function;

/**
 * What each row of a table has under one name.
 *
 * @param key its name in JSON, in snake case; empty if programs have no use for it
 * @param heading its name for people; empty if people have no use for it
 */
public record Column<T>(String key, String heading, Function<? super T, ? extends Cell> cell) {}
